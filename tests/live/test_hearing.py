"""The tools of these tests: names that can be listened to, and a wait that says what came instead."""

from __future__ import annotations

import json
import secrets
from typing import Any, cast

import pytest
from websockets.sync.client import ClientConnection

from participation.live import policies
from tests.live.conftest import Place, hear_until

ASKED, REFUSED = {"stream": "bench.s1", "subscribed": True}, {"stream": "bench.01", "denied": True}
UNAVAILABLE = {"stream": "bench.s1", "error": "unavailable, try again"}
PONG = {"pong": 1}


def saying(*messages: dict[str, Any]) -> ClientConnection:
    """A socket on which these are heard, and then nothing."""
    waiting = [json.dumps(message) for message in messages]

    class Saying:
        def recv(self, timeout: float) -> str:
            if not waiting:
                raise TimeoutError
            return waiting.pop(0)

    return cast(ClientConnection, Saying())


@pytest.mark.parametrize("drawn", ["06477840", "00000000", "12345678", "0a477840", "deadbeef"])
def test_whatever_is_drawn_names_a_stream_that_can_be_listened_to(monkeypatch: pytest.MonkeyPatch, drawn: str) -> None:
    """One name in 430 was digits alone with a zero in front, which nobody may listen to."""
    monkeypatch.setattr(secrets, "token_hex", lambda count: drawn)
    for prefix in ("bench", "crowd", "staff"):
        monkeypatch.setitem(policies._rules, prefix, policies.Kind(lambda user_id, stream: True))
        assert policies.may_listen(None, Place.stream(prefix))


def test_the_control_such_a_name_of_digits_alone_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(policies._rules, "bench", policies.Kind(lambda user_id, stream: True))
    assert not policies.may_listen(None, "bench.06477840")
    assert policies.may_listen(None, "bench.12345678")


def test_what_was_waited_for_ends_the_waiting() -> None:
    assert hear_until(saying(PONG, ASKED, PONG), "subscribed") == [PONG, ASKED]


@pytest.mark.parametrize("answer", [REFUSED, UNAVAILABLE])
def test_a_refusal_is_not_waited_out(answer: dict[str, Any]) -> None:
    with pytest.raises(pytest.fail.Exception, match="'subscribed' was waited for") as failed:
        hear_until(saying(PONG, answer, ASKED), "subscribed")
    assert str(PONG) in str(failed.value) and str(answer) in str(failed.value)


def test_a_refusal_may_be_what_is_waited_for() -> None:
    assert hear_until(saying(PONG, REFUSED), "denied")[-1] == REFUSED


def test_who_waits_in_vain_is_told_what_was_heard() -> None:
    with pytest.raises(TimeoutError, match="no 'subscribed' within 3 s") as missed:
        hear_until(saying(PONG), "subscribed", 3)
    assert str(PONG) in str(missed.value)
