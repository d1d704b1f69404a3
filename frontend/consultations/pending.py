"""What somebody wanted to do before signing in: kept in their session, and done or shown again afterwards."""

from __future__ import annotations

import time
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils.http import urlencode
from django.utils.translation import gettext as _

KEY = "pending_act"
SECONDS = 3600  # an hour is enough to sign up and confirm an address
WRITTEN = ("comment", "suggest", "answer", "discuss")  # acts with words: shown again, and sent only by the person
LONGEST = 30_000  # characters kept of one field


def keep(request: HttpRequest, *, act: str, back: str, **values: Any) -> HttpResponse:
    """Remember the act with what was typed, and go to the sign-in page; afterwards the person is sent to ``back``."""
    typed = {key: value[:LONGEST] for key, value in request.POST.items() if key != "csrfmiddlewaretoken"}
    request.session[KEY] = {"act": act, "values": values, "typed": typed, "at": time.time()}
    if act in WRITTEN:
        messages.info(request, _("What you wrote is kept. Sign in or sign up, and it is waiting for you."))
    address = f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': back})}"
    if getattr(request, "htmx", False):
        response = HttpResponse(status=204)
        response["HX-Redirect"] = address
        return response
    return HttpResponseRedirect(address)


def take(request: HttpRequest, *acts: str, **values: Any) -> dict[str, Any] | None:
    """What was kept, once, if it is one of these acts and about the same things; None otherwise."""
    if not request.user.is_authenticated:
        return None
    kept: dict[str, Any] | None = request.session.get(KEY)
    if (
        kept is None
        or kept["act"] not in acts
        or any(kept["values"].get(key) != value for key, value in values.items())
    ):
        return None
    del request.session[KEY]
    return kept if time.time() - kept["at"] < SECONDS else None
