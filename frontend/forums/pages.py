"""One page of a topic's posts, drawn; for all who are not signed in once, while nothing happens in the topic."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator
from django.utils.translation import get_language

from forums.kept import kept
from forums.selectors.topics import list_topic_posts
from participation.live.selectors import Head

from . import talk

MARK = "\0token\0"  # where a kept page has the reader's own; no text holds it, NUL is refused
BEGINS = 160  # characters


@dataclass(frozen=True)
class Drawn:
    """The items of the list, the first words of the page, the number of its last post (0: it has none)."""

    items: SafeString
    begins: str
    last: int


def draw_page(request: HttpRequest, topic: Any, head: Head, first: int, token: str = "") -> Drawn:
    """The page that begins with the post numbered ``first``, for this reader; ``head`` was read before anything else.

    ``token``: of the page's forms.
    """
    at = talk.place_of(request, topic, token)
    if request.user.is_authenticated:
        return _drawn(topic, first, at, viewer=request.user)
    name = ("drawn", first, at.open, get_language() or "")
    found = kept(head, name, lambda: _drawn(topic, first, replace(at, token=MARK)))
    return replace(found, items=mark_safe(found.items.replace(MARK, at.token)))


def _drawn(topic: Any, first: int, at: talk.Place, viewer: object = None) -> Drawn:
    rows = list_topic_posts(topic, first, viewer=viewer)
    begins = Truncator(rows[0].post.body).chars(BEGINS) if rows else ""
    return Drawn(talk.draw_posts(rows, at), begins, rows[-1].post.number if rows else 0)
