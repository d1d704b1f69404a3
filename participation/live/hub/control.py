"""What every hub must obey, whichever process said it: rights that ended, events that were taken back or changed.

It is a stream like any other, so it too is numbered, survives a lost hint, and is looked at twice a second.
"""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Any

from participation.live.actions import GONE
from participation.live.hub import reading
from participation.live.selectors import CONTROL, Entry, Head, entries_between, get_head

if TYPE_CHECKING:
    from participation.live.hub.core import Hub

log = logging.getLogger(__name__)


class Control:
    """Follows the control stream from the first socket on."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._lock = asyncio.Lock()
        self._head: Head | None = None

    @property
    def seq(self) -> int:
        """How much has been obeyed; whoever asked for rights before this changed asks again."""
        return self._head.seq if self._head else 0

    def known(self) -> dict[str, Head]:
        return {CONTROL: self._head} if self._head else {}

    def rest(self) -> None:
        """Nobody listens, so nothing needs to be obeyed until somebody does."""
        if not self._lock.locked():
            self._head = None

    async def wake(self) -> None:
        """Stand where the stream stands, before the first listener is let in."""
        if self._head is None:
            async with self._lock:
                if self._head is None:
                    self._head = await self._hub.threads.door(get_head, CONTROL)

    async def follow(self, head: Head) -> None:
        """Obey what is new. Failing leaves it to be done at the next look."""
        async with self._lock:
            if self._head is None or (head.epoch == self._head.epoch and head.seq <= self._head.seq):
                return
            try:
                if self._head.epoch not in ("", head.epoch):
                    await self._hub.rights.recheck(self._hub.sockets)
                    self._head = head
                    return
                for entry in await self._hub.threads.door(entries_between, CONTROL, self._head.seq):
                    await self._obey(entry)
                    self._head = Head(CONTROL, head.epoch, entry.seq)
            except Exception:
                log.exception("the control stream could not be followed; it is looked at again")

    async def _obey(self, entry: Entry) -> None:
        if entry.kind == "scrub":
            await self._take_back(entry.data)
        elif entry.kind == "rewrite":
            await self._reread(entry.data)
        elif entry.kind == "revoke":
            data = entry.data
            await self._hub.rights.revoked(data["user"], data["stream"], data["session"])

    async def _take_back(self, data: dict[str, Any]) -> None:
        channel = self._hub.channels.get(data["stream"])
        if channel is None:
            return
        async with channel.lock:
            for frame in channel.memory:
                if frame.entry.ref == data["ref"]:
                    frame.take_back(channel.name, channel.epoch, data["left"], data.get("kind", GONE))

    async def _reread(self, data: dict[str, Any]) -> None:
        channel = self._hub.channels.get(data["stream"])
        if channel is not None:
            async with channel.lock:
                await reading.reread(channel, self._hub.threads)
