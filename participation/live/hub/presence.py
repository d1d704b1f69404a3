"""Who is here and who is writing: counts of all, names of those who let others see them; told in passing, kept nowhere.

Nothing is done per listener: a coming or going only marks its stream, and a marked stream is looked at and told at most
once a second, the same bytes for all. Where only the number changed, every two seconds will do.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from participation.live import hints, policies
from participation.live.hub.channel import Channel
from participation.live.hub.faces import Faces
from participation.live.hub.here import NOBODY, Here
from participation.live.hub.sockets import Socket
from participation.live.policies import Presence as Told

if TYPE_CHECKING:
    from participation.live.hub.core import Hub

log = logging.getLogger(__name__)

ROUND_SECONDS = 0.25
APART = 1.0  # seconds between two looks at one stream
COUNTS_APART = 2.0
BELIEVE_SECONDS = 8.0  # a process that says nothing for so long has nobody
WRITING_SECONDS = 6.0  # for so long one is writing after the last word of it
ASKED_APART = 2.0  # a socket that says it more often is answered as before, and not heard of another stream


class Presence:
    """People here and, as gossip has it, in the other processes."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self.faces = Faces(hub.threads)
        self._marked: set[str] = set()
        self._pressing: set[str] = set()  # marked because somebody may no longer be shown: told with the next round
        self._mine: dict[str, Here] = {}
        self._others: dict[str, tuple[float, dict[str, Here]]] = {}  # hub → when it spoke, what it said
        self._writing: dict[str, dict[int, float]] = {}  # stream → person → until when

    # What happens ------------------------------------------------------------------------------------------------

    def stir(self, stream: str, *, at_once: bool = False) -> None:
        """Somebody came, left, writes or is not sure to be seen any more: look at the stream soon."""
        if policies.presence_on(stream) is not Told.NONE:
            self._marked.add(stream)
            if at_once:
                self._pressing.add(stream)

    def doubt(self, sockets: Iterable[Socket], *, at_once: bool = False) -> None:
        """Whether their people are seen, and by which name, is asked again before they are told of any more."""
        for socket in sockets:
            if socket.visitor.user_id is not None:
                self.faces.doubt([socket.visitor.user_id])
                for stream in socket.streams:
                    self.stir(stream, at_once=at_once)

    def prune(self) -> None:
        """Remember nobody who has gone."""
        self.faces.keep({socket.visitor.user_id for socket in self._hub.sockets if socket.visitor.user_id})

    async def writes(self, socket: Socket, stream: str) -> None:
        """The socket's person is writing there (empty: no longer anywhere). Passed over where it is not theirs to say."""
        user_id, now = socket.visitor.user_id, self._now()
        if user_id is None:
            return
        if not stream:
            for name in socket.streams & self._writing.keys():
                if self._writing[name].pop(user_id, None):
                    self.stir(name)
            return
        if stream not in socket.streams or policies.presence_on(stream) is not Told.NAMES:
            return
        if now - socket.asked_at >= ASKED_APART and not self.faces.is_hidden(user_id):
            socket.asked_at, socket.writes_on = now, ""
            try:
                if await self._hub.threads.door(policies.may_write, user_id, stream):
                    socket.writes_on = stream
            except Exception:
                log.exception("who may write on %s could not be asked", stream)
        if socket.writes_on == stream:
            self._writing.setdefault(stream, {})[user_id] = now + WRITING_SECONDS
            self.stir(stream)

    # Other processes ---------------------------------------------------------------------------------------------

    def whole(self) -> dict[str, Any]:
        """All that is known here, for the others: a beat, so that they believe it on, and so that nothing lost matters."""
        return self._note(self._mine, whole=True)

    def farewell(self) -> None:
        """This process has nobody from now on."""
        self._mine.clear()
        hints.gossip(self.whole())

    def _note(self, streams: dict[str, Here], *, whole: bool, pressing: Iterable[str] = ()) -> dict[str, Any]:
        packed = {name: here.packed() for name, here in streams.items()}
        said = {"type": "live.here", "hub": self._hub.gossip.myself, "whole": whole, "streams": packed}
        return {**said, "pressing": list(pressing)}

    def heard(self, hub: str, packed: dict[str, list[Any]], *, whole: bool, pressing: Iterable[str] = ()) -> None:
        """Another process told who is there: on all streams, or on those that changed; of the pressing ones tell at once."""
        before = self._others.get(hub, (0.0, {}))[1]
        fresh = {name: Here.unpacked(one) for name, one in packed.items()}
        after = fresh if whole else {**before, **fresh}
        self._others[hub] = (self._now(), after)
        self._stir_changed(before, after)
        self._pressing.update(self._marked.intersection(pressing))

    def _stir_changed(self, before: dict[str, Here], after: dict[str, Here]) -> None:
        for name in before.keys() | after.keys():
            if name in self._hub.channels and before.get(name, NOBODY) != after.get(name, NOBODY):
                self.stir(name)

    # Telling -----------------------------------------------------------------------------------------------------

    async def tell(self) -> None:
        """For as long as the hub lives."""
        while True:
            await asyncio.sleep(ROUND_SECONDS)
            try:
                await self.round()
            except Exception:
                log.exception("who is here could not be told; it is looked at again")
                await asyncio.sleep(APART)

    async def round(self) -> None:
        """Look at the streams that are due, tell other processes what is new here and listeners what is new anywhere."""
        now = self._now()
        self._let_go(now)
        due = {name: self._hub.channels.get(name) for name in self._marked if self._is_due(name, now)}
        if not due:
            return
        pressing = self._pressing & due.keys()
        self._marked -= due.keys()  # before anything is awaited: what is said meanwhile counts for the next round
        self._pressing -= pressing
        try:
            await self.faces.ask(self.faces.unknown(one for name in due for one in self._people(due[name])))
        except Exception:
            self._marked |= due.keys()
            self._pressing |= pressing
            raise
        fresh = {name: self._look(channel) if channel else NOBODY for name, channel in due.items()}
        fresh = {name: here for name, here in fresh.items() if here != self._mine.get(name, NOBODY)}
        self._mine.update(fresh)
        self._mine = {name: here for name, here in self._mine.items() if here != NOBODY}
        if fresh:
            hints.gossip(self._note(fresh, whole=False, pressing=pressing & fresh.keys()))
        for channel in due.values():
            if channel is not None:
                channel.looked_at = now
                await self._say(channel, now)

    def _is_due(self, name: str, now: float) -> bool:
        channel = self._hub.channels.get(name)
        return channel is None or name in self._pressing or now - channel.looked_at >= APART

    def _let_go(self, now: float) -> None:
        """Of those who stopped writing, and of processes that fell silent."""
        for stream, writers in tuple(self._writing.items()):
            for one in [one for one, until in writers.items() if until <= now]:
                del writers[one]
                self.stir(stream)
            if not writers:
                del self._writing[stream]
        for hub in [hub for hub, (at, _streams) in self._others.items() if now - at >= BELIEVE_SECONDS]:
            self._stir_changed(self._others.pop(hub)[1], {})

    @staticmethod
    def _people(channel: Channel | None) -> list[int]:
        """Who is signed in there, where names are told."""
        if channel is None or policies.presence_on(channel.name) is not Told.NAMES:
            return []
        return [person for person in channel.people if person > 0]

    def _look(self, channel: Channel) -> Here:
        seen = {one: name for one in self._people(channel) if (name := self.faces.name(one))}
        return Here.of(len(channel.people), seen, self._writing.get(channel.name, ()))

    async def _say(self, channel: Channel, now: float) -> None:
        elsewhere = (streams.get(channel.name, NOBODY) for _at, streams in self._others.values())
        here = Here.together([self._mine.get(channel.name, NOBODY), *elsewhere])
        if here == channel.told:
            return
        if channel.told is not None and here.same_people(channel.told) and now - channel.told_at < COUNTS_APART:
            self._marked.add(channel.name)
            return
        channel.told, channel.told_at = here, now
        await channel.send_passing("presence", here.told())

    @staticmethod
    def _now() -> float:
        return asyncio.get_running_loop().time()
