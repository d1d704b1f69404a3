"""Telling hubs that a stream has moved: the one in this process directly, the others over the channel layer.

A hint may be lost; hubs also look at the table twice a second. So nothing here waits for Redis or fails with it:
the caller's thread leaves a note, and one thread of the process's own carries it.
"""

from __future__ import annotations

import asyncio
import atexit
import contextlib
import logging
import os
import threading
from collections.abc import Callable
from typing import Any

from channels.layers import InMemoryChannelLayer, channel_layers
from django.conf import settings

from participation.live.selectors import Head

log = logging.getLogger(__name__)

GROUP = "live"
SEND_SECONDS = 2.0  # a send that takes longer is given up
MOST_WAITING = 10_000  # streams with an unsent hint while Redis is away

Listener = Callable[[Head], None]
_listeners: list[Listener] = []


def listen(listener: Listener) -> None:
    """Call `listener` from the committing thread with each stream that moves in this process."""
    _listeners.append(listener)


def unlisten(listener: Listener) -> None:
    """Undo `listen`."""
    if listener in _listeners:
        _listeners.remove(listener)


def announce(head: Head) -> None:
    """Tell every hub where the stream stands now. Returns at once and never raises."""
    for listener in tuple(_listeners):
        try:
            listener(head)
        except Exception:
            log.exception("a hub could not be told of %s", head.name)
    if reaches_others():
        _carrier().carry_head(head)


def gossip(message: dict[str, Any]) -> None:
    """Send a message to every hub of every process; it may be lost. Returns at once and never raises."""
    if reaches_others():
        _carrier().carry_note(message)


def reaches_others() -> bool:
    """Whether the channel layer connects processes at all (the in-memory one does not)."""
    backend = settings.CHANNEL_LAYERS.get("default", {}).get("BACKEND", "")
    return bool(backend) and not backend.endswith(InMemoryChannelLayer.__name__)


def fresh_layer() -> Any:
    """A channel layer with connections of its own, to be dropped whole when it stalls."""
    return channel_layers.make_backend("default")


async def drop_layer(layer: Any) -> None:
    """Close a layer's connections without waiting for one that stalls."""
    with contextlib.suppress(Exception):
        await asyncio.wait_for(layer.flush(), SEND_SECONDS)


class Carrier(threading.Thread):
    """Carries hints to the channel layer, newest per stream. While the layer is away they wait, bounded."""

    def __init__(self) -> None:
        super().__init__(name="live-hints", daemon=True)
        self.pid = os.getpid()
        self._guard = threading.Lock()
        self._heads: dict[str, list[Any]] = {}
        self._notes: list[dict[str, Any]] = []
        self._loop = asyncio.new_event_loop()
        self._work = asyncio.Event()
        self._idle = threading.Event()

    def carry_head(self, head: Head) -> None:
        with self._guard:
            if len(self._heads) < MOST_WAITING or head.name in self._heads:
                self._heads[head.name] = [head.epoch, head.seq]
        self._wake()

    def carry_note(self, message: dict[str, Any]) -> None:
        with self._guard:
            self._notes = [*self._notes[-20:], message]
        self._wake()

    def _wake(self) -> None:
        self._idle.clear()
        self._loop.call_soon_threadsafe(self._work.set)

    def run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(self._carry())

    async def _carry(self) -> None:
        layer, pause = None, 0.0
        while True:
            await self._work.wait()
            self._work.clear()
            heads, notes = self._take()
            try:
                layer = layer or fresh_layer()
                await asyncio.wait_for(self._send(layer, heads, notes), SEND_SECONDS)
                pause = 0.0
                if not self._work.is_set():
                    self._idle.set()
            except Exception as error:
                if not pause:
                    log.warning("hints are not carried, screens follow the table: %s", error.__class__.__name__)
                if layer is not None:
                    await drop_layer(layer)
                layer, pause = None, min(2.0, pause * 2 or 0.25)
                self._put_back(heads)
                await asyncio.sleep(pause)

    def _take(self) -> tuple[dict[str, list[Any]], list[dict[str, Any]]]:
        with self._guard:
            heads, notes = self._heads, self._notes
            self._heads, self._notes = {}, []
        return heads, notes

    def _put_back(self, heads: dict[str, list[Any]]) -> None:
        with self._guard:
            self._heads = {**heads, **self._heads}
        self._work.set()

    async def _send(self, layer: Any, heads: dict[str, list[Any]], notes: list[dict[str, Any]]) -> None:
        if heads:
            await layer.group_send(GROUP, {"type": "live.heads", "heads": heads})
        for note in notes:
            await layer.group_send(GROUP, note)

    def finish(self) -> None:
        """Give what is still waiting half a second to leave."""
        if self.is_alive() and self.pid == os.getpid():
            self._idle.wait(0.5)


_the_carrier: Carrier | None = None
_carrier_guard = threading.Lock()


def _carrier() -> Carrier:
    """This process's carrier; a forked process gets its own."""
    global _the_carrier
    carrier = _the_carrier
    if carrier is not None and carrier.pid == os.getpid() and carrier.is_alive():
        return carrier
    with _carrier_guard:
        carrier = _the_carrier
        if carrier is None or carrier.pid != os.getpid() or not carrier.is_alive():
            carrier = _the_carrier = Carrier()
            carrier.start()
            atexit.register(carrier.finish)
        return carrier
