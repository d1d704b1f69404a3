"""Every read of the public record."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncDate

from participation.accounts.models import User

from .models import Act, Heartbeat


def list_public_acts(
    *,
    scope: str | None = None,
    scopes: Iterable[str] = (),
    municipality_id: int | None = None,
    kinds: list[str] | None = None,
) -> QuerySet[Act]:
    """The public record, newest first, with actor, organisation and municipality at hand.

    Acts of voting are not in it one by one: see ``votes_per_day``.
    """
    acts = Act.objects.filter(is_public=True).select_related("actor", "organisation", "municipality").order_by("-id")
    if scope is not None:
        acts = acts.filter(scope=scope)
    if scopes:
        acts = acts.filter(scope__in=list(scopes))
    if municipality_id is not None:
        acts = acts.filter(municipality_id=municipality_id)
    if kinds is not None:
        acts = acts.filter(kind__in=kinds)
    return acts


def list_acts_of(user: User) -> QuerySet[Act]:
    """What the person did in public, newest first. Ballots name nobody, so they are not among it."""
    acts = Act.objects.filter(actor=user, is_public=True)
    return acts.select_related("actor", "organisation", "municipality").order_by("-id")


def list_acts_for(organisation_id: int, *, kinds: list[str]) -> QuerySet[Act]:
    """What was done in public in the name of an organisation, newest first."""
    acts = Act.objects.filter(organisation_id=organisation_id, is_public=True, kind__in=kinds)
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
        Act.objects.filter(scope=scope, kind__in=DAY_FIELDS)
        .annotate(day=TruncDate("at", tzinfo=ZoneInfo(timezone)))
        .values_list("day", "kind")
        .annotate(n=Count("id"))
        .order_by("day")
    )
    days: dict[date, Day] = {}
    for day, kind, n in rows:
        setattr(days.setdefault(day, Day(day)), DAY_FIELDS[kind], n)
    return list(days.values())


def votes_per_day(scope: str, timezone: str) -> QuerySet[Act, Any]:
    """How often ballots were cast (or changed) and taken back on each thing on each day of the given time zone.

    Rows ``{day, ref, cast, withdrawn}``, newest day first. All that others read of acts of voting: a moment and a kind
    of participant would tell who it was.
    """
    cast, withdrawn = Count("id", filter=Q(kind="ballot.cast")), Count("id", filter=Q(kind="ballot.withdrawn"))
    return (
        Act.objects.filter(scope=scope, kind__in=("ballot.cast", "ballot.withdrawn"))
        .annotate(day=TruncDate("at", tzinfo=ZoneInfo(timezone)))
        .values("day", "ref")
        .annotate(cast=cast, withdrawn=withdrawn)
        .order_by("-day", "ref")
    )


def last_beat(name: str = "worker") -> datetime | None:
    """When the worker (or the named periodic work) last ran; None: never."""
    return Heartbeat.objects.filter(name=name).values_list("beat_at", flat=True).first()


def recent_refs(
    *,
    kinds: Iterable[str],
    since: datetime,
    until: datetime,
    most: int,
    actor_id: int | None = None,
    municipality_id: int | None = None,
) -> list[str]:
    """What acts of these kinds were about, each once, the newest first: by one person or in one municipality."""
    acts = Act.objects.filter(kind__in=list(kinds), at__gte=since, at__lte=until)
    if actor_id is not None:
        acts = acts.filter(actor_id=actor_id)
    if municipality_id is not None:
        acts = acts.filter(municipality_id=municipality_id)
    return list(dict.fromkeys(acts.order_by("-id").values_list("ref", flat=True)[:most]))
