"""Nothing missed, doubled or out of order: lost hints, bursts, slow readers, Redis and servers that fall over."""

from __future__ import annotations

import json
import signal
import socket as sockets
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from typing import Any

import pytest
from websockets.sync.client import connect

from bench.live_havoc import burst, havoc
from bench.live_site import Site
from tests.live.conftest import Place, hear, hear_until, numbers, say
from tests.support import services

pytestmark = pytest.mark.alone  # milliseconds are measured


def aside(run: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """Run it in a thread of its own: a browser of earlier tests keeps an event loop running in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(run).result()


@pytest.fixture
def own_redis() -> Iterator[services.Redis]:
    """A Redis that a test may stop."""
    try:
        with services.redis() as server:
            yield server
    except services.Missing as missing:
        pytest.skip(str(missing))


def test_without_any_hint_the_look_at_the_table_delivers(place: Place) -> None:
    stream = place.stream()
    with place.connect() as socket:
        say(socket, subscribe={stream: None})
        hear_until(socket, "subscribed")
        place.order("quiet", stream=stream, kind="said", data={})
        began = time.monotonic()  # it is committed
        assert hear(socket, 2.0)["seq"] == 1
        assert time.monotonic() - began < 1.2


def test_the_control_without_hint_and_look_nothing_comes(make_site: Callable[..., Site]) -> None:
    place = Place(make_site(LIVE_LOOK_SECONDS="60"))
    stream = place.stream()
    with place.connect() as socket:
        say(socket, subscribe={stream: None})
        hear_until(socket, "subscribed")
        place.order("quiet", stream=stream, kind="said", data={})
        with pytest.raises(TimeoutError):
            hear(socket, 1.5)


def test_the_servers_own_commits_are_told_at_once(make_site: Callable[..., Site]) -> None:
    import urllib.request

    place = Place(make_site(LIVE_LOOK_SECONDS="60"))
    stream = place.stream()
    with place.connect() as socket:
        say(socket, subscribe={stream: None})
        hear_until(socket, "subscribed")
        body = json.dumps({"stream": stream, "data": {"n": 1}}).encode()
        began = 0.0
        for _ in range(2):  # the first request of a process loads its code
            began = time.monotonic()
            urllib.request.urlopen(f"{place.origin}/bench/publish", data=body, timeout=5).read()
            hear(socket)
        assert time.monotonic() - began < 0.25


def test_a_burst_from_another_process_arrives_whole_and_in_order(place: Place) -> None:
    seen = aside(lambda: burst(place.site, place.port, clients=5, events=400))
    assert seen["in_order"], seen
    assert seen["closed"] == 0


def test_a_burst_in_one_transaction_arrives_whole_and_in_order(place: Place) -> None:
    stream = place.stream()
    with place.connect() as socket:
        say(socket, subscribe={stream: None})
        hear_until(socket, "subscribed")
        place.say(stream, 1200)
        assert [hear(socket)["seq"] for _ in range(1200)] == list(range(1, 1201))


def test_a_reader_that_stops_reading_is_let_go_and_holds_no_memory(place: Place) -> None:
    stream = place.stream()
    small = sockets.socket()
    small.setsockopt(sockets.SOL_SOCKET, sockets.SO_RCVBUF, 4096)
    small.connect(("127.0.0.1", place.port))
    handshake = f"GET /ws/live/ HTTP/1.1\r\nHost: 127.0.0.1:{place.port}\r\nUpgrade: websocket\r\n"
    handshake += (
        "Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
    )
    small.sendall(handshake.encode())
    small.recv(4096)
    text = json.dumps({"subscribe": {stream: None}}).encode()
    small.sendall(bytes([0x81, 0x80 | len(text)]) + b"\0\0\0\0" + text)
    with place.connect() as reader:
        say(reader, subscribe={stream: None})
        hear_until(reader, "subscribed")
        before = place.site.memory(place.port)
        for _ in range(8):  # 16 MB in all, of which the stuck reader takes next to nothing
            place.order("many", stream=stream, count=200, rate=0, size=10_000)
            assert len([hear(reader) for _ in range(200)]) == 200
        grown = place.site.memory(place.port) - before
    assert grown < 24 * 2**20
    small.settimeout(5)
    ended = False
    try:
        while small.recv(65536):
            pass
        ended = True
    except ConnectionResetError:
        ended = True
    assert ended, "the server still holds the connection"


def test_a_page_loaded_again_and_again_always_hears(place: Place) -> None:
    """The old socket leaves while the new one is joining: the channel must not be put away under it."""
    stream = place.stream()
    place.say(stream, 30)
    with ExitStack() as pages:
        old = pages.enter_context(place.connect())
        say(old, subscribe={stream: 0})
        for turn in range(12):
            new = pages.enter_context(place.connect())
            say(new, subscribe={stream: turn})
            old.close()
            assert numbers(hear_until(new, "subscribed")) == list(range(turn + 1, 31 + turn))
            place.say(stream)
            assert hear(new, 2.0)["seq"] == 31 + turn
            old = new


@pytest.mark.redis
def test_redis_tells_other_processes_at_once(make_site: Callable[..., Site], redis_url: str) -> None:
    made = make_site(redis_url, LIVE_LOOK_SECONDS="60")
    first, second = Place(made), Place(made)
    time.sleep(1.0)  # both hubs have subscribed
    stream = first.stream()
    with first.connect() as one, second.connect() as other:
        for socket in (one, other):
            say(socket, subscribe={stream: None})
            hear_until(socket, "subscribed")
        made.order("publish", stream=stream, kind="said", data={})
        began = time.monotonic()
        made.order("publish", stream=stream, kind="said", data={})
        for socket in (one, other):
            assert [hear(socket)["seq"], hear(socket)["seq"]] == [1, 2]
        assert time.monotonic() - began < 0.25


@pytest.mark.redis
def test_readers_are_counted_across_processes(make_site: Callable[..., Site], redis_url: str) -> None:
    made = make_site(redis_url)
    first, second = Place(made), Place(made)
    stream = first.stream("crowd")
    with first.connect() as one, second.connect() as other:
        for socket in (one, other):
            say(socket, subscribe={stream: None})
        heard: dict[str, Any] = {}
        while heard.get("data", {}).get("readers") != 2:
            heard = hear(one, 8)


@pytest.mark.redis
@pytest.mark.parametrize("how", ["gone", "stalled"])
def test_without_redis_writing_is_as_quick_and_screens_follow(
    make_site: Callable[..., Site], own_redis: services.Redis, how: str
) -> None:
    place = Place(make_site(own_redis.url))
    time.sleep(1.0)
    stream = place.stream()
    with place.connect() as socket:
        say(socket, subscribe={stream: None})
        hear_until(socket, "subscribed")
        place.order("publish", stream=stream, kind="said", data={})
        hear(socket)
        assert own_redis.process is not None
        if how == "gone":
            own_redis.stop()
        else:
            own_redis.process.signal(signal.SIGSTOP)
        for seq in range(2, 6):
            began = time.monotonic()
            place.order("publish", stream=stream, kind="said", data={})
            assert time.monotonic() - began < 0.5
            assert hear(socket, 2.0)["seq"] == seq
        if how == "gone":
            own_redis.start()
        else:
            own_redis.process.signal(signal.SIGCONT)
        assert _quick_again(place, socket, stream) < 10.0


def _quick_again(place: Place, socket: Any, stream: str) -> float:
    """Seconds until events come faster than looking alone would bring them, five in a row."""
    back, quick = time.monotonic(), 0
    while quick < 5 and time.monotonic() - back < 15:
        place.order("publish", stream=stream, kind="said", data={})
        began = time.monotonic()  # it is committed
        hear(socket, 2.0)
        quick = quick + 1 if time.monotonic() - began < 0.12 else 0
    return time.monotonic() - back


@pytest.mark.redis
@pytest.mark.slow
def test_many_clients_while_redis_and_a_server_fall_over(
    make_site: Callable[..., Site], own_redis: services.Redis
) -> None:
    made = make_site(own_redis.url)
    seen = aside(lambda: havoc(made, own_redis, clients=20, events=500, rate=80.0, disconnects=15))
    assert seen["connections"] > 30, "the havoc was none"
    assert (seen["missed"], seen["twice"], seen["out_of_order"]) == (0, 0, 0), seen


@pytest.mark.slow
def test_gapless_while_many_processes_write(place: Place) -> None:
    stream = place.stream()
    with place.connect() as socket:
        say(socket, subscribe={stream: 0})
        hear_until(socket, "subscribed")
        writers = [place.site.begin("bench.live_work", "write", stream, "100", "0", "20") for _ in range(4)]
        heard = [hear(socket, 90.0)["seq"] for _ in range(400)]  # four programs start first
        for writer in writers:
            writer.communicate(timeout=90)
    assert heard == list(range(1, 401))
    with connect(f"ws://127.0.0.1:{place.port}/ws/live/", compression=None) as late:
        say(late, subscribe={stream: 0})
        assert numbers(hear_until(late, "subscribed")) == list(range(1, 401))
