"""Numbers of those present, told at most four times a second, and their last word always."""

from __future__ import annotations

from django.db import transaction

from participation.live import coalesce
from participation.live.actions import publish

from .models import Session
from .selectors.floor import attendance_of

NAME = "session.attendance"


def changed(session_id: int) -> None:
    """After this transaction's commit the numbers are told soon."""
    coalesce.touch(NAME, session_id)


@transaction.atomic
def tell(session_id: int) -> float | None:
    """Say how many are there now."""
    session = Session.objects.filter(pk=session_id).first()
    if session is not None:
        data = {"session": session.pk, "attendance": attendance_of(session)}
        publish(stream=session.scope, kind="session.attendance", data=data, ref=f"attendance.{session.pk}")
    return None


def join() -> None:
    """Register how it is told."""
    coalesce.register(NAME, tell)
