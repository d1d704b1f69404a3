"""What happens to a consultation by itself: opening, the reminder, closing. Acceptance never waits for these."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models import QuerySet

from participation.database import db_now
from participation.voting.actions import seal_window
from participation.voting.models import Window

from ..models import Consultation
from .publishing import act_on

REMIND_BEFORE = timedelta(days=3)
BATCH = 20


def tell_openings() -> int:
    """Record and tell, once each, the consultations whose opening moment has passed; how many."""
    due = _published().filter(opened_told_at=None, window__opens_at__lte=db_now())
    return sum(_tell(pk, "opened_told_at", "consultation.opened") for pk in due.values_list("pk", flat=True)[:BATCH])


def tell_reminders() -> int:
    """Record, once each, that a consultation closes within three days, so that its followers are reminded."""
    now = db_now()
    due = _published().filter(
        reminded_at=None,
        window__opens_at__lte=now - timedelta(days=1),
        window__closes_at__gt=now,
        window__closes_at__lte=now + REMIND_BEFORE,
    )
    return sum(_tell(pk, "reminded_at", "consultation.closing_soon") for pk in due.values_list("pk", flat=True)[:BATCH])


def close_due() -> int:
    """Seal the tallies of consultations whose closing moment has passed, then record and tell it, once each."""
    due = _published().filter(closed_told_at=None, window__closes_at__lte=db_now())
    done = 0
    for pk, window_id in due.values_list("pk", "window_id")[:BATCH]:
        with transaction.atomic():  # the consultation before its window, as everybody who changes both
            Consultation.objects.select_for_update().get(pk=pk)
            seal_window(window_id)
            if Window.objects.filter(pk=window_id, sealed_at__isnull=False).exists():  # else its term was extended
                done += _tell(pk, "closed_told_at", "consultation.closed")
    return done


def _published() -> QuerySet[Consultation]:
    return Consultation.objects.filter(stage=Consultation.Stage.PUBLISHED).order_by("pk")


@transaction.atomic
def _tell(pk: int, mark: str, kind: str) -> int:
    if not Consultation.objects.filter(pk=pk, **{f"{mark}__isnull": True}).update(**{mark: db_now()}):
        return 0
    act_on(Consultation.objects.select_related("window").get(pk=pk), None, kind)
    return 1
