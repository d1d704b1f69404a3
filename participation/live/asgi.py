"""What ``config/asgi.py`` puts around Django: the socket's address, and the hub's beginning and end."""

from __future__ import annotations

import logging
from typing import Any

from participation.live.consumer import Receive, Scope, Send, live_socket
from participation.live.hub import the_hub

log = logging.getLogger(__name__)

PATH = "/ws/live/"


class WithLive:
    """An ASGI application: sockets at /ws/live/, everything over HTTP to Django, and the server's lifespan."""

    def __init__(self, pages: Any) -> None:
        self.pages = pages

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await self.pages(scope, receive, send)
        elif scope["type"] == "websocket":
            await _socket(scope, receive, send)
        elif scope["type"] == "lifespan":
            await _lifespan(receive, send)


async def _socket(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["path"] == PATH:
        await live_socket(scope, receive, send)
        return
    await receive()
    await send({"type": "websocket.close", "code": 4404, "reason": "nothing here"})


async def _lifespan(receive: Receive, send: Send) -> None:
    while True:
        message = await receive()
        if message["type"] == "lifespan.startup":
            await the_hub().start()
            await send({"type": "lifespan.startup.complete"})
        elif message["type"] == "lifespan.shutdown":
            try:
                await the_hub().stop()
            except Exception:
                log.exception("the hub did not stop cleanly")
            await send({"type": "lifespan.shutdown.complete"})
            return
