"""Every read of reports and decisions."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count, Max, Min, QuerySet

from participation.accounts.models import User
from participation.places.models import Role

from .models import Decision, Report
from .subjects import Described, describe


@dataclass
class Case:
    """All waiting reports about one thing: one decision."""

    ref: str
    reports: int
    first_at: datetime
    subject: Described | None = None
    details: list[Report] = field(default_factory=list)
    earlier: list[Decision] = field(default_factory=list)


def places_of(moderator: User) -> list[int]:
    """The municipalities the person moderates."""
    return list(Role.objects.filter(user=moderator, kind=Role.Kind.MODERATOR).values_list("municipality_id", flat=True))


def list_cases(moderator: User) -> list[Case]:
    """What waits for a decision in the moderator's municipalities, the longest waiting first. Two queries."""
    waiting = (
        Report.objects.filter(decision=None, municipality__in=places_of(moderator))
        .values("ref")
        .annotate(n=Count("id"), first_at=Min("created_at"), newest=Max("id"))
        .order_by("first_at", "ref")
    )
    return [Case(row["ref"], row["n"], row["first_at"]) for row in waiting]


def get_case(moderator: User, ref: str) -> Case | None:
    """One case with the thing, its reports and what was decided about it before; None if it is not the moderator's."""
    reports = list(
        Report.objects.filter(ref=ref, decision=None, municipality__in=places_of(moderator)).order_by("created_at")
    )
    if not reports:
        return None
    earlier = list(Decision.objects.filter(ref=ref).select_related("decided_by").order_by("-decided_at"))
    return Case(ref, len(reports), reports[0].created_at, describe(ref), reports, earlier)


def list_decisions(moderator: User) -> QuerySet[Decision]:
    """What was decided in the moderator's municipalities, newest first."""
    return (
        Decision.objects.filter(municipality__in=places_of(moderator))
        .select_related("municipality", "decided_by")
        .order_by("-decided_at", "-id")
    )


def get_decision(pk: int) -> Decision | None:
    """A decision, or None."""
    return Decision.objects.select_related("municipality").filter(pk=pk).first()


def list_reports_of(user: User) -> QuerySet[Report]:
    """What the person reported, newest first, with what was decided."""
    return Report.objects.filter(reporter=user).select_related("decision").order_by("-created_at", "-id")
