"""One stream as a hub holds it: where it stands, who listens here, and the last events."""

from __future__ import annotations

import asyncio
from collections import Counter, deque
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from participation.live.hub.frames import Frame, Message, text_message
from participation.live.hub.here import Here
from participation.live.selectors import REPLAY_LIMIT, Head

if TYPE_CHECKING:
    from participation.live.hub.sockets import Socket

BATCH = 128  # sends between two breaths of the event loop
CROWDED = 128  # waiting frames at which a burst pauses for a reader
BURST_PAUSES = 10  # of five milliseconds each, per burst
PASSING_PAUSES = 50  # of five milliseconds each, per frame that can wait


class Channel:
    """Guarded by `lock`: joining, catching up and sending never overlap, so nobody misses or doubles an event."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.epoch = ""
        self.seq = 0
        self.lock = asyncio.Lock()
        self.loaded = False
        self.wanted = False  # a hint has come that is not yet followed
        self.memory: deque[Frame] = deque(maxlen=REPLAY_LIMIT)
        self.listeners: dict[Socket, str] = {}  # socket → representation
        self.people: Counter[int] = Counter()
        self.passing: Message | None = None  # who is here, as it was last told
        self.told: Here | None = None
        self.told_at = self.looked_at = float("-inf")

    @property
    def head(self) -> Head:
        return Head(self.name, self.epoch, self.seq)

    def stand_at(self, head: Head) -> None:
        """Begin from here, remembering nothing."""
        self.epoch, self.seq, self.loaded = head.epoch, head.seq, True
        self.memory.clear()

    def join(self, socket: Socket) -> None:
        if socket not in self.listeners:
            self.people[socket.person] += 1
        self.listeners[socket] = socket.rep

    def leave(self, socket: Socket) -> None:
        if self.listeners.pop(socket, None) is None:
            return
        self.people[socket.person] -= 1
        if self.people[socket.person] <= 0:
            del self.people[socket.person]

    def reps(self) -> set[str]:
        return set(self.listeners.values())

    def remembered_since(self, seq: int) -> list[Frame] | None:
        """The frames after `seq`, or None where memory does not reach back that far."""
        missed = self.seq - seq
        if missed > len(self.memory):
            return None
        return list(self.memory)[len(self.memory) - missed :] if missed else []

    async def send_out(self, frames: list[Frame]) -> None:
        """Hand each frame to every listener, in order."""
        pauses = BURST_PAUSES
        for position, frame in enumerate(frames):
            self.memory.append(frame)
            self.seq = frame.entry.seq
            await self._send_one(frame.messages)
            while pauses and position % 32 == 31 and any(s.waiting > CROWDED for s in self.listeners):
                pauses -= 1
                await asyncio.sleep(0.005)

    async def _send_one(self, messages: dict[str, Message]) -> None:
        for batch in self._batches():
            for socket in batch:
                rep = self.listeners.get(socket)
                if rep is not None:  # it may have left while the loop took breath
                    socket.push(self.name, messages[rep])
            if len(batch) == BATCH:
                await asyncio.sleep(0)

    def _batches(self) -> Iterator[list[Socket]]:
        everyone = list(self.listeners)
        for start in range(0, len(everyone), BATCH):
            yield everyone[start : start + BATCH]

    async def send_resync(self) -> None:
        """Tell every listener that the past is not what it was."""
        told = text_message({"stream": self.name, "resync": True, "epoch": self.epoch, "seq": self.seq})
        await self._send_one(dict.fromkeys(self.reps(), told))

    async def send_passing(self, kind: str, data: dict[str, Any]) -> None:
        """Send something that has no number and can wait: events go first. Whoever joins is sent the last of it."""
        self.passing, pauses = text_message({"stream": self.name, "kind": kind, "data": data}), PASSING_PAUSES
        for batch in self._batches():
            while pauses and self.lock.locked():
                pauses -= 1
                await asyncio.sleep(0.005)
            for socket in batch:
                if socket in self.listeners:
                    socket.push(self.name, self.passing)
            await asyncio.sleep(0)
