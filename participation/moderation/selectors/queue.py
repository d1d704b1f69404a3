"""Everything that waits for a moderator, as one line of things to decide.

Appeals and what needs a second moderator come first, for somebody waits for another human there; then what was reported.
Within each the longest waiting is first.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db.models import Q, QuerySet

from participation.accounts.models import User

from ..models import Appeal, Decision
from ..subjects import Described, describe_many, where
from .appeals import WITH, waiting_appeals
from .cases import count_cases, list_cases, waiting_cases
from .decisions import waiting_for_second

CASE, SECOND, APPEAL = "case", "second", "appeal"


class Place(NamedTuple):
    """A place in the queue: the kind of thing to decide, and the case's ref or the number of the decision or appeal."""

    kind: str
    key: str


@dataclass
class Item:
    """One thing to decide: a case, a decision that needs a second moderator, or an appeal."""

    kind: str
    key: str  # the case's ref, or the number of the decision or the appeal
    ref: str
    since: datetime
    subject: Described | None
    reports: int = 0
    automatic: int = 0
    about: Decision | Appeal | None = None
    where: str = ""  # "3.2 · Strategy for …"

    @property
    def people(self) -> int:
        """How many of the reports are somebody's, not an automatic check's."""
        return self.reports - self.automatic


def list_queue(moderator: User, *, most: int, start: int = 0, place_id: int | None = None) -> list[Item]:
    """``most`` of what waits (in one municipality) from ``start`` on, in the queue's order: the same number of queries
    however many wait.
    """
    first = _first(moderator, place_id)
    items = _looked_up(first[start : start + most])
    left = most - len(items)
    cases = list_cases(moderator, start=max(0, start - len(first)), most=left, place_id=place_id) if left else []
    items += [
        Item(CASE, case.ref, case.ref, case.first_at, case.subject, case.reports, case.automatic)
        for case in cases
        if case.first_at is not None
    ]
    names = where(item.subject for item in items if item.subject is not None)
    for item in items:
        item.where = names.get(item.ref, "")
    return items


def count_queue(moderator: User, place_id: int | None = None) -> int:
    """How many things wait for this moderator (in one municipality)."""
    others = _seconds(moderator, place_id).count() + _appeals(moderator, place_id).count()
    return count_cases(moderator, place_id) + others


def next_in_queue(moderator: User, *, kind: str, key: str, place_id: int | None = None) -> Place | None:
    """What comes after this one, from the beginning again after the last; None where nothing else waits."""
    first, me = _first(moderator, place_id), Place(kind, key)
    others = [one for one in first if one != me]
    if me in first and first.index(me) < len(others):
        return others[first.index(me)]
    cases = waiting_cases(moderator, place_id)
    mine = cases.filter(ref=key).first() if kind == CASE else None
    if mine is not None:
        cases = cases.exclude(ref=key)
        later = Q(first_at__gt=mine["first_at"]) | Q(first_at=mine["first_at"], ref__gt=key)
        after = cases.filter(later).first()
        if after is not None:
            return Place(CASE, after["ref"])
    if others and me not in first:
        return others[0]
    begin = cases.first()
    return Place(CASE, begin["ref"]) if begin else others[0] if others else None


def _first(moderator: User, place_id: int | None) -> list[Place]:
    """Appeals and what needs a second moderator, the longest waiting first: as many as there are, which are few."""
    waiting = [(at, Place(SECOND, str(pk))) for pk, at in _seconds(moderator, place_id).values_list("pk", "decided_at")]
    waiting += [
        (at, Place(APPEAL, str(pk))) for pk, at in _appeals(moderator, place_id).values_list("pk", "created_at")
    ]
    return [place for _at, place in sorted(waiting)]


def _looked_up(places: list[Place]) -> list[Item]:
    seconds = Decision.objects.select_related("municipality", "decided_by").in_bulk(_keys(places, SECOND))
    appeals = Appeal.objects.select_related(*WITH).in_bulk(_keys(places, APPEAL))
    things = describe_many([*(d.ref for d in seconds.values()), *(a.decision.ref for a in appeals.values())])
    items = []
    for kind, key in places:
        if kind == SECOND and (d := seconds.get(int(key))):
            items.append(Item(kind, key, d.ref, d.decided_at, things.get(d.ref), about=d))
        elif kind == APPEAL and (a := appeals.get(int(key))):
            items.append(Item(kind, key, a.decision.ref, a.created_at, things.get(a.decision.ref), about=a))
    return items


def _keys(places: list[Place], kind: str) -> list[int]:
    return [int(place.key) for place in places if place.kind == kind]


def _seconds(moderator: User, place_id: int | None) -> QuerySet[Decision]:
    found = waiting_for_second(moderator)
    return found if place_id is None else found.filter(municipality=place_id)


def _appeals(moderator: User, place_id: int | None) -> QuerySet[Appeal]:
    found = waiting_appeals(moderator)
    return found if place_id is None else found.filter(decision__municipality=place_id)
