"""Pages of posts, kept by each process while nothing happens in their topic. See docs/decisions/kept-pages.md."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.core.cache import caches

from participation.live.selectors import Head

T = TypeVar("T")


def kept(head: Head, what: tuple[str | int | bool, ...], make: Callable[[], T]) -> T:
    """What ``make`` gives, made once for this state of the stream; ``what`` names it among the things made of it.

    Whatever changes a page of posts is told on the topic's stream in the same transaction, so that the stream's number
    is the page's version: a post that was hidden is in no answer that was begun after it. What the stream does not
    tell (an organisation is called otherwise) is at most ten seconds late (``CACHES["drawn"]``). For things that are
    the same for every reader, and only those.
    """
    if not head.epoch:
        return make()  # nothing was told yet: nothing to recognise the next state by
    key = ":".join(map(str, (head.name, head.epoch, head.seq, *what)))
    cache = caches["drawn"]
    found: T | None = cache.get(key)
    if found is None:
        found = make()
        cache.set(key, found)
    return found
