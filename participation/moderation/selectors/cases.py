"""What was reported and waits for its first decision."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Count, Min, Q, QuerySet
from django.utils import timezone

from participation.accounts.models import User

from ..models import Decision, Report
from ..subjects import Around, Described, Outcome, around, describe, describe_many, outcomes_for, where
from .decisions import was_warned
from .places import places_of

MOST_COMPARED = 200  # waiting things that are looked through for more of the same person
MOST_EARLIER = 20  # decisions about one person shown beside a case


@dataclass
class Case:
    """All waiting reports about one thing: one decision."""

    ref: str
    reports: int
    first_at: datetime | None  # None: nobody reported it
    automatic: int = 0  # of the reports, how many are automatic flags
    subject: Described | None = None
    details: list[Report] = field(default_factory=list)
    earlier: list[Decision] = field(default_factory=list)  # about the thing
    about_author: list[Decision] = field(default_factory=list)  # about other things of the same person there
    around: Around | None = None
    outcomes: list[Outcome] = field(default_factory=list)
    where: str = ""  # "3.2 · Strategy for …"
    more_by_author: list[Described] = field(default_factory=list)  # what else of the same person waits there


def waiting_cases(moderator: User, place_id: int | None = None) -> QuerySet[Any, Any]:
    """A row (``ref``, ``n``, ``automatic``, ``first_at``) for each thing that waits in the moderator's municipalities
    (or in one of them), the longest waiting first.
    """
    automatic = Count("id", filter=Q(source=Report.Source.AUTOMATIC))
    return (
        _waiting(moderator, place_id)
        .values("ref")
        .annotate(n=Count("id"), automatic=automatic, first_at=Min("created_at"))
        .order_by("first_at", "ref")
    )


def list_cases(moderator: User, *, most: int, start: int = 0, place_id: int | None = None) -> list[Case]:
    """``most`` cases that wait, from ``start`` on, each with the thing itself: two queries and one for each kind."""
    cases = as_cases(waiting_cases(moderator, place_id)[start : start + most])
    subjects = describe_many(case.ref for case in cases)
    for case in cases:
        case.subject = subjects.get(case.ref)
    return cases


def as_cases(rows: Iterable[dict[str, Any]]) -> list[Case]:
    """Rows of ``waiting_cases`` as cases, without the things."""
    return [Case(row["ref"], row["n"], row["first_at"], row["automatic"]) for row in rows]


def count_cases(moderator: User, place_id: int | None = None) -> int:
    """How many wait."""
    return _waiting(moderator, place_id).order_by().values("ref").distinct().count()


def get_case(moderator: User, ref: str, *, own: bool = False) -> Case | None:
    """One case with the thing in its place, its reports, and what was decided before about it and about its author.

    None if nothing of the moderator's waits there; with ``own`` also what nobody reported, in their municipalities.
    """
    reports = list(_waiting(moderator).filter(ref=ref).order_by("created_at", "id"))
    if not reports and not own:
        return None
    subject = describe(ref)
    if not reports and (subject is None or subject.municipality_id not in places_of(moderator)):
        return None
    automatic = sum(report.source == Report.Source.AUTOMATIC for report in reports)
    case = Case(ref, len(reports), reports[0].created_at if reports else None, automatic, subject, reports)
    case.more_by_author = _more_by_author(moderator, subject) if subject else []
    return in_context(case)


def _more_by_author(moderator: User, thing: Described) -> list[Described]:
    """What else of the same person waits in the municipality, the longest waiting first, among the first of the queue."""
    if thing.author_id is None:
        return []
    rows = waiting_cases(moderator, thing.municipality_id).exclude(ref=thing.ref)[:MOST_COMPARED]
    things = describe_many(row["ref"] for row in rows)  # in the order of the refs within each kind
    return [one for row in rows if (one := things.get(row["ref"])) and one.author_id == thing.author_id]


def in_context(case: Case) -> Case:
    """The case with what was decided before, what the thing stands on, and what is possible now."""
    case.earlier = list(Decision.objects.filter(ref=case.ref).select_related("decided_by").order_by("-decided_at"))
    if case.subject is not None:
        case.around = around(case.subject)
        case.where = where([case.subject]).get(case.ref, "")
        case.about_author = _about(case.subject)
        case.outcomes = [
            one for one in outcomes_for(case.subject) if one != Outcome.SUSPEND or _may_suspend(case.subject)
        ]
    return case


def _may_suspend(thing: Described) -> bool:
    """Nobody is suspended without a warning before."""
    return was_warned(thing.author_id or 0, thing.municipality_id, ref=thing.ref, at=timezone.now())


def _about(thing: Described) -> list[Decision]:
    if thing.author_id is None:
        return []
    others = Decision.objects.filter(affected=thing.author_id, municipality=thing.municipality_id)
    effective = others.exclude(ref=thing.ref).filter(effective_at__isnull=False)
    return list(effective.order_by("-decided_at")[:MOST_EARLIER])


def _waiting(moderator: User, place_id: int | None = None) -> QuerySet[Report]:
    found = Report.objects.filter(decision=None, municipality__in=places_of(moderator))
    return found if place_id is None else found.filter(municipality=place_id)
