"""The page of a project for all who are not signed in, drawn once while nothing on it changes: docs/decisions/kept-pages.md."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.utils.translation import get_language

from forums.kept import kept
from frontend.places.chosen import chosen_place
from participation.live.selectors import Head

# Where a kept page has the reader's own; no text holds it, NUL is refused.
TOKEN, KEY = "\0token\0", "\0key\0"
TOKENS = re.compile(r'(name="csrfmiddlewaretoken" value="|"X-CSRFToken":")[A-Za-z0-9]+')
KEYS = re.compile(r'(name="client_key" value=")[^"]*')


def is_one(request: HttpRequest) -> bool:
    """Whether the page is the same for this reader as for all others who are not signed in.

    Not for whoever has something of their own here: a session, in which what one typed is kept, a message, a parameter.
    """
    return not (
        request.user.is_authenticated
        or settings.SESSION_COOKIE_NAME in request.COOKIES
        or request.method not in ("GET", "HEAD")
        or request.GET
        or len(get_messages(request))
    )


def draw(request: HttpRequest, project: Any, head: Head, make: Callable[[], str]) -> str:
    """The page; ``make`` draws it where it has to be. Each reader's forms have their own token, whichever part they are in."""
    around = (request.build_absolute_uri(), get_language(), chosen_place(request), _state(project))
    name = ("project", sha256(repr(around).encode()).hexdigest())
    found = kept(head, name, lambda: KEYS.sub(rf"\g<1>{KEY}", TOKENS.sub(rf"\g<1>{TOKEN}", make())))
    return re.sub(KEY, lambda _found: secrets.token_urlsafe(12), found.replace(TOKEN, get_token(request)))


def _state(project: Any) -> tuple[Any, ...]:
    """The project's own row and its municipality's words, which were just read."""
    place = project.municipality
    row = tuple(getattr(project, field.attname) for field in project._meta.concrete_fields)
    return (row, place.name_bg, place.name_en, place.accent, project.organisation and project.organisation.name)
