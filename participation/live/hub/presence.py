"""How many people read a page now: counts only, never who; kept nowhere, sent at most every two seconds."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from participation.live.hub.core import Hub

TELL_SECONDS = 2.0
BELIEVE_SECONDS = 8.0  # a process that says nothing for so long has no readers
DEFAULT_PREFIXES = ("consultation.",)


class Presence:
    """Readers here and, as gossip has it, in the other processes."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._others: dict[str, tuple[float, dict[str, int]]] = {}
        self._told: dict[str, int] = {}

    def mine(self) -> dict[str, int]:
        """Readers per stream in this process."""
        prefixes = tuple(getattr(settings, "LIVE_PRESENCE", DEFAULT_PREFIXES))
        return {
            name: len(channel.people)
            for name, channel in self._hub.channels.items()
            if channel.people and name.startswith(prefixes)
        }

    def heard(self, hub: str, readers: dict[str, int]) -> None:
        self._others[hub] = (asyncio.get_running_loop().time(), readers)

    def total(self) -> dict[str, int]:
        """Readers everywhere, of the streams that are read here."""
        now = asyncio.get_running_loop().time()
        self._others = {hub: said for hub, said in self._others.items() if now - said[0] < BELIEVE_SECONDS}
        elsewhere = [readers for _, readers in self._others.values()]
        return {name: n + sum(readers.get(name, 0) for readers in elsewhere) for name, n in self.mine().items()}

    async def tell(self) -> None:
        """Tell each stream its number of readers when it has changed."""
        while True:
            await asyncio.sleep(TELL_SECONDS)
            now = self.total()
            changed = {name: n for name, n in now.items() if self._told.get(name) != n}
            self._told = now
            for name, n in changed.items():
                channel = self._hub.channels.get(name)
                if channel is not None:
                    async with channel.lock:
                        await channel.send_passing("presence", {"readers": n})
