"""The socket as a client meets it, on a real server."""

from __future__ import annotations

import contextlib

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus

from bench.live_site import Site
from tests.live.conftest import Place, close_code, hear, hear_until, numbers, say


def subscribed(place: Place, stream: str, since: object = None, query: str = "") -> list[dict[str, object]]:
    """What a new socket hears up to the confirmation."""
    with place.connect(query) as socket:
        say(socket, subscribe={stream: since})
        return hear_until(socket, "subscribed")


@pytest.mark.parametrize("since", [0, 1, 4, 5])
def test_replay_from_any_number_then_live(place: Place, since: int) -> None:
    stream = place.stream()
    place.say(stream, 5)
    with place.connect() as socket:
        say(socket, subscribe={stream: since})
        heard = hear_until(socket, "subscribed")
        assert numbers(heard) == list(range(since + 1, 6))
        assert heard[-1]["seq"] == 5
        place.say(stream, 2)
        assert [hear(socket)["seq"], hear(socket)["seq"]] == [6, 7]


def test_null_means_from_now_on(place: Place) -> None:
    stream = place.stream()
    place.say(stream, 3)
    heard = subscribed(place, stream)
    assert len(heard) == 1
    assert heard[0]["seq"] == 3
    assert heard[0]["epoch"]


def test_a_gap_of_more_than_500_asks_for_the_page(place: Place) -> None:
    stream = place.stream()
    place.say(stream, 501)
    asked_anew = subscribed(place, stream, 0)
    assert asked_anew[0]["resync"]
    assert asked_anew[0]["seq"] == 501
    assert numbers(subscribed(place, stream, 1)) == list(range(2, 502))


def test_another_epoch_and_a_number_ahead_ask_for_the_page(place: Place) -> None:
    stream = place.stream()
    place.say(stream, 2)
    assert subscribed(place, stream, {"seq": 1, "epoch": "ffff"})[0]["resync"]
    assert subscribed(place, stream, 9)[0]["resync"]


def test_a_restored_backup_is_told_to_open_sockets(place: Place) -> None:
    stream = place.stream()
    place.say(stream, 2)
    with place.connect() as socket:
        say(socket, subscribe={stream: 2})
        before = hear_until(socket, "subscribed")[-1]["epoch"]
        place.order("renew_epoch")
        told = hear_until(socket, "resync")[-1]
        assert told["epoch"] != before
        place.say(stream)
        assert hear(socket)["seq"] == 3


def test_subscribing_twice_doubles_nothing(place: Place) -> None:
    stream = place.stream()
    with place.connect() as socket:
        say(socket, subscribe={stream: None})
        say(socket, subscribe={stream: None})
        hear_until(socket, "subscribed")
        hear_until(socket, "subscribed")
        place.say(stream, 3)
        assert [hear(socket)["seq"] for _ in range(3)] == [1, 2, 3]
        with pytest.raises(TimeoutError):
            hear(socket, 0.8)


def test_unsubscribed_means_silence(place: Place) -> None:
    stream, other = place.stream(), place.stream()
    with place.connect() as socket:
        say(socket, subscribe={stream: None, other: None})
        hear_until(socket, "subscribed")
        hear_until(socket, "subscribed")
        say(socket, unsubscribe=[stream], ping=1)
        hear_until(socket, "pong")
        place.say(stream)
        place.say(other)
        assert hear(socket)["stream"] == other


def test_fragments_come_in_the_language_asked_for(place: Place) -> None:
    stream = place.stream()
    in_bulgarian, in_french, for_programs = "?as=html&lang=bg", "?as=html&lang=fr", ""
    with place.connect(in_bulgarian) as first, place.connect(in_french) as second, place.connect(for_programs) as third:
        for socket in (first, second, third):
            say(socket, subscribe={stream: None})
            hear_until(socket, "subscribed")
        place.say(stream)
        assert hear(first)["html"] == "<p>Да</p>"
        assert hear(second)["html"] == "<p>Oui</p>"
        assert "html" not in hear(third)
    assert subscribed(place, stream, 0, "?as=html&lang=en")[0]["html"] == "<p>Yes</p>"


def test_what_was_taken_back_is_not_replayed_even_from_memory(place: Place) -> None:
    stream = place.stream()
    with place.connect() as reader:
        say(reader, subscribe={stream: 0})
        hear_until(reader, "subscribed")
        place.order("publish", stream=stream, kind="said", data={"body": "secret"}, ref="post.1")
        place.say(stream)
        assert hear(reader)["data"] == {"body": "secret"}
        hear(reader)
        place.order("scrub", stream=stream, ref="post.1")
        place.say(stream)
        hear(reader)  # the hub has looked at least once since
        heard = subscribed(place, stream, 0)
    assert heard[0]["kind"] == "gone"
    assert "secret" not in str(heard)
    assert numbers(heard) == [1, 2, 3]


BROKEN: dict[str | bytes, str] = {
    "nonsense": "not JSON",
    "[]": "an object is expected",
    "{}": "say subscribe",
    '{"subscribe": 5}': "subscribe: an object",
    '{"subscribe": {"consultation.1": "x"}}': "consultation.1: seq",
    '{"subscribe": {"consultation.1": {"seq": -1}}}': "consultation.1: seq",
    '{"subscribe": {"consultation.1": {"epoch": 7}}}': "consultation.1: epoch",
    '{"subscribe": {"\u0448\u0448": ["\u0448"]}}': "\u0448\u0448: seq",
    '{"publish": {}}': "say subscribe",
    b"\x00\x01": "text frames only",
}


@pytest.mark.parametrize("frame", BROKEN)
def test_a_malformed_frame_closes_that_socket_alone_and_is_told_why(place: Place, frame: str | bytes) -> None:
    stream = place.stream()
    with place.connect() as good, place.connect() as bad:
        say(good, subscribe={stream: None})
        hear_until(good, "subscribed")
        bad.send(frame)
        assert str(hear(bad)["error"]).startswith(BROKEN[frame])
        assert close_code(bad) == 4400
        assert bad.close_reason and bad.close_reason.startswith(BROKEN[frame])
        place.say(stream)
        assert hear(good)["seq"] == 1


def test_a_frame_over_eight_kilobytes_closes_the_socket(place: Place) -> None:
    with place.connect() as socket:
        socket.send('{"ping": "' + "x" * 9000 + '"}')
        assert close_code(socket) == 1009


def test_too_many_frames_close_the_socket(place: Place) -> None:
    with place.connect() as socket:
        with contextlib.suppress(ConnectionClosed):  # it may be closed while we are still talking
            for n in range(100):
                say(socket, ping=n)
        assert close_code(socket) == 4429


def test_at_most_fifty_streams(place: Place) -> None:
    with place.connect() as socket:
        say(socket, subscribe={place.stream(): None for _ in range(51)})
        heard = [hear(socket) for _ in range(51)]
    assert [said.get("subscribed", False) for said in heard] == [True] * 50 + [False]
    assert heard[-1]["denied"]


def test_a_foreign_page_is_refused(place: Place) -> None:
    with pytest.raises(InvalidStatus) as refused:
        place.connect(origin="http://evil.example")
    assert refused.value.response.status_code == 403


def test_a_session_without_a_page_of_this_site_is_refused(place: Place) -> None:
    with pytest.raises(InvalidStatus):
        place.connect(headers={"Cookie": "megdan_session=abc"})


def test_an_unknown_session_is_nobody(place: Place) -> None:
    with place.connect(session="abc") as socket:
        say(socket, subscribe={place.stream(): None, place.stream("staff"): None})
        assert hear(socket)["subscribed"]
        assert hear(socket)["denied"]


def test_a_token_in_the_header_or_in_the_first_frame(place: Place) -> None:
    person = place.order("person", email="token@megdan.example", display_name="T", is_staff=True)
    stream = place.stream("staff")
    with place.connect(token=person["token"]) as socket:
        say(socket, subscribe={stream: None})
        assert hear(socket)["subscribed"]
    with place.connect() as socket:
        say(socket, token=person["token"], subscribe={stream: None})
        assert hear(socket)["subscribed"]
    with pytest.raises(InvalidStatus):
        place.connect(token="mgd_wrong")
    with place.connect() as socket:
        say(socket, token="mgd_wrong")
        assert close_code(socket) == 4401


def test_another_persons_stream_is_denied(place: Place) -> None:
    first = place.order("person", email="one@megdan.example", display_name="1")
    second = place.order("person", email="two@megdan.example", display_name="2")
    with place.connect(session=first["session"]) as socket:
        say(socket, subscribe={f"user.{first['id']}": None, f"user.{second['id']}": None, "live.control": None})
        told = {said["stream"]: said for said in (hear(socket), hear(socket), hear(socket))}
        assert told[f"user.{first['id']}"]["subscribed"]
        assert told[f"user.{second['id']}"]["denied"]
        assert told["live.control"]["denied"]


def test_how_many_read_now(place: Place) -> None:
    stream = place.stream("crowd")
    with place.connect() as first:
        say(first, subscribe={stream: None})
        assert hear_until(first, "kind", 4)[-1]["data"] == {"readers": 1, "people": [], "more": 0, "writing": []}
        with place.connect() as second:
            say(second, subscribe={stream: None})
            told = hear(first, 4)
            assert told["stream"] == stream
            assert told["kind"] == "presence"
            assert told["data"]["readers"] == 2
        assert hear(first, 4)["data"]["readers"] == 1


def test_other_addresses_have_no_socket(place: Place) -> None:
    from websockets.sync.client import connect

    with pytest.raises(InvalidStatus):
        connect(f"ws://127.0.0.1:{place.port}/ws/other/")


def test_nothing_went_wrong_on_the_server(place: Place) -> None:
    site: Site = place.site
    assert "Traceback" not in site.log(place.port)
