"""What can be moderated: the rooms above register their things here, so that this room need not know them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from participation.keys import as_ref

from .models import Decision

Outcome = Decision.Outcome


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
    pictures: tuple[dict[str, Any], ...] = ()  # as they are told; moderators see them while they are hidden, too
    is_masked: bool = False  # some of its words are hidden
    is_locked: bool = False  # nothing can be added to it
    answers: str = ""  # what it answers, safe HTML
    stands_on: str = ""  # ref of what it is said about: "clause.5"
    of_draft: bool = False  # it stands in the forum of a municipality's draft, whatever its scope
    heads: str = ""  # ref of what carries its title: "topic.3" of the post that began it
    said_around: int = 0  # how many posts stand in its conversation, which locking closes as a whole


@dataclass(frozen=True)
class Subject:
    """How a kind of thing is looked at and restricted; what a kind cannot do is left out, and pages do not offer it.

    ``describe`` leaves out what is not there, in one query. ``mask`` puts the passages behind a mark and gives back
    what stood there, as a text that ``unmask`` understands; it raises BadInput for words that are not there.
    ``lock``: nothing can be added any more.
    """

    describe: Callable[[Iterable[int]], dict[int, Described]]
    hide: Callable[[int], None] | None = None
    restore: Callable[[int], None] | None = None
    mask: Callable[[int, Sequence[str]], str] | None = None
    unmask: Callable[[int, str], None] | None = None
    lock: Callable[[int], None] | None = None
    unlock: Callable[[int], None] | None = None
    may_suspend: bool = True  # whether its author can be suspended for it

    def outcomes(self, thing: Described) -> list[Outcome]:
        """What can be decided about the thing as it is now, the mildest first."""
        possible = {
            Outcome.KEEP: True,
            Outcome.WARN: thing.author_id is not None,
            Outcome.HIDE_PART: self.mask is not None and not thing.is_masked and not thing.is_hidden,
            Outcome.HIDE: self.hide is not None and not thing.is_hidden,
            Outcome.LOCK: self.lock is not None and not thing.is_locked,
            Outcome.SUSPEND: self.may_suspend and thing.author_id is not None,
        }
        return [outcome for outcome, is_possible in possible.items() if is_possible]


Around = tuple[str, str]  # what a thing stands on: its name, its words as safe HTML
_subjects: dict[str, Subject] = {}
_places: dict[str, Callable[[int], Around | None]] = {}
_names: dict[str, Callable[[Iterable[int]], dict[int, str]]] = {}


def register(kind: str, subject: Subject) -> None:
    """Make things of this kind ("post") reportable."""
    _subjects[kind] = subject


def register_place(
    kind: str, tell: Callable[[int], Around | None], names: Callable[[Iterable[int]], dict[int, str]]
) -> None:
    """What things of this kind ("clause") say, to a moderator who decides about something said about one; ``names``:
    what many of them are called, with what they belong to, in one query.
    """
    _places[kind], _names[kind] = tell, names


def kinds() -> list[str]:
    """Every kind of thing that can be reported."""
    return sorted(_subjects)


def find(ref: str) -> tuple[Subject, int] | None:
    """The kind and number behind a ref such as ``post.17``, or None."""
    named = as_ref(ref)
    if named is None or named[0] not in _subjects:
        return None
    return _subjects[named[0]], named[1]


def describe(ref: str) -> Described | None:
    """The thing as a moderator sees it, or None."""
    return describe_many([ref]).get(ref)


def describe_many(refs: Iterable[str]) -> dict[str, Described]:
    """``{ref: thing}`` of those that are there; one query for each kind among them."""
    numbers: dict[str, dict[int, str]] = {}
    for ref in refs:
        kind, number = as_ref(ref) or ("", 0)
        if kind in _subjects:
            numbers.setdefault(kind, {})[number] = ref
    return {
        asked[number]: thing
        for kind, asked in numbers.items()
        for number, thing in _subjects[kind].describe(asked).items()
    }


def around(thing: Described) -> Around | None:
    """Name and words of what the thing stands on, or None."""
    kind, number = as_ref(thing.stands_on) or ("", 0)
    return _places[kind](number) if kind in _places else None


def where(things: Iterable[Described]) -> dict[str, str]:
    """``{ref of a thing: where it was said}``, such as "3.2 · Strategy for …"; one query for each kind of place."""
    numbers: dict[str, dict[int, list[str]]] = {}
    for thing in things:
        kind, number = as_ref(thing.stands_on) or ("", 0)
        if kind in _names:
            numbers.setdefault(kind, {}).setdefault(number, []).append(thing.ref)
    return {
        ref: name
        for kind, asked in numbers.items()
        for number, name in _names[kind](asked).items()
        for ref in asked[number]
    }


def outcomes_for(thing: Described) -> list[Outcome]:
    """What can be decided about the thing as it is now, the mildest first."""
    found = find(thing.ref)
    return found[0].outcomes(thing) if found else []
