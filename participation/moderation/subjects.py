"""What can be moderated: the rooms above register their things here, so that this room need not know them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Described:
    """A thing as a moderator sees it."""

    ref: str  # "post.17"
    scope: str
    municipality_id: int | None
    author_id: int | None
    author: str
    html: str  # safe
    about: str  # what it was said about, in a few words
    url: str  # path on this site
    is_hidden: bool
    said_at: datetime | None = None


@dataclass(frozen=True)
class Subject:
    """How a kind of thing is looked at, hidden and restored. ``describe`` gives None where there is no such thing."""

    describe: Callable[[int], Described | None]
    hide: Callable[[int], None]
    restore: Callable[[int], None]


_subjects: dict[str, Subject] = {}


def register(kind: str, subject: Subject) -> None:
    """Make things of this kind ("post") reportable."""
    _subjects[kind] = subject


def find(ref: str) -> tuple[Subject, int] | None:
    """The kind and number behind a ref such as ``post.17``, or None."""
    kind, _dot, number = ref.partition(".")
    subject = _subjects.get(kind)
    if subject is None or not number.isdigit() or len(number) > 18:
        return None
    return subject, int(number)


def describe(ref: str) -> Described | None:
    """The thing as a moderator sees it, or None."""
    found = find(ref)
    return found[0].describe(found[1]) if found else None
