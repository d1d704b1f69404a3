"""Who is seen on real sockets, by whom, and how soon they are gone; in one process and in two over Redis."""

from __future__ import annotations

import contextlib
import secrets
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection

from bench.live_site import Site
from tests.live.conftest import Place, close_code, hear, hear_until, say

pytestmark = pytest.mark.alone  # milliseconds are measured


def person(place: Place, name: str, **fields: Any) -> dict[str, Any]:
    email = f"{secrets.token_hex(4)}@megdan.example"
    made: dict[str, Any] = place.order("person", email=email, display_name=name, is_seen=True, **fields)
    return made


def enter(socket: ClientConnection, stream: str) -> None:
    say(socket, subscribe={stream: None})
    hear_until(socket, "subscribed")


def until(socket: ClientConnection, what: str, names: list[str], seconds: float = 4.0) -> float:
    """Hear on until the last word about `what` is these names; seconds it took. Raises TimeoutError."""
    began, heard = time.monotonic(), None
    while heard != names:
        said = hear(socket, max(0.01, began + seconds - time.monotonic()))
        heard = [one["name"] for one in said["data"][what]] if said.get("kind") == "presence" else heard
    return time.monotonic() - began


def test_everybody_is_counted_and_the_seen_are_named_to_all_alike(place: Place) -> None:
    stream, maria, ana = place.stream("crowd"), person(place, "Мария"), person(place, "Ана")
    place.order("change", id=ana["id"], fields={"is_seen": False})
    with (
        place.connect() as anybody,
        place.connect(session=maria["session"]) as seen,
        place.connect(session=ana["session"]) as unseen,
    ):
        for socket in (anybody, seen, unseen):
            enter(socket, stream)
        time.sleep(1.5)
        for socket in (anybody, seen, unseen):
            say(socket, ping=1)
            last = hear_until(socket, "pong")[-2]
            assert last["data"] == {
                "readers": 3, "people": [{"id": maria["id"], "name": "Мария"}], "more": 0, "writing": [],
            }  # fmt: skip
            assert last.keys() == {"stream", "kind", "data"}  # no number: it is kept nowhere


def test_nothing_of_it_is_kept(place: Place) -> None:
    stream, maria = place.stream("crowd"), person(place, "Мария")
    with place.connect() as anybody, place.connect(session=maria["session"]) as seen:
        enter(anybody, stream)
        enter(seen, stream)
        say(seen, writing=stream)
        until(anybody, "writing", ["Мария"])
    with place.connect() as later:
        say(later, subscribe={stream: 0})
        assert hear_until(later, "subscribed")[-1]["seq"] == 0


@pytest.mark.parametrize(
    "fields",
    [{"is_seen": False}, {"is_active": False}, {"suspended_until": (timezone.now() + timedelta(days=1)).isoformat()}],
)
def test_hidden_switched_off_or_suspended_is_gone_within_a_second(place: Place, fields: dict[str, Any]) -> None:
    stream, maria, ivan = place.stream("crowd"), person(place, "Мария"), person(place, "Иван")
    with (
        place.connect() as anybody,
        place.connect(session=maria["session"]) as leaving,
        place.connect(session=ivan["session"]) as staying,
    ):
        for socket in (anybody, leaving, staying):
            enter(socket, stream)
        say(leaving, writing=stream)
        until(anybody, "writing", ["Мария"])
        place.order("change", id=maria["id"], fields=fields, revoke=True)
        assert until(anybody, "people", ["Иван"]) < 1.0
        with contextlib.suppress(ConnectionClosed):  # switched off; of the others it is passed over
            say(leaving, writing=stream)
        with pytest.raises(TimeoutError):
            until(anybody, "writing", ["Мария"], 2.5)


def test_signed_out_is_gone_within_a_second(place: Place) -> None:
    stream, maria = place.stream("crowd"), person(place, "Мария")
    with place.connect() as anybody, place.connect(session=maria["session"]) as leaving:
        enter(anybody, stream)
        enter(leaving, stream)
        until(anybody, "people", ["Мария"])
        time.sleep(1.0)
        place.order("sign_out", session=maria["session"])
        assert until(anybody, "people", []) < 1.0
        assert close_code(leaving, 1.0) == 4401


def test_the_control_who_is_told_nothing_new_of_stays(make_site: Callable[..., Site]) -> None:
    place = Place(make_site(LIVE_SWEEP_SECONDS="3600"))  # a sweep finds the new name by itself: nothing would follow it
    stream, maria = place.stream("crowd"), person(place, "Мария")
    with place.connect() as anybody, place.connect(session=maria["session"]) as there:
        enter(anybody, stream)
        enter(there, stream)
        until(anybody, "people", ["Мария"])
        place.order("change", id=maria["id"], fields={"display_name": "Друга"}, revoke=False)
        with pytest.raises(TimeoutError):
            until(anybody, "people", [], 2.5)
        place.order("revoke", user_id=maria["id"])
        until(anybody, "people", ["Друга"])


def test_writing_is_told_of_whoever_may_write_there_and_goes_by_itself(place: Place) -> None:
    stream, maria, quiet = place.stream("crowd"), person(place, "Мария"), person(place, "Quiet")
    with (
        place.connect() as anybody,
        place.connect(session=maria["session"]) as writer,
        place.connect(session=quiet["session"]) as mute,
    ):
        for socket in (anybody, writer, mute):
            enter(socket, stream)
        until(anybody, "people", ["Мария", "Quiet"])
        for socket in (anybody, mute, writer):
            say(socket, writing=stream)
        until(anybody, "writing", ["Мария"])
        assert 5.0 < until(anybody, "writing", [], 9.0) < 7.5


@pytest.mark.parametrize("frame", ['{"writing": 5}', '{"writing": ["crowd.1"]}', '{"writing": "' + "x" * 121 + '"}'])
def test_malformed_words_of_writing_close_that_socket_alone(place: Place, frame: str) -> None:
    with place.connect() as good, place.connect() as bad:
        bad.send(frame)
        assert close_code(bad) == 4400
        say(good, ping=1)
        assert hear(good) == {"pong": 1}


@pytest.mark.redis
def test_names_reach_other_processes_and_a_killed_ones_people_fade(
    make_site: Callable[..., Site], redis_url: str
) -> None:
    made = make_site(redis_url)
    first, second = Place(made), Place(made)
    time.sleep(1.0)  # both hubs have subscribed
    stream, maria, ivan = first.stream("crowd"), person(first, "Мария"), person(first, "Иван")
    with first.connect(session=maria["session"]) as here, second.connect(session=ivan["session"]) as there:
        enter(here, stream)
        enter(there, stream)
        assert until(here, "people", ["Мария", "Иван"]) < 2.0
        say(there, writing=stream)
        assert until(here, "writing", ["Иван"]) < 1.5
        first.order("change", id=ivan["id"], fields={"is_seen": False}, revoke=True)
        assert until(here, "people", ["Мария"]) < 1.5
        first.order("change", id=ivan["id"], fields={"is_seen": True}, revoke=True)
        until(here, "people", ["Мария", "Иван"])
        made.kill(second.port)
        assert until(here, "people", ["Мария"], 12.0) > 4.0
