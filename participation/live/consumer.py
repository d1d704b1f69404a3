"""The socket at /ws/live/: a bare ASGI application, because a thousand of them must cost little.

A client sends ``{"subscribe": {stream: last number | null | {"seq", "epoch"}}}``, ``{"unsubscribe": [stream]}``,
``{"token": …}``, ``{"writing": stream}`` or ``{"ping": n}``; what is written stays on HTTP.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import parse_qs

from participation.live import doors
from participation.live.hub import Hub, the_hub
from participation.live.hub.sockets import MALFORMED, SIGNED_OUT, TOO_BIG, TOO_MANY, Socket, short
from participation.live.rendering import representation
from participation.live.requests import LONGEST, Malformed, parse

log = logging.getLogger(__name__)

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[Any], Any]

FRAMES_A_SECOND = 10.0
FRAMES_AT_ONCE = 40.0


async def live_socket(scope: Scope, receive: Receive, send: Send) -> None:
    """Serve one WebSocket until either side ends it. What goes wrong in it stays in it."""
    await receive()  # websocket.connect
    knock = doors.Knock.from_scope(scope)
    if not knock.may_enter():
        await send({"type": "websocket.close", "code": 4403, "reason": "foreign origin"})
        return
    query = parse_qs(scope.get("query_string", b"").decode("latin-1"))
    socket = Socket(send, representation(_one(query, "as"), _one(query, "lang")))
    hub = the_hub()
    try:
        socket.task = asyncio.current_task()
        await hub.enter(socket)
        if await _recognise(hub, socket, knock):
            await send({"type": "websocket.accept"})
            await _serve(hub, socket, receive)
    except asyncio.CancelledError:
        if not socket.closed:  # not by the hub: the server itself is stopping
            raise
    except Exception as error:
        if not _peer_has_gone(error):
            log.exception("a live socket failed")
            socket.end((1011, "failed"))
    finally:
        hub.leave(socket)
    await socket.close()


def _one(query: dict[str, list[str]], name: str) -> str:
    return query.get(name, [""])[0]


def _peer_has_gone(error: Exception) -> bool:
    return isinstance(error, OSError) or error.__class__.__name__ == "ClientDisconnected"


async def _recognise(hub: Hub, socket: Socket, knock: doors.Knock) -> bool:
    """Find out whose socket it is; False after closing it because the token is refused."""
    mark = hub.control.seq
    visitor: doors.Visitor | None = doors.ANYBODY
    if knock.token:
        visitor = await hub.threads.door(doors.who_holds, knock.token)
    elif knock.session_key:
        visitor = await hub.threads.door(doors.who_is, knock.session_key)
    if visitor is None:
        socket.end(SIGNED_OUT)
        return False
    hub.rights.admit(socket, visitor)
    if hub.control.seq != mark:
        await hub.rights.recheck([socket])
    return not socket.closed


async def _serve(hub: Hub, socket: Socket, receive: Receive) -> None:
    loop = asyncio.get_running_loop()
    allowance, since = FRAMES_AT_ONCE, loop.time()
    while not socket.closed:
        message = await receive()
        if message["type"] == "websocket.disconnect":
            socket.end(None)
            return
        now = loop.time()
        allowance, since = min(FRAMES_AT_ONCE, allowance + (now - since) * FRAMES_A_SECOND) - 1, now
        if allowance < 0:
            socket.end(TOO_MANY)
            return
        text = message.get("text")
        if len(text or "") > LONGEST or len(message.get("bytes") or b"") > LONGEST:
            socket.end(TOO_BIG)
            return
        try:
            await _obey(hub, socket, text)
        except Malformed as error:
            socket.tell({"error": str(error)})
            await socket.leave()
            socket.end((MALFORMED, short(str(error))))
            return


async def _obey(hub: Hub, socket: Socket, text: str | None) -> None:
    request = parse(text)
    if request.token and not await _take_token(hub, socket, request.token):
        return
    for name in request.unsubscribe:
        hub.unsubscribe(socket, name)
    for name, place in request.subscribe.items():
        await socket.settle()
        try:
            await hub.subscribe(socket, name, place.seq, place.epoch)
        except Exception:
            log.exception("a subscription failed")
            socket.tell({"stream": name, "error": "unavailable, try again"})
    if request.writing is not None:
        await hub.presence.writes(socket, request.writing)
    if request.ping is not None:
        socket.tell({"pong": request.ping})


async def _take_token(hub: Hub, socket: Socket, token: str) -> bool:
    if socket.visitor.user_id is not None:
        raise Malformed("token: this socket already has its person")
    visitor = await hub.threads.door(doors.who_holds, token)
    if visitor is None:
        socket.tell({"error": "the token is not valid"})
        await socket.leave()
        socket.end(SIGNED_OUT)
        return False
    for name in tuple(socket.streams):  # counted as the person from here on
        hub.unsubscribe(socket, name)
        socket.tell({"stream": name, "denied": True, "error": "send the token before subscribing"})
    hub.rights.admit(socket, visitor)
    return True
