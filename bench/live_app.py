"""The server under measurement: the product's own ASGI application, a writing view, and a bare socket as control."""

from __future__ import annotations

import json
import os
from typing import Any

import django
from django.core.asgi import get_asgi_application
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.live_settings")
django.setup()

from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt

from participation.accounts.models import User
from participation.live import actions, policies
from participation.live.api import LiveView
from participation.live.asgi import WithLive


def render(stream: str, kind: str, data: Any, language: str) -> str | None:
    """A fragment whose words depend on the language."""
    return f"<p>{gettext('Yes')}</p>" if kind == "said" else None


@csrf_exempt
def publish(request: HttpRequest) -> JsonResponse:
    """Say what is asked, in one transaction, through the whole of Django's middleware."""
    asked = json.loads(request.body)
    with transaction.atomic():
        seq = actions.publish(stream=asked["stream"], kind="said", data=asked["data"], ref=asked.get("ref", ""))
    return JsonResponse({"seq": seq})


def page(request: HttpRequest) -> HttpResponse:
    """An empty page of the site, for the socket client of its pages."""
    return HttpResponse("<!doctype html><html lang=bg><title>live</title><p>.</p></html>")


urlpatterns = [path("bench/publish", publish), path("bench/page", page), path("api/v1/live/", LiveView.as_view())]


def _is_staff(user_id: int | None, stream: str) -> bool:
    return user_id is not None and User.objects.filter(pk=user_id, is_staff=True, is_active=True).exists()


def anybody(user_id: int | None, stream: str) -> bool:
    return True


def _who_is_not_quiet(user_id: int | None, stream: str) -> bool:
    return User.objects.filter(pk=user_id).exclude(display_name="Quiet").exists()


policies.register("bench", anybody)
policies.register("crowd", anybody, presence=policies.Presence.NAMES, may_write=_who_is_not_quiet)
policies.register("staff", _is_staff)

_bare: set[Any] = set()


async def _bare_socket(receive: Any, send: Any) -> None:
    """The control: no hub, no rights, no queue; one loop over ready text."""
    await receive()
    await send({"type": "websocket.accept"})
    _bare.add(send)
    try:
        while (await receive())["type"] != "websocket.disconnect":
            await send({"type": "websocket.send", "text": '{"subscribed":true}'})
    finally:
        _bare.discard(send)


async def _bare_publish(receive: Any, send: Any) -> None:
    body = (await receive())["body"].decode()
    message = {"type": "websocket.send", "text": body}
    for sending in tuple(_bare):
        await sending(message)
    await send({"type": "http.response.start", "status": 204, "headers": []})
    await send({"type": "http.response.body", "body": b""})


class Measured(WithLive):
    """The product's application with the control beside it."""

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope.get("path") == "/bench/bare":
            if scope["type"] == "websocket":
                await _bare_socket(receive, send)
            else:
                await _bare_publish(receive, send)
            return
        await super().__call__(scope, receive, send)


application = Measured(get_asgi_application())  # sockets, and in the demo pages too
pages = get_wsgi_application()  # pages as production serves them
