"""Frames that nobody should send: whatever comes is a request or Malformed, and a server that got it serves the others.

In process the reader of frames is given anything; over a real connection the bytes of the protocol itself are wrong.
"""

from __future__ import annotations

import base64
import contextlib
import json
import os
import socket
import struct
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from participation.live import consumer, doors
from participation.live.hub import Hub
from participation.live.hub.sockets import Socket
from participation.live.requests import LONGEST, Malformed, Request, parse
from tests.live.conftest import PATIENCE, Place, hear, hear_until, say
from tests.live.room import run

ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(), max_size=200),
    lambda inner: (
        st.lists(inner, max_size=5) | st.dictionaries(st.text(st.characters(), max_size=20), inner, max_size=5)
    ),
    max_leaves=20,
)
WORDS = st.sampled_from(["subscribe", "unsubscribe", "token", "writing", "ping", "publish", ""])
STREAMS = st.sampled_from(
    ["topic.1", "topic.²", f"topic.{'9' * 40}", "live.control", "user.-1", "a\x00b", "\ud800", "x" * 200]
)
PLACES = ANY | st.fixed_dictionaries({}, optional={"seq": ANY, "epoch": ANY})
FRAMES = (
    st.text(st.characters(), max_size=300)
    | st.binary(max_size=300).map(lambda raw: raw.decode("latin-1"))
    | st.dictionaries(WORDS, ANY | st.lists(STREAMS) | st.dictionaries(STREAMS, PLACES), max_size=6).map(json.dumps)
)


@given(FRAMES)
@settings(max_examples=400, deadline=None, database=None)
def test_anything_is_a_request_or_malformed(text: str) -> None:
    try:
        asked = parse(text)
    except Malformed as refusal:
        why = str(refusal)
    else:
        why = ""
        assert isinstance(asked, Request)
        assert all(isinstance(name, str) and name for name in (*asked.subscribe, *asked.unsubscribe))
        assert all(place.seq is None or 0 <= place.seq < 2**63 for place in asked.subscribe.values())
    assert len(why) < 400


@pytest.mark.parametrize(
    "text",
    [
        "[" * 8000,
        '{"a":' * 1300,
        '{"ping": ' + "9" * 8000 + "}",
        '{"ping": 1' + "0" * 5000 + "}",
        '{"ping": 1e999999}',
        "\ufeff{}",
        '{"ping": "\\ud800"}',
        '{"token": "\\u0000"}',
        '{"subscribe": {"\\ud800.1": null}}',
        "NaN",
        "-Infinity",
        '{"ping": NaN}',
        '{"ping": -Infinity}',
        '{"subscribe": {"topic.1": NaN}}',
        '{"subscribe": {"topic.1": 1e3}}',
    ],
)
def test_what_breaks_readers_of_json_elsewhere(text: str) -> None:
    with contextlib.suppress(Malformed):
        parse(text)


@given(st.lists(FRAMES, min_size=1, max_size=8))
@settings(max_examples=80, deadline=None, database=None)
def test_a_hub_that_heard_anything_hears_the_next(frames: list[str]) -> None:
    """Through everything a socket does with a frame, without a database: no frame ends more than its own socket."""
    said: list[dict[str, Any]] = []
    failed: list[str] = []

    async def work() -> None:
        hub = Hub()

        async def door(ask: Any, *args: Any) -> Any:
            return None if ask is doors.who_holds else False if isinstance(args[0], int | None) else set()

        hub.threads.door = door  # type: ignore[method-assign,assignment]  # no database

        async def send(message: dict[str, Any]) -> None:
            said.append(message)
            message.get("text", "").encode()  # as the server does before it leaves

        for frame in [*frames, '{"ping": "after"}']:
            peer = Socket(send, "")
            hub.sockets.add(peer)
            try:
                await consumer._obey(hub, peer, frame)
            except Malformed:
                pass
            except Exception as error:
                failed.append(f"{frame!r}: {error!r}")
            hub.leave(peer)

    run(work)
    assert failed == []
    assert json.loads(said[-1]["text"]) == {"pong": "after"}


# Over a real connection ---------------------------------------------------------------------------------------------


def knock(place: Place, *, origin: str = "", path: str = "/ws/live/", more: str = "") -> socket.socket:
    """A connection of our own after its handshake, to say on it whatever bytes we like."""
    line = socket.create_connection(("127.0.0.1", place.port), timeout=PATIENCE)
    key = base64.b64encode(os.urandom(16)).decode()
    head = (
        f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{place.port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n"
    )
    line.sendall(f"{head}{f'Origin: {origin}{chr(13)}{chr(10)}' if origin else ''}{more}\r\n".encode("latin-1"))
    return line


def status(line: socket.socket) -> int:
    answer = line.recv(4096)
    return int(answer.split(b" ", 2)[1]) if answer else 0


def frame(
    payload: bytes, *, opcode: int = 1, fin: bool = True, reserved: int = 0, masked: bool = True, length: int = -1
) -> bytes:
    """One frame of the protocol with any of its parts wrong."""
    first = (0x80 if fin else 0) | (reserved << 4) | opcode
    length = len(payload) if length < 0 else length
    size = (
        bytes([length | 0x80 * masked])
        if length < 126
        else (
            bytes([126 | 0x80 * masked]) + struct.pack(">H", length)
            if length < 65536
            else bytes([127 | 0x80 * masked]) + struct.pack(">Q", length)
        )
    )
    mask = b"\x01\x02\x03\x04" if masked else b""
    body = bytes(b ^ mask[i % 4] for i, b in enumerate(payload)) if masked else payload
    return bytes([first]) + size + mask + body


BROKEN: dict[str, bytes] = {
    "not masked": frame(b'{"ping": 1}', masked=False),
    "reserved bits": frame(b'{"ping": 1}', reserved=7),
    "an opcode that is none": frame(b"x", opcode=5),
    "a control opcode that is none": frame(b"x", opcode=13),
    "a long ping": frame(b"x" * 200, opcode=9),
    "a ping in parts": frame(b"x", opcode=9, fin=False),
    "a continuation of nothing": frame(b"x", opcode=0),
    "a text within a text": frame(b"a", fin=False) + frame(b"b"),
    "no UTF-8": frame(b"\xff\xfe\xc0\xaf"),
    "half a letter": frame("ж".encode()[:1]),
    "a surrogate": frame(b"\xed\xa0\x80"),
    "a closing of one byte": frame(b"\x03", opcode=8),
    "a closing with a code that is none": frame(struct.pack(">H", 999), opcode=8),
    "a closing with no UTF-8": frame(struct.pack(">H", 1000) + b"\xff", opcode=8),
    "terabytes are promised": frame(b"x", length=2**42),
    "the longest length there is": frame(b"x", length=2**63),
    "too long": frame(b'"' + b"x" * (LONGEST + 100)),
    "too long in a thousand parts": frame(b"x" * 20, fin=False)
    + b"".join(frame(b"x" * 20, opcode=0, fin=False) for _ in range(1000))
    + frame(b"", opcode=0),
    "half a frame and gone": frame(b'{"ping": 1}')[:5],
    "HTTP again": b"GET / HTTP/1.1\r\nHost: a\r\n\r\n",
    "noise": bytes(range(256)) * 20,
    "nothing but zeros": b"\0" * 3000,
    "deep JSON": frame(b"[" * 8000),
    "binary": frame(b"\x00" * 100, opcode=2),
}


def test_wrong_bytes_end_their_own_connection_alone(place: Place) -> None:
    """One server takes all of it; the reader beside it misses nothing, and it has not been started anew."""
    stream, lines = place.stream(), []
    with place.connect() as good:
        say(good, subscribe={stream: None})
        hear_until(good, "subscribed")
        for raw in BROKEN.values():
            line = knock(place)
            lines.append(line)
            assert status(line) == 101
            with contextlib.suppress(OSError):  # it may be closed while we are still talking
                line.sendall(raw)
        place.say(stream)
        assert hear(good)["seq"] == 1
        ended = {name: _is_ended(line) for name, line in zip(BROKEN, lines, strict=True)}
        promised = {
            "terabytes are promised",
            "the longest length there is",
            "half a frame and gone",
        }  # wait for more, bounded
        assert {name for name, is_ended in ended.items() if not is_ended} <= promised
        for line in lines:
            line.close()
        say(good, ping=1)
        assert hear(good) == {"pong": 1}
    assert "Traceback" not in place.site.log(place.port)


def _is_ended(line: socket.socket) -> bool:
    """Whether the server says a closing or hangs up."""
    line.settimeout(PATIENCE)
    got = b""
    try:
        while chunk := line.recv(4096):
            got += chunk
            if b"\x88" in got:
                return True
    except TimeoutError:
        return False
    except OSError:
        return True
    return True


def test_a_right_frame_of_our_own_is_answered(place: Place) -> None:
    """The control: it is the wrong bytes that end the others, not how they are sent."""
    line = knock(place)
    assert status(line) == 101
    line.sendall(frame(b'{"ping"', fin=False) + frame(b"", opcode=9) + frame(b": 7}", opcode=0))
    got = b""
    while b"pong" not in got:
        got += line.recv(4096)
    line.close()
    assert b'{"pong":7}' in got.replace(b" ", b"")
