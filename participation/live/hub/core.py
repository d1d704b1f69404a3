"""The hub itself: from a hint to every socket, and the look at the table that makes a lost hint harmless."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import threading
from collections.abc import Coroutine
from typing import Any

from django.conf import settings

from participation.live import coalesce, hints, policies
from participation.live.hub import reading
from participation.live.hub.channel import Channel
from participation.live.hub.control import Control
from participation.live.hub.gossip import Gossip
from participation.live.hub.presence import Presence
from participation.live.hub.rights import Rights
from participation.live.hub.sockets import GOING_AWAY, MOST_STREAMS, Socket
from participation.live.hub.threads import Threads
from participation.live.selectors import CONTROL, Head, get_head, streams_that_moved

log = logging.getLogger(__name__)

LOOK_SECONDS = 0.5  # how late an event may be whose hint was lost


class Hub:
    """One per process and event loop. Everything but `heard_of` belongs to the loop."""

    def __init__(self) -> None:
        self.threads = Threads()
        self.channels: dict[str, Channel] = {}
        self.sockets: set[Socket] = set()
        self.rights = Rights(self)
        self.control = Control(self)
        self.presence = Presence(self)
        self.gossip = Gossip(self)
        self._tasks: set[asyncio.Task[None]] = set()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._starting = asyncio.Lock()

    async def start(self) -> None:
        """Begin listening for hints; a second call does nothing."""
        async with self._starting:
            if self._loop is not None:
                return
            self._loop = asyncio.get_running_loop()
            hints.listen(self.heard_of)
            for work in (self._look(), self.rights.sweep(), self.presence.tell(), self.gossip.listen()):
                self.begin(work)

    async def stop(self) -> None:
        """Close every socket, send the last tallies, leave nothing running."""
        hints.unlisten(self.heard_of)
        await asyncio.to_thread(coalesce.finish, 2.0)
        self.presence.farewell()
        for socket in tuple(self.sockets):
            socket.end(GOING_AWAY)
        tasks = tuple(self._tasks)
        for task in tasks:
            task.cancel()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(asyncio.gather(*tasks, return_exceptions=True), 3.0)
        self.threads.stop()

    def begin(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """Run the work beside everything else, until it or the hub ends."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    # Hints ------------------------------------------------------------------------------------------------------

    def heard_of(self, head: Head) -> None:
        """A stream of this process has moved; called from whichever thread committed."""
        if self._loop is not None:
            with contextlib.suppress(RuntimeError):  # the loop has just been closed
                self._loop.call_soon_threadsafe(self.follow, head)

    def follow(self, head: Head) -> None:
        """Catch up with where a stream is said to stand. Cheap where that is known or nobody listens."""
        if head.name == CONTROL:
            self.begin(self.control.follow(head))
            return
        channel = self.channels.get(head.name)
        if channel is None or not channel.loaded or channel.wanted:
            return
        if head.epoch == channel.epoch and head.seq <= channel.seq:
            return
        channel.wanted = True
        self.begin(self._catch_up(channel, head))

    async def _catch_up(self, channel: Channel, head: Head) -> None:
        async with channel.lock:
            channel.wanted = False
            if self.channels.get(channel.name) is not channel:
                return
            try:
                if channel.epoch not in ("", head.epoch):
                    await reading.start_over(channel, self.threads)
                else:
                    await reading.catch_up(channel, self.threads)
            except Exception:
                log.exception("%s could not be read; it is looked at again", channel.name)
            finally:
                self._put_away(channel)

    def _put_away(self, channel: Channel) -> None:
        """Forget a channel nobody listens to; the next listener has it read afresh. Whoever holds its lock calls this."""
        if not channel.listeners and self.channels.get(channel.name) is channel:
            del self.channels[channel.name]

    async def _look(self) -> None:
        """Twice a second, while anybody listens: one query for the streams that moved without a hint."""
        every = getattr(settings, "LIVE_LOOK_SECONDS", LOOK_SECONDS)
        troubled = False
        while True:
            await asyncio.sleep(every)
            if not self.sockets:
                self.control.rest()
                self.presence.prune()
                continue
            known = {channel.name: channel.head for channel in self.channels.values() if channel.loaded}
            known.update(self.control.known())
            try:
                for head in await self.threads.read(streams_that_moved, known):
                    self.follow(head)
                troubled = False
            except Exception:
                if not troubled:
                    log.exception("streams cannot be read for now")
                troubled = True

    # Listeners --------------------------------------------------------------------------------------------------

    async def enter(self, socket: Socket) -> None:
        """A socket has come. From now on endings of rights reach it."""
        await self.start()
        self.sockets.add(socket)
        await self.control.wake()

    def leave(self, socket: Socket) -> None:
        socket.closed = True  # a subscription still under way finds it so, and does not join
        self.sockets.discard(socket)
        for name in tuple(socket.streams):
            self.unsubscribe(socket, name)

    async def subscribe(self, socket: Socket, name: str, seq: int | None, epoch: str) -> None:
        """Replay what the socket missed since `seq` (None: nothing), then let it hear all that comes."""
        if name not in socket.streams and len(socket.streams) >= MOST_STREAMS:
            socket.tell({"stream": name, "denied": True, "error": "too many streams"})
            return
        mark = self.control.seq
        if not await self.threads.door(policies.may_listen, socket.visitor.user_id, name):
            self.unsubscribe(socket, name)
            socket.tell({"stream": name, "denied": True})
            return
        # A task of the hub's own: a socket that ends meanwhile must not leave others with half a frame.
        await asyncio.shield(self.begin(self._enter_channel(socket, name, seq, epoch)))
        if self.control.seq != mark:  # rights changed while we asked
            await self.rights.recheck([socket])

    async def _enter_channel(self, socket: Socket, name: str, seq: int | None, epoch: str) -> None:
        while True:
            channel = self.channels.setdefault(name, Channel(name))
            async with channel.lock:
                if self.channels.get(name) is not channel:
                    continue  # it was put away while we waited
                try:
                    await self._join(channel, socket, seq, epoch)
                finally:
                    self._put_away(channel)
                return

    async def _join(self, channel: Channel, socket: Socket, seq: int | None, epoch: str) -> None:
        if not channel.loaded:
            channel.stand_at(await self.threads.read(get_head, channel.name))
        place = {"stream": channel.name, "epoch": channel.epoch, "seq": channel.seq}
        if seq is not None:
            frames = await reading.missed(channel, self.threads, seq, epoch, socket.rep)
            place.update(epoch=channel.epoch, seq=channel.seq)
            if frames is None:
                socket.tell({**place, "resync": True}, channel.name)
            else:
                socket.replay(channel.name, [frame.messages[socket.rep] for frame in frames])
        if socket.closed:
            return
        socket.tell({**place, "subscribed": True}, channel.name)
        socket.streams.add(channel.name)
        channel.join(socket)
        if channel.passing is not None:
            socket.push(channel.name, channel.passing)
        self.presence.stir(channel.name)

    def unsubscribe(self, socket: Socket, name: str) -> None:
        """The socket hears nothing more of the stream, not even what already waited for it."""
        socket.streams.discard(name)
        socket.forget(name)
        channel = self.channels.get(name)
        if channel is not None:
            channel.leave(socket)
            self.presence.stir(name)
            if not channel.lock.locked():
                self._put_away(channel)


_hubs: dict[asyncio.AbstractEventLoop, Hub] = {}
_hubs_guard = threading.Lock()


def the_hub() -> Hub:
    """The hub of the running event loop; made when first asked for."""
    loop = asyncio.get_running_loop()
    with _hubs_guard:
        for other in [known for known in _hubs if known.is_closed()]:
            del _hubs[other]
        return _hubs.setdefault(loop, Hub())
