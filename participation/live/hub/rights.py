"""Cutting off whoever may listen no longer: at once when told, and by a sweep that needs no telling."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.conf import settings

from participation.live import doors, policies
from participation.live.doors import Visitor
from participation.live.hub.sockets import SIGNED_OUT, Socket

if TYPE_CHECKING:
    from participation.live.hub.core import Hub

log = logging.getLogger(__name__)

SWEEP_SECONDS = 30.0


class Rights:
    """Asks again who is who and who may hear what."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._ended: deque[str] = deque(maxlen=1000)  # sessions just signed out, perhaps not deleted yet

    def admit(self, socket: Socket, visitor: Visitor) -> None:
        """The socket belongs to this visitor from now on; one whose session has just ended is turned away."""
        socket.visitor = visitor
        if visitor.session and visitor.session in self._ended:
            socket.end(SIGNED_OUT)

    async def revoked(self, user_id: int | None, stream: str | None, session: str) -> None:
        """Rights of a person, on a stream or of a session may have ended."""
        if session:
            self._ended.append(session)
            for socket in tuple(self._hub.sockets):
                if socket.visitor.session == session:
                    self._hub.presence.doubt([socket], at_once=True)
                    socket.end(SIGNED_OUT)
        if user_id is not None:
            theirs = [s for s in self._hub.sockets if s.visitor.user_id == user_id]
            self._hub.presence.faces.doubt([user_id])
            self._hub.presence.doubt(theirs, at_once=True)
            await self.recheck(theirs)
        if stream is not None:
            await self.recheck_stream(stream, self._on(stream))

    def _on(self, stream: str) -> list[Socket]:
        return [socket for socket in self._hub.sockets if stream in socket.streams]

    async def recheck(self, sockets: Iterable[Socket]) -> None:
        """End the sockets of those who are no longer welcome; cut from the others the streams no longer theirs."""
        asked = [(socket, socket.visitor) for socket in sockets if not socket.closed]
        self._hub.presence.doubt(socket for socket, _ in asked)
        welcome = await self._hub.threads.door(doors.still_welcome, [visitor for _, visitor in asked])
        kept: dict[str, list[Socket]] = {}
        for socket, visitor in asked:
            if visitor not in welcome:
                socket.end(SIGNED_OUT)
                continue
            for stream in socket.streams:
                kept.setdefault(stream, []).append(socket)
        for stream, listeners in kept.items():
            await self.recheck_stream(stream, listeners)

    async def recheck_stream(self, stream: str, sockets: list[Socket]) -> None:
        """Cut the stream from those of the sockets whose people may hear it no longer."""
        people = {socket.visitor.user_id for socket in sockets}
        allowed = await self._hub.threads.door(policies.who_may_listen, stream, people)
        for socket in sockets:
            if socket.visitor.user_id not in allowed and stream in socket.streams:
                self._hub.unsubscribe(socket, stream)
                socket.tell({"stream": stream, "denied": True})

    async def sweep(self) -> None:
        """Every half minute everybody is asked again: the net under what nobody told us."""
        every = getattr(settings, "LIVE_SWEEP_SECONDS", SWEEP_SECONDS)
        while True:
            await asyncio.sleep(every)
            try:
                await self.recheck(tuple(self._hub.sockets))
                self._hub.presence.prune()
            except Exception:
                log.exception("rights could not be asked again; nothing is heard while the database is away")
