"""A WebSocket client that costs as little as one can, so that a thousand of them do not measure themselves."""

from __future__ import annotations

import asyncio
import base64
import json
import os
import struct
from collections.abc import Callable
from typing import Any

Heard = Callable[[bytes], None]


class LightSocket(asyncio.Protocol):
    """Text frames in, text frames out. `heard` gets each frame's bytes; `gone` is done when the connection ends."""

    def __init__(self, path: str, host: str, headers: dict[str, str], heard: Heard) -> None:
        self._request = self._handshake(path, host, headers)
        self._heard = heard
        self._buffer = bytearray()
        self.opened: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.gone: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        self._is_open = False
        self._code = 1006
        self.transport: asyncio.Transport = None  # type: ignore[assignment]  # set on connecting

    @staticmethod
    def _handshake(path: str, host: str, headers: dict[str, str]) -> bytes:
        lines = [f"GET {path} HTTP/1.1", f"Host: {host}", "Upgrade: websocket", "Connection: Upgrade"]
        lines += [f"Sec-WebSocket-Key: {base64.b64encode(os.urandom(16)).decode()}", "Sec-WebSocket-Version: 13"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        return ("\r\n".join(lines) + "\r\n\r\n").encode()

    def connection_made(self, transport: Any) -> None:
        self.transport = transport
        transport.write(self._request)

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        if not self._is_open:
            end = self._buffer.find(b"\r\n\r\n")
            if end < 0:
                return
            status = int(self._buffer[9:12])
            del self._buffer[: end + 4]
            if status != 101:
                self._code = status
                self.transport.close()
                return
            self._is_open = True
            self.opened.set_result(None)
        self._frames()

    def _frames(self) -> None:
        buffer, at = self._buffer, 0
        while len(buffer) - at >= 2:
            length, head = buffer[at + 1] & 127, 2
            if length == 126:
                if len(buffer) - at < 4:
                    break
                length, head = int.from_bytes(buffer[at + 2 : at + 4], "big"), 4
            elif length == 127:
                if len(buffer) - at < 10:
                    break
                length, head = int.from_bytes(buffer[at + 2 : at + 10], "big"), 10
            if len(buffer) - at < head + length:
                break
            self._frame(buffer[at] & 15, bytes(buffer[at + head : at + head + length]))
            at += head + length
        del buffer[:at]

    def _frame(self, kind: int, payload: bytes) -> None:
        if kind == 1:
            self._heard(payload)
        elif kind == 9:
            self._write(10, payload)
        elif kind == 8:
            self._code = struct.unpack("!H", payload[:2])[0] if len(payload) >= 2 else 1005
            self._write(8, payload)
            self.transport.close()

    def say(self, value: Any) -> None:
        """Send a value as JSON."""
        self._write(1, json.dumps(value).encode())

    def _write(self, kind: int, payload: bytes) -> None:
        length = len(payload)
        size = bytes([128 | length]) if length < 126 else bytes([128 | 126]) + struct.pack("!H", length)
        self.transport.write(bytes([128 | kind]) + size + b"\0\0\0\0" + payload)  # masked with zeros

    def connection_lost(self, error: Exception | None) -> None:
        if not self.opened.done():
            self.opened.set_exception(ConnectionError(f"refused with {self._code}"))
        if not self.gone.done():
            self.gone.set_result(self._code)


async def connect(
    port: int, heard: Heard, *, path: str = "/ws/live/", headers: dict[str, str] | None = None
) -> LightSocket:
    """An open socket to the loopback port. Raises ConnectionError."""
    host = f"127.0.0.1:{port}"
    loop = asyncio.get_running_loop()
    made = await asyncio.wait_for(
        loop.create_connection(lambda: LightSocket(path, host, headers or {}, heard), "127.0.0.1", port), 10
    )
    await asyncio.wait_for(made[1].opened, 20)
    return made[1]
