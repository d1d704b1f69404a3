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

from participation.limits import hidden, limit
from participation.rest.throttles import address_of

KEY = "pending_act"
SECONDS = 3600  # an hour is enough to sign up and confirm an address
WRITTEN = (
    "comment",
    "suggest",
    "answer",
    "discuss",
    "ask",
    "offer",
    "say",
    "begin",
    "apply",
    "give",
)  # acts with words: shown again, and sent only by the person
COMMENT = ("body", "argument", "quote", "organisation", "client_key")
FIELDS = {  # of each act: nothing else of a request is kept
    "stance": ("choice", "organisation"),
    "support": ("on", "alone"),
    "follow": (),
    "poll": ("organisation",),
    "comment": COMMENT,
    "answer": COMMENT,
    "discuss": COMMENT,
    "ask": ("body", "organisation", "client_key"),
    "offer": ("quantity", "words", "organisation"),
    "say": ("body", "quote", "parent", "organisation", "client_key"),
    "apply": ("words",),
    "give": ("amount", "own", "organisation", "is_named", "provider", "client_key"),
    "begin": ("title", "body", "category", "organisation", "client_key"),
    "react": ("choice",),
    "level": ("level",),
    "suggest": ("text", "reason", "organisation", "client_key"),
}
# Characters kept of a field: more than its form takes, so that what is too long is told, and not cut unseen.
LONGEST = {"text": 30_000, "body": 10_000, "title": 400, "reason": 6_000, "words": 2_000, "quote": 1_000}
SHORT = 80  # of every other field


def keep(request: HttpRequest, *, act: str, back: str, **values: Any) -> HttpResponse:
    """Remember the act with what was typed, and go to the sign-in page; afterwards the person is sent to ``back``.

    Raises TooMany: what strangers send takes room in the database.
    """
    limit(f"pending:{hidden(address_of(request))}", times=60, seconds=600)
    typed = {name: request.POST[name][: LONGEST.get(name, SHORT)] for name in FIELDS[act] if name in request.POST}
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
    kept = look(request, *acts, **values)
    if kept is not None:
        del request.session[KEY]
    return kept


def look(request: HttpRequest, *acts: str, **values: Any) -> dict[str, Any] | None:
    """The same, and it stays there: words are shown again until they are sent, or an hour has passed."""
    if not request.user.is_authenticated:
        return None
    kept: dict[str, Any] | None = request.session.get(KEY)
    if (
        kept is None
        or kept["act"] not in acts
        or any(kept["values"].get(key) != value for key, value in values.items())
    ):
        return None
    if time.time() - kept["at"] < SECONDS:
        return kept
    del request.session[KEY]
    return None
