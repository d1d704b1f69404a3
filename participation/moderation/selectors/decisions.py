"""Decisions, statements of reasons, and those that wait for a second moderator."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from participation.accounts.models import User

from ..models import Appeal, Decision
from .places import places_of, works_in

YEAR = timedelta(days=365)


def list_decisions(moderator: User) -> QuerySet[Decision]:
    """What was decided in the moderator's municipalities, newest first."""
    return (
        Decision.objects.filter(municipality__in=places_of(moderator))
        .select_related("municipality", "decided_by")
        .order_by("-decided_at", "-id")
    )


def list_statements(person: User) -> QuerySet[Decision]:
    """The restrictions that the person was given reasons for, newest first; not what waits for a second moderator."""
    return (
        Decision.objects.filter(affected=person, effective_at__isnull=False)
        .exclude(outcome=Decision.Outcome.KEEP)
        .select_related("municipality")
        .order_by("-decided_at", "-id")
    )


def readable_decisions(person: User) -> QuerySet[Decision]:
    """What a moderator may read of their municipalities, and everybody of what concerns themselves; newest first."""
    own = Q(affected=person, effective_at__isnull=False) & ~Q(outcome=Decision.Outcome.KEEP)
    found = Decision.objects.filter(own | Q(municipality__in=places_of(person)))
    return found.select_related("municipality", "decided_by").order_by("-decided_at", "-id")


def get_statement(person: User, decision_id: int) -> Decision | None:
    """The statement of reasons, for the person concerned and the moderators there; None for everybody else."""
    found = readable_decisions(person).exclude(outcome=Decision.Outcome.KEEP)
    return found.filter(pk=decision_id, effective_at__isnull=False).first()


def waiting_for_second(moderator: User) -> QuerySet[Decision]:
    """Decisions that this moderator may agree to or discard, the longest waiting first: never one's own, and nowhere
    where one works for the municipality.
    """
    return (
        Decision.objects.filter(needs_second=True, effective_at=None, reversed_at=None)
        .filter(municipality__in=places_of(moderator))
        .exclude(municipality__in=works_in(moderator))
        .exclude(decided_by=moderator)
        .exclude(affected=moderator)
        .select_related("municipality", "decided_by")
        .order_by("decided_at", "id")
    )


def waiting_on(moderator: User, ref: str) -> Decision | None:
    """The decision about the thing that waits for a second moderator, in the moderator's municipalities; or None."""
    return _waiting_on(ref).filter(municipality__in=places_of(moderator)).select_related("decided_by").first()


def is_waiting_on(ref: str) -> bool:
    """Whether a decision about the thing waits for a second moderator."""
    return _waiting_on(ref).exists()


def _waiting_on(ref: str) -> QuerySet[Decision]:
    return Decision.objects.filter(ref=ref, needs_second=True, effective_at=None, reversed_at=None)


def standing_on(ref: str) -> QuerySet[Decision]:
    """Decisions about the thing that are in effect."""
    return Decision.objects.filter(ref=ref, effective_at__isnull=False, reversed_at=None)


def hidden_by(refs: Iterable[str]) -> dict[str, Decision]:
    """``{ref: decision}`` that hides each of the things now; one query, none for none."""
    wanted = list(refs)
    if not wanted:
        return {}
    rows = Decision.objects.filter(ref__in=wanted, effective_at__isnull=False, reversed_at=None)
    rows = rows.filter(outcome=Decision.Outcome.HIDE).select_related("municipality").order_by("decided_at", "id")
    return {row.ref: row for row in rows}


def was_overruled(moderator: User, ref: str) -> bool:
    """Whether a decision of this moderator about the thing was reversed on appeal: then others decide about it."""
    return Decision.objects.filter(
        ref=ref, reversed_at__isnull=False, appeals__outcome="reversed", decided_by=moderator
    ).exists()


def was_warned(person_id: int, municipality_id: int | None, *, ref: str, at: datetime) -> bool:
    """Whether something else of the person was restricted there within the year before, and that stands."""
    earlier = Decision.objects.filter(
        affected=person_id, municipality=municipality_id, effective_at__gt=at - YEAR, reversed_at=None
    )
    return earlier.exclude(ref=ref).exclude(outcome=Decision.Outcome.KEEP).exists()


def stale_originals(before: datetime) -> QuerySet[Decision]:
    """Decisions that still hold what was hidden in part although nobody can appeal any more."""
    held = Decision.objects.exclude(original="").filter(effective_at__lt=before)
    return held.exclude(pk__in=Appeal.objects.filter(outcome="").values("decision"))
