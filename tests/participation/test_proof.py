"""Proofs: done once, for one purpose, within their time; and the way for whoever cannot do a sum."""

from __future__ import annotations

import base64
import hashlib
import json
from datetime import timedelta
from typing import Any

import pytest
import time_machine

from participation.proof import (
    HARDEST,
    LASTS,
    PATIENCE,
    WAITED,
    WORK,
    kind_of,
    new_challenge,
    new_patience,
    seconds_left,
)

NOON = "2026-11-22T12:00:00Z"


@pytest.fixture(autouse=True)
def _easy(monkeypatch: pytest.MonkeyPatch) -> None:
    assert 10_000 < HARDEST < 200_000, "about a second in a browser"
    monkeypatch.setattr("participation.proof.HARDEST", 50)


def solved(challenge: dict[str, Any], **other: Any) -> str:
    """What the script sends."""
    numbers = range(challenge["maxnumber"] + 1)
    right = next(
        n for n in numbers if hashlib.sha256(f"{challenge['salt']}{n}".encode()).hexdigest() == challenge["challenge"]
    )
    sent = {name: challenge[name] for name in ("algorithm", "challenge", "salt", "signature")}
    return base64.b64encode(json.dumps({**sent, "number": right, **other}).encode()).decode()


def test_work_counts_once_and_for_its_purpose_alone() -> None:
    proof = solved(new_challenge("report"))
    assert kind_of(proof, "sign_up") == ""
    assert kind_of(proof, "report") == WORK
    assert kind_of(proof, "report") == ""


def test_a_wrong_number_or_a_changed_sum_is_none() -> None:
    challenge = new_challenge("report")
    assert kind_of(solved(challenge, number=HARDEST + 7), "report") == ""
    assert kind_of(solved(challenge, signature="0" * 64), "report") == ""
    assert kind_of(solved(challenge, algorithm="SHA-1"), "report") == ""
    longer = challenge["salt"].replace("expires=1", "expires=9")
    assert longer != challenge["salt"]
    assert kind_of(solved(challenge, salt=longer), "report") == ""
    assert kind_of(solved(challenge), "report") == WORK, "the control"


def test_work_expires() -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        proof = solved(new_challenge("report"))
        clock.shift(LASTS + timedelta(seconds=2))
        assert kind_of(proof, "report") == ""


@pytest.mark.parametrize(
    "odd", ["", "x", "é", "bnVsbA==", "W10=", "e30=", "x" * 5000, base64.b64encode(b"[" * 900).decode()]
)
def test_what_is_no_proof(odd: str) -> None:
    assert kind_of(odd, "report") == ""
    assert seconds_left(odd, "report") is None


def test_patience_is_good_after_a_while_once_and_not_for_ever() -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        mark, late = new_patience("sign_up"), new_patience("sign_up")
        assert seconds_left(mark, "sign_up") == PATIENCE
        assert kind_of(mark, "sign_up") == ""
        clock.shift(timedelta(seconds=PATIENCE + 1))
        assert kind_of(mark, "report") == ""
        assert kind_of(mark, "sign_up") == WAITED
        assert kind_of(mark, "sign_up") == ""
        clock.shift(LASTS)
        assert kind_of(late, "sign_up") == ""
