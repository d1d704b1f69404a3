"""One listener's socket: who it is, what waits for it, and how it ends."""

from __future__ import annotations

import asyncio
import contextlib
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine, Generator
from types import coroutine
from typing import Any

from participation.live.doors import ANYBODY, Visitor
from participation.live.hub.frames import Message, text_message

Send = Callable[[Any], Coroutine[Any, Any, None]]

MOST_WAITING = 256  # frames
MOST_STREAMS = 50
CLOSING_SECONDS = 2.0
LONGEST_REASON = 120  # bytes; the protocol has room for 123

SLOW = (4408, "resync")
SIGNED_OUT = (4401, "signed out")
MALFORMED = 4400  # the reason says what is wrong
TOO_BIG = (1009, "too big")
TOO_MANY = (4429, "too many frames")
GOING_AWAY = (1012, "restarting")


@coroutine
def _carry_on(send: Coroutine[Any, Any, None], pending: Any) -> Generator[Any, Any, None]:
    """Go on awaiting a send that was begun outside a task and had to wait for `pending`."""
    while True:
        try:
            try:
                value = yield pending
            except BaseException as error:
                pending = send.throw(error)
            else:
                pending = send.send(value)
        except StopIteration:
            return


def short(text: str) -> str:
    """As much of it as a closing has room for."""
    return text.encode(errors="replace")[:LONGEST_REASON].decode(errors="ignore")


class Socket:
    """Frames go out at once while the peer reads; else they wait, at most 256, and then the socket is closed."""

    def __init__(self, send: Send, rep: str) -> None:
        self._send = send
        self.rep = rep
        self.visitor: Visitor = ANYBODY
        self.streams: set[str] = set()
        self.closed = False
        self.ending: tuple[int, str] | None = None
        self.task: asyncio.Task[None] | None = None  # the one that reads from this peer
        self.asked_at = float("-inf")  # when it was last asked whether this person may write …
        self.writes_on = ""  # … and where they may
        self._queue: deque[tuple[str, Message]] = deque()
        self._replayed = 0  # frames of an asked-for replay do not count as slowness
        self._writer: asyncio.Task[None] | None = None

    @property
    def person(self) -> int:
        """One person with two windows is one reader; two people who are not signed in are two, below zero."""
        return self.visitor.user_id or -id(self)

    @property
    def waiting(self) -> int:
        return len(self._queue)

    def push(self, stream: str, message: Message) -> None:
        """Send now if nothing waits. Beginning the send here, without a task, halves the cost of a frame."""
        if self.closed:
            return
        if self._writer is not None:
            self._wait_in_line(stream, message)
            return
        sending = self._send(message)
        try:
            pending = sending.send(None)
        except StopIteration:
            return
        except Exception:  # the peer is gone; its reading task will hear of it too
            self.end(None)
            return
        self._writer = asyncio.get_running_loop().create_task(self._drain(_carry_on(sending, pending)))

    def _wait_in_line(self, stream: str, message: Message) -> None:
        if len(self._queue) - self._replayed >= MOST_WAITING:
            self.end(SLOW)
            return
        self._queue.append((stream, message))

    async def _drain(self, begun: Awaitable[None]) -> None:
        try:
            await begun
            while self._queue and not self.closed:
                _, message = self._queue.popleft()
                self._replayed = max(0, self._replayed - 1)
                await self._send(message)
        except Exception:
            self.end(None)
        finally:
            self._writer = None
            self._replayed = 0

    def replay(self, stream: str, messages: list[Message]) -> None:
        """Send what was missed, all of it, before anything newer."""
        self._replayed += len(messages)
        for message in messages:
            self.push(stream, message)
        self._replayed = min(self._replayed, self.waiting)

    def tell(self, value: dict[str, Any], stream: str = "") -> None:
        """Say something to this peer alone."""
        self.push(stream, text_message(value))

    def forget(self, stream: str) -> None:
        """What waits of this stream is not sent any more."""
        self._queue = deque(waiting for waiting in self._queue if waiting[0] != stream)

    def end(self, reason: tuple[int, str] | None) -> None:
        """Stop sending at once; the reading task closes the socket with the reason (None: the peer is gone)."""
        if self.closed:
            return
        self.closed, self.ending = True, reason
        self._queue.clear()
        if self.task is not None and self.task is not asyncio.current_task():
            self.task.cancel()

    async def settle(self) -> None:
        """Wait until what was asked for has left, so that asking for more cannot fill memory."""
        while self._writer is not None and not self.closed and self.waiting >= MOST_WAITING:
            await asyncio.sleep(0.05)

    async def leave(self) -> None:
        """Wait until what was told has left, or two seconds: the end drops what still waits."""
        if self._writer is not None:
            await asyncio.wait([self._writer], timeout=CLOSING_SECONDS)

    async def close(self) -> None:
        """Say why, if the peer still listens, and let go of it within two seconds."""
        self.closed = True
        if self._writer is not None:
            self._writer.cancel()
        if self.ending is None:
            return
        code, reason = self.ending
        try:
            await asyncio.wait_for(
                self._send({"type": "websocket.close", "code": code, "reason": reason}), CLOSING_SECONDS
            )
        except TimeoutError:
            self._abort()
        except Exception:
            return

    def _abort(self) -> None:
        """A peer that reads nothing would hold its buffer for ever: ASGI has no word for it, uvicorn a transport."""
        transport = getattr(getattr(self._send, "__self__", None), "transport", None)
        if transport is not None:
            with contextlib.suppress(Exception):
                transport.abort()
