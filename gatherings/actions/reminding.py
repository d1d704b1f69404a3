"""Reminding those who follow a session: a day before it begins, and an hour before."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction

from participation.database import db_now

from ..models import Session
from .common import note

BATCH = 20
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
TOO_LATE_FOR_A_DAY = timedelta(hours=3)  # announced so shortly before, the hour's reminder is enough


def tell_reminders() -> int:
    """Record, once each, that a session begins within a day or an hour; its followers are told. How many."""
    now = db_now()
    waiting = Session.objects.filter(state=Session.State.ANNOUNCED, starts_at__gt=now)
    by_day = waiting.filter(day_told_at=None, starts_at__lte=now + DAY, starts_at__gt=now + TOO_LATE_FOR_A_DAY)
    by_hour = waiting.filter(hour_told_at=None, starts_at__lte=now + HOUR)
    done = sum(_tell(pk, "day_told_at", "session.tomorrow") for pk in by_day.values_list("pk", flat=True)[:BATCH])
    return done + sum(_tell(pk, "hour_told_at", "session.soon") for pk in by_hour.values_list("pk", flat=True)[:BATCH])


@transaction.atomic
def _tell(pk: int, mark: str, kind: str) -> int:
    if not Session.objects.filter(pk=pk, **{f"{mark}__isnull": True}).update(**{mark: db_now()}):
        return 0
    note(Session.objects.get(pk=pk), kind, None, is_public=False)
    return 1
