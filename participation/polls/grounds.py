"""What a poll can belong to: rooms above say it of their things, so that this room need not know them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import BigIntegerField, Case, Exists, OuterRef, Q, QuerySet, When
from django.db.models.functions import Cast, Substr

from participation.keys import as_ref


@dataclass(frozen=True)
class Ground:
    """Where a poll stands, as seen by the person who asks."""

    scope: str  # of record, following, moderation
    stream: str  # where it is told
    municipality_id: int
    url: str  # path on this site
    title: str
    is_own: bool = False  # the person began it: they may hold simple polls there
    is_led: bool = False  # the person leads it: they hold and run every kind of poll there
    is_over: bool = False  # no polls are begun there any more
    about: str = ""  # what a poll there is about, where that is not what was asked for: it was merged into this


Finder = Callable[[int, object], Ground | None]
Rows = TypeVar("Rows", bound=QuerySet[Any])
Readable = Callable[[], QuerySet[Any]]
Hold = Callable[[int], object]
Led = Callable[[Any], QuerySet[Any, str]]
_grounds: dict[str, Finder] = {}
_readable: dict[str, Readable | None] = {}
_holds: dict[str, Hold] = {}
_led: list[Led] = []


def register(
    kind: str, finder: Finder, *, readable: Readable | None = None, hold: Hold | None = None, led: Led | None = None
) -> None:
    """Things of this kind ("topic") can hold polls. ``finder(number, person)`` gives None for what they may not read.

    ``readable()``: those that everybody reads; nobody reads a poll about another one. Left out, everybody reads all of
    them. ``hold(number)`` keeps one from being merged into another until the transaction ends.
    ``led(person)`` are the names ("session.3") of those that the person leads without being of the municipality's staff.
    """
    _grounds[kind], _readable[kind] = finder, readable
    if hold is not None:
        _holds[kind] = hold
    if led is not None:
        _led.append(led)


def ground_of(about: str, person: object) -> Ground | None:
    """Where a poll about this stands; None where there is no such thing for the person."""
    named = as_ref(about)
    if named is None or named[0] not in _grounds:
        return None
    return _grounds[named[0]](named[1], person)


def held_ground(about: str, person: object) -> Ground | None:
    """The same inside a transaction, to the end of which it stays what it is."""
    named = as_ref(about)
    if named is not None and named[0] in _holds:
        _holds[named[0]](named[1])
    return ground_of(about, person)


def standing(polls: Rows) -> Rows:
    """Those of the polls that stand alone, or on something that everybody reads: found by its number, one by one."""
    stands = Q(about="")
    for kind, readable in _readable.items():
        if readable is None:
            stands |= Q(about__startswith=f"{kind}.")
            continue
        number = Cast(Substr("about", len(kind) + 2), BigIntegerField())
        polls = polls.alias(**{f"{kind}_number": Case(When(about__startswith=f"{kind}.", then=number))})
        stands |= Q(Exists(readable().filter(pk=OuterRef(f"{kind}_number"))))
    return polls.filter(stands)


def led_by(person: object) -> Q:
    """Polls on what the person leads, as a condition; no query of its own."""
    found = Q(pk__in=())
    for led in _led:
        found |= Q(about__in=led(person))
    return found


def is_known(about: str) -> bool:
    """Whether some room says what this is."""
    named = as_ref(about)
    return named is not None and named[0] in _grounds
