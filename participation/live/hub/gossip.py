"""What hubs of other processes say over the channel layer: hints and who is there."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import secrets
from typing import TYPE_CHECKING, Any

from participation.live import hints
from participation.live.selectors import Head

if TYPE_CHECKING:
    from participation.live.hub.core import Hub

log = logging.getLogger(__name__)

BEAT_SECONDS = 2.0
SILENCE_SECONDS = 6.0  # a hub that does not hear even itself listens anew
JOINING_SECONDS = 3.0


class Gossip:
    """One subscription per process. It hears its own beat too, and begins anew when it does not."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self.myself = secrets.token_hex(6)
        self._heard_at = 0.0

    async def listen(self) -> None:
        """For as long as the hub lives; returns at once where there are no other processes."""
        if not hints.reaches_others():
            return
        pause = 0.5
        while True:
            layer = hints.fresh_layer()
            listening = asyncio.create_task(self._receive(layer))
            began = self._now()
            try:
                await self._watch(listening)
            finally:
                listening.cancel()
                self._hub.begin(_let_go(layer, listening))
            pause = 0.5 if self._heard_at > began else min(2.0, pause * 2)
            await asyncio.sleep(pause)

    async def _watch(self, listening: asyncio.Task[None]) -> None:
        """Beat, and return when the subscription has failed or fallen silent."""
        self._heard_at = self._now()
        while not listening.done() and self._now() - self._heard_at < SILENCE_SECONDS:
            hints.gossip(self._hub.presence.whole())
            await asyncio.wait([listening], timeout=BEAT_SECONDS)
        log.warning("the channel layer is silent; screens follow the table until it is back")

    async def _receive(self, layer: Any) -> None:
        channel = await asyncio.wait_for(layer.new_channel("live"), JOINING_SECONDS)
        await asyncio.wait_for(layer.group_add(hints.GROUP, channel), JOINING_SECONDS)
        while True:
            message = await layer.receive(channel)
            self._heard_at = self._now()
            try:
                self._heard(message)
            except Exception:
                log.exception("a message from another process could not be understood")

    def _heard(self, message: dict[str, Any]) -> None:
        if message["type"] == "live.heads":
            for name, (epoch, seq) in message["heads"].items():
                self._hub.follow(Head(name, epoch, seq))
        elif message["type"] == "live.here" and message["hub"] != self.myself:
            pressing = message.get("pressing", ())  # a process of an older version does not say it
            self._hub.presence.heard(message["hub"], message["streams"], whole=message["whole"], pressing=pressing)

    @staticmethod
    def _now() -> float:
        return asyncio.get_running_loop().time()


async def _let_go(layer: Any, listening: asyncio.Task[None]) -> None:
    with contextlib.suppress(Exception):
        await asyncio.wait([listening], timeout=JOINING_SECONDS)
    await hints.drop_layer(layer)
