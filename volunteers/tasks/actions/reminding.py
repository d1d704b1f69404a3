"""Reminding those who come: a day before a shift, and two hours before. When the shift moves, the reminders move."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models import F, Q, QuerySet

from participation.database import db_now

from ..models import SignUp
from .common import note

BATCH = 200
DAY, SOON = timedelta(days=1), timedelta(hours=2)
TOO_LATE_FOR_A_DAY = timedelta(hours=6)  # so shortly before, the second reminder is enough


def tell_reminders() -> int:
    """Record, once for each beginning, that somebody's shift is near; they are told. How many.

    Whoever got the place less than a day (two hours) before is not reminded of what they have just done.
    """
    now = db_now()
    coming = SignUp.objects.filter(
        state=SignUp.State.GOING, user__isnull=False, shift__cancelled_at=None, shift__begins__gt=now
    )
    by_day = coming.filter(shift__begins__lte=now + DAY, shift__begins__gt=now + TOO_LATE_FOR_A_DAY)
    soon = coming.filter(shift__begins__lte=now + SOON)
    done = _tell_all(by_day, "day_told_for", DAY, "shift.tomorrow")
    return done + _tell_all(soon, "soon_told_for", SOON, "shift.soon")


def _tell_all(coming: QuerySet[SignUp], mark: str, ahead: timedelta, kind: str) -> int:
    untold = Q(**{f"{mark}__isnull": True}) | ~Q(**{mark: F("shift__begins")})
    due = coming.filter(untold, going_at__lte=F("shift__begins") - ahead).order_by("pk")
    return sum(_tell(pk, mark, kind) for pk in list(due.values_list("pk", flat=True)[:BATCH]))


@transaction.atomic
def _tell(pk: int, mark: str, kind: str) -> int:
    """One, unless another worker was faster."""
    row = SignUp.objects.select_for_update(of=("self",)).select_related("shift__task__project").filter(pk=pk).first()
    if row is None or row.state != SignUp.State.GOING or getattr(row, mark) == row.shift.begins:
        return 0
    SignUp.objects.filter(pk=pk).update(**{mark: row.shift.begins})
    note(row.shift.task.project, kind, None, ref=f"signup.{pk}")
    return 1
