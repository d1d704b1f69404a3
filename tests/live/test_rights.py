"""Rights that end: the last frame comes within a second, told or not, with Redis or without."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from typing import Any

import pytest
from websockets.exceptions import ConnectionClosed

from bench.live_site import Site
from tests.live.conftest import Place, close_code, hear, hear_until, say

pytestmark = pytest.mark.alone  # milliseconds are measured


def person(place: Place, **fields: Any) -> dict[str, Any]:
    made: dict[str, Any] = place.order(
        "person", email=f"{secrets.token_hex(4)}@megdan.example", display_name="P", **fields
    )
    return made


def test_who_is_no_longer_staff_is_cut_within_a_second(place: Place) -> None:
    staff, stream, public = person(place, is_staff=True), place.stream("staff"), place.stream()
    with place.connect(session=staff["session"]) as socket:
        say(socket, subscribe={stream: None, public: None})
        hear_until(socket, "subscribed")
        hear_until(socket, "subscribed")
        place.say(stream)
        assert hear(socket)["stream"] == stream
        place.order("change", id=staff["id"], fields={"is_staff": False}, revoke=True)
        began = time.monotonic()  # it is committed
        assert hear(socket, 1.0) == {"stream": stream, "denied": True}
        assert time.monotonic() - began < 1.0
        place.say(stream)
        place.say(public)
        assert hear(socket)["stream"] == public  # what they may still hear goes on, the rest is silent


def test_signing_out_closes_that_sessions_sockets_alone(place: Place) -> None:
    leaving, staying = person(place), person(place)
    with place.connect(session=leaving["session"]) as gone, place.connect(session=staying["session"]) as kept:
        for socket in (gone, kept):
            say(socket, ping=1)
            hear_until(socket, "pong")
        place.order("sign_out", session=leaving["session"])
        began = time.monotonic()  # it is committed
        assert close_code(gone, 1.0) == 4401
        assert time.monotonic() - began < 1.0
        say(kept, ping=2)
        assert hear(kept) == {"pong": 2}


def test_a_banned_person_is_out_within_a_second(place: Place) -> None:
    banned = person(place)
    with place.connect(session=banned["session"]) as by_page, place.connect(token=banned["token"]) as by_token:
        for socket in (by_page, by_token):
            say(socket, ping=1)
            hear_until(socket, "pong")
        place.order("change", id=banned["id"], fields={"is_active": False}, revoke=True)
        assert close_code(by_page, 1.0) == 4401
        assert close_code(by_token, 1.0) == 4401


def test_a_changed_password_ends_the_sockets_of_older_sessions(place: Place) -> None:
    owner = person(place)
    with place.connect(session=owner["session"]) as socket:
        say(socket, ping=1)
        hear_until(socket, "pong")
        place.order("change", id=owner["id"], fields={"password": "other"}, revoke=True)
        assert close_code(socket, 1.0) == 4401


def test_a_streams_visibility_is_asked_of_everybody_on_it(place: Place) -> None:
    staff, other, stream = person(place, is_staff=True), person(place, is_staff=True), place.stream("staff")
    with place.connect(session=staff["session"]) as first, place.connect(session=other["session"]) as second:
        for socket in (first, second):
            say(socket, subscribe={stream: None})
            hear_until(socket, "subscribed")
        place.order("change", id=other["id"], fields={"is_staff": False})
        place.order("revoke", stream=stream)
        assert hear(second, 1.0)["denied"]
        place.say(stream)
        assert hear(first)["kind"] == "said"


def test_the_sweep_finds_what_nobody_told(make_site: Callable[..., Site]) -> None:
    place = Place(make_site(LIVE_SWEEP_SECONDS="0.7"))
    silent, demoted, stream = person(place), person(place, is_staff=True), place.stream("staff")
    with place.connect(session=silent["session"]) as first, place.connect(session=demoted["session"]) as second:
        say(second, subscribe={stream: None})
        hear_until(second, "subscribed")
        say(first, ping=1)
        hear_until(first, "pong")
        place.order("delete_session", session=silent["session"])
        place.order("change", id=demoted["id"], fields={"is_staff": False})
        assert close_code(first, 3.0) == 4401
        assert hear(second, 3.0)["denied"]


def test_the_control_without_a_sweep_they_would_hear_on(make_site: Callable[..., Site]) -> None:
    place = Place(make_site(LIVE_SWEEP_SECONDS="3600"))  # the shared place sweeps now and then, also just then
    demoted, stream = person(place, is_staff=True), place.stream("staff")
    with place.connect(session=demoted["session"]) as socket:
        say(socket, subscribe={stream: None})
        hear_until(socket, "subscribed")
        place.order("change", id=demoted["id"], fields={"is_staff": False})
        place.say(stream)
        assert hear(socket)["kind"] == "said"


@pytest.mark.redis
def test_over_redis_it_is_at_once(make_site: Callable[..., Site], redis_url: str) -> None:
    place = Place(make_site(redis_url, LIVE_LOOK_SECONDS="30"))
    time.sleep(1.0)  # the hub has subscribed
    leaving = person(place)
    with place.connect(session=leaving["session"]) as socket:
        say(socket, ping=1)
        hear_until(socket, "pong")
        place.order("sign_out", session=leaving["session"])
        began = time.monotonic()  # it is committed
        with pytest.raises(ConnectionClosed):
            socket.recv(timeout=2)
        assert time.monotonic() - began < 0.5
