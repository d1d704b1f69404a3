"""A hub without servers and database, with a clock in hand."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from participation.live import policies
from participation.live.doors import Visitor
from participation.live.hub.channel import Channel
from participation.live.hub.core import Hub
from participation.live.hub.sockets import Socket

SQUARE, COUNTED = "square.1", "counted.1"
NAMES = {1: "Мария", 2: "Иван", 3: "Ана"}  # of those who let themselves be seen


def run(work: Callable[[], Awaitable[Any]]) -> Any:
    """In a thread of its own: a browser of earlier tests keeps an event loop running in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(lambda: asyncio.run(work())).result()  # type: ignore[arg-type]  # a coroutine function


class Room:
    """A hub without servers and database."""

    def __init__(self) -> None:
        self.hub, self.names, self.asked, self.quiet = Hub(), dict(NAMES), 0, {3}
        self.hub.threads.door = self._door  # type: ignore[method-assign,assignment]  # no database
        self.frames: list[dict[str, Any]] = []
        self.watcher = self.enter(None)

    async def _door(self, ask: Any, *args: Any) -> Any:
        if ask is policies.may_write:
            return args[0] not in self.quiet
        self.asked += 1
        return {one: self.names[one] for one in args[0] if one in self.names}

    def enter(self, user_id: int | None, stream: str = SQUARE) -> Socket:
        """Somebody who listens to the stream from now on; the first one's frames are kept."""
        first = not self.hub.sockets

        async def send(message: dict[str, str]) -> None:
            if first:
                self.frames.append(json.loads(message["text"]))

        socket = Socket(send, "")
        socket.visitor = Visitor(user_id)
        self.hub.sockets.add(socket)
        socket.streams.add(stream)
        self.hub.channels.setdefault(stream, Channel(stream)).join(socket)
        self.hub.presence.stir(stream)
        return socket

    async def after(self, seconds: float) -> dict[str, Any]:
        """What was told last once so much time has gone by."""
        for _ in range(max(1, round(seconds / 0.25))):
            Clock.now += 0.25
            await self.hub.presence.round()
        data: dict[str, Any] = self.frames[-1]["data"]
        return data

    def seen(self) -> list[str]:
        return [one["name"] for one in self.frames[-1]["data"]["people"]]

    def writing(self) -> list[str]:
        return [one["name"] for one in self.frames[-1]["data"]["writing"]]


class Clock:
    now = 1000.0
