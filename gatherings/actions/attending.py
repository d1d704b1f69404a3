"""Letting go of who was there: numbers stay, names go."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models import Count

from participation.database import db_now

from ..models import Headcount, Session

KEPT = timedelta(days=30)  # after a session that ended; nobody needs to know later who was counted
BATCH = 50


def drop_names(session: Session) -> None:
    """Who let themselves be counted is kept in numbers alone. Harmless the second time. Inside the caller's transaction."""
    if session.names_gone_at is not None:
        return
    rows = session.attendances.order_by().values_list("where", "group").annotate(n=Count("id"))
    Headcount.objects.bulk_create(
        [
            Headcount(session=session, where=where, group=group, source=Headcount.Source.SELF, n=n)
            for where, group, n in rows
        ]
    )
    session.attendances.all().delete()
    session.names_gone_at = db_now()
    session.save(update_fields=["names_gone_at"])


def drop_old_names() -> int:
    """The same for sessions that ended thirty days ago and have no minutes yet; how many."""
    old = Session.objects.filter(ended_at__lte=db_now() - KEPT, names_gone_at=None)
    done = 0
    for pk in list(old.values_list("pk", flat=True)[:BATCH]):
        with transaction.atomic():
            drop_names(Session.objects.select_for_update().get(pk=pk))
            done += 1
    return done
