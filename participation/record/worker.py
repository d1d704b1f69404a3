"""The worker: runs durable reactions and periodic work. Any number may run; any may be killed at any moment."""

from __future__ import annotations

import logging
import threading
from datetime import timedelta

from django.db import DatabaseError, close_old_connections, connection
from django.db.models import F

from participation.database import db_now

from . import subscribers
from .models import Heartbeat, Outbox

log = logging.getLogger("megdan.worker")
CLAIM = timedelta(minutes=2)  # a reaction that takes longer, or whose worker died, is taken up again
FIRST_RETRY = timedelta(seconds=10)
LONGEST_RETRY = timedelta(hours=1)
MOST_ATTEMPTS = 15
BATCH = 50


def claim_due() -> Outbox | None:
    """Take one due reaction for this worker alone, by one conditional update; None when nothing is due."""
    now = db_now()
    waiting = Outbox.objects.filter(done_at=None, failed_at=None, due_at__lte=now)
    for row in waiting.order_by("due_at", "id")[:5]:
        taken = Outbox.objects.filter(pk=row.pk, due_at=row.due_at, done_at=None).update(
            due_at=now + CLAIM, attempts=F("attempts") + 1
        )
        if taken:
            row.attempts += 1
            return row
    return None


def run_one(row: Outbox) -> bool:
    """Run one claimed reaction; True if it succeeded. Failures wait longer each time and give up at last, visibly."""
    reaction = subscribers.reaction(row.subscriber)
    try:
        if reaction is not None:
            reaction(row.act)
    except Exception as error:  # whatever a reaction raises must not stop the worker
        log.exception("reaction failed", extra={"subscriber": row.subscriber, "act": row.act_id})
        wait = min(FIRST_RETRY * 2 ** (row.attempts - 1), LONGEST_RETRY)
        gives_up = db_now() if row.attempts >= MOST_ATTEMPTS else None
        Outbox.objects.filter(pk=row.pk).update(
            due_at=db_now() + wait, failed_at=gives_up, error=type(error).__name__[:300]
        )
        return False
    Outbox.objects.filter(pk=row.pk).update(done_at=db_now(), error="")
    return True


def run_due(limit: int = BATCH) -> int:
    """Run what is due now, at most ``limit`` reactions; how many were tried."""
    tried = 0
    while tried < limit and (row := claim_due()) is not None:
        run_one(row)
        tried += 1
    return tried


def run_periodic() -> int:
    """Run the periodic work that is due anywhere; how much of it ran here."""
    ran = 0
    for work in subscribers.periodic():
        if _claim_beat(work.name, work.every):
            try:
                work.run()
            except Exception:  # the next beat tries again
                log.exception("periodic work failed", extra={"work": work.name})
            ran += 1
    return ran


def _claim_beat(name: str, every: timedelta) -> bool:
    now = db_now()
    if Heartbeat.objects.filter(name=name, beat_at__lte=now - every).update(beat_at=now):
        return True
    _row, created = Heartbeat.objects.get_or_create(name=name, defaults={"beat_at": now})
    return created


def run_forever(stop: threading.Event, pause: float = 0.5) -> None:
    """Until ``stop`` is set. ``pause``: seconds between looks when nothing is due. Survives a database that is away."""
    while not stop.is_set():
        busy = False
        try:
            close_old_connections()
            run_periodic()
            busy = run_due() > 0
            _claim_beat("worker", timedelta(seconds=5))
        except DatabaseError:
            log.warning("the database is away; trying again")
            connection.close()
            stop.wait(2)
        if not busy:
            stop.wait(pause)
    connection.close()
