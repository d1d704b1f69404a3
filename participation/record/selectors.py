"""Every read of the public record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import Count, QuerySet
from django.db.models.functions import TruncDate

from participation.accounts.models import User

from .models import Act, Heartbeat


def list_public_acts(
    *, scope: str | None = None, municipality_id: int | None = None, kinds: list[str] | None = None
) -> QuerySet[Act]:
    """The public record, newest first, with actor, organisation and municipality at hand."""
    acts = Act.objects.filter(is_public=True).select_related("actor", "organisation", "municipality").order_by("-id")
    if scope is not None:
        acts = acts.filter(scope=scope)
    if municipality_id is not None:
        acts = acts.filter(municipality_id=municipality_id)
    if kinds is not None:
        acts = acts.filter(kind__in=kinds)
    return acts


def list_acts_of(user: User) -> QuerySet[Act]:
    """What the person did in public, newest first. Ballots name nobody, so they are not among it."""
    acts = Act.objects.filter(actor=user, is_public=True)
    return acts.select_related("actor", "organisation", "municipality").order_by("-id")


@dataclass
class Day:
    """How much was done on one day."""

    day: date
    ballots: int = 0
    comments: int = 0
    suggestions: int = 0

    @property
    def total(self) -> int:
        """Everything together."""
        return self.ballots + self.comments + self.suggestions


DAY_FIELDS = {"ballot.cast": "ballots", "comment.created": "comments", "suggestion.created": "suggestions"}


def acts_per_day(scope: str, timezone: str) -> list[Day]:
    """Ballots cast, comments and suggestions per day of the given time zone, oldest first; one query."""
    rows = (
        Act.objects.filter(scope=scope, kind__in=DAY_FIELDS, is_public=True)
        .annotate(day=TruncDate("at", tzinfo=ZoneInfo(timezone)))
        .values_list("day", "kind")
        .annotate(n=Count("id"))
        .order_by("day")
    )
    days: dict[date, Day] = {}
    for day, kind, n in rows:
        setattr(days.setdefault(day, Day(day)), DAY_FIELDS[kind], n)
    return list(days.values())


def last_beat(name: str = "worker") -> datetime | None:
    """When the worker (or the named periodic work) last ran; None: never."""
    return Heartbeat.objects.filter(name=name).values_list("beat_at", flat=True).first()
