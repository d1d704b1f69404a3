"""A whole page of a topic for all who are not signed in, drawn once while nothing on it changes.

See docs/decisions/kept-pages.md.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from hashlib import sha256
from typing import Any

from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.utils.translation import get_language

from forums.kept import kept
from frontend.places.chosen import chosen_place
from participation.live.selectors import Head

from .forms import SayForm
from .pages import MARK

# Where a kept page has the reader's own key of the form; no text holds it, NUL is refused everywhere.
KEY = "\0key\0"
Draw = Callable[[dict[str, Any]], str]


def is_one(request: HttpRequest, topic: Any) -> bool:
    """Whether the page is the same for this reader as for all others who are not signed in.

    Not with polls at its head, which have streams of their own, nor with words for this reader alone: a message, any
    parameter but the page's. What one typed before signing in is shown afterwards, to the person.
    """
    return not (
        request.user.is_authenticated
        or topic.is_asked
        or request.method not in ("GET", "HEAD")
        or set(request.GET) - {"post"}
        or len(get_messages(request))
    )


def draw(request: HttpRequest, topic: Any, head: Head, make: Draw) -> str:
    """The page; ``make`` draws it where it has to be, with what it is given in its context."""
    place = chosen_place(request)
    around = (request.build_absolute_uri(), get_language(), place, _state(topic))
    name = ("page", sha256(repr(around).encode()).hexdigest())
    found = kept(head, name, lambda: make({"form": SayForm(initial={"client_key": KEY}), "csrf_token": MARK}))
    return found.replace(MARK, get_token(request)).replace(KEY, secrets.token_urlsafe(12))


def _state(topic: Any) -> tuple[Any, ...]:
    """What the page says of the topic around its posts; all of it was just read."""
    thread, forum = topic.thread, topic.forum
    said = (topic.title, topic.is_pinned, topic.is_locked, topic.category_id, topic.category.title)
    counted = (thread.post_count, thread.last_number, topic.author_id, topic.author and topic.author.display_name)
    around = (forum.title, forum.municipality.name_bg, forum.municipality.name_en, forum.municipality.accent)
    organisation = topic.organisation and topic.organisation.name
    return (said, counted, around, organisation)
