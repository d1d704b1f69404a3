"""What a scope such as ``consultation.12`` is called."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from forums.selectors.forums import visible_forums
from forums.selectors.topics import titles_of as titles_of_topics
from gatherings.selectors.sessions import titles_of_sessions
from participation.keys import as_ref
from participation.organisations.selectors import visible_organisations
from participation.places.models import Municipality
from participation.polls.selectors import titles_of_polls

from ..models import Consultation

Numbers = list[int]


def titles_of(scopes: Iterable[str]) -> dict[str, str]:
    """``{scope: title}`` in the order given, for all among them that have one everybody may read; one query for each kind
    that is among them.
    """
    wanted = list(dict.fromkeys(scopes))
    numbers: dict[str, Numbers] = {}
    for named in map(as_ref, wanted):
        if named is not None and named[0] in TITLES:
            numbers.setdefault(named[0], []).append(named[1])
    known = {f"{kind}.{pk}": title for kind, found in numbers.items() for pk, title in TITLES[kind](found).items()}
    return {scope: known[scope] for scope in wanted if scope in known}


def register(kind: str, titles: Callable[[Numbers], dict[int, str]]) -> None:
    """A room above says what its things of this kind ("project") are called: those that everybody may read."""
    TITLES[kind] = titles


def _consultations(numbers: Numbers) -> dict[int, str]:
    return dict(Consultation.objects.filter(pk__in=numbers).values_list("pk", "title"))


def _sessions(numbers: Numbers) -> dict[int, str]:
    found = titles_of_sessions(f"session.{pk}" for pk in numbers)
    return {int(scope.partition(".")[2]): title for scope, title in found.items()}


def _forums(numbers: Numbers) -> dict[int, str]:
    found = visible_forums().filter(pk__in=numbers)
    return {one.pk: one.municipality.name if one.scope.startswith("municipality.") else one.title for one in found}


def _organisations(numbers: Numbers) -> dict[int, str]:
    return dict(visible_organisations(None).filter(pk__in=numbers).values_list("pk", "name"))


def _municipalities(numbers: Numbers) -> dict[int, str]:
    return {place.pk: place.name for place in Municipality.objects.filter(pk__in=numbers)}


TITLES: dict[str, Callable[[Numbers], dict[int, str]]] = {
    "consultation": _consultations,
    "topic": titles_of_topics,
    "session": _sessions,
    "poll": titles_of_polls,
    "forum": _forums,
    "organisation": _organisations,
    "municipality": _municipalities,
}
