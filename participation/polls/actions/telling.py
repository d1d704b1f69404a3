"""Telling screens how a poll stands: at most four times a second, always the last word, and never what is secret."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models import F, Max, OuterRef, Q, Subquery

from participation.database import db_now
from participation.live import coalesce
from participation.voting.actions import told_by
from participation.voting.models import Ballot, Question

from ..models import Poll
from .common import tell

COALESCER = "poll"
INTERVAL = timedelta(milliseconds=250)
NET = timedelta(minutes=2)


@transaction.atomic
def publish_poll(window_id: int) -> float | None:
    """Tell the poll of this window as it is now. A number means: told just before, again after so many seconds.

    Nothing is told of one that is hidden, or closed: its closing was the last word.
    """
    now = db_now()
    waiting = Poll.objects.filter(window=window_id, closed_at=None, hidden_at=None)
    if not waiting.filter(Q(told_at=None) | Q(told_at__lte=now - INTERVAL)).update(told_at=now):
        return INTERVAL.total_seconds() if waiting.exists() else None
    tell(Poll.objects.get(window=window_id), "poll.tally")
    return None


def tell_untold() -> int:
    """The net for a process that died between a vote and its telling; how many polls were told."""
    newest = Ballot.objects.filter(question=OuterRef("anchor")).order_by().values("question")
    untold = (
        Poll.objects.filter(closed_at=None, hidden_at=None, anchor__ballots__changed_at__gte=db_now() - NET)
        .annotate(newest=Subquery(newest.annotate(at=Max("changed_at")).values("at")))
        .filter(Q(told_at=None) | Q(told_at__lt=F("newest")))
        .distinct()
    )
    return sum(publish_poll(pk) is None for pk in list(untold.values_list("window_id", flat=True)))


coalesce.register(COALESCER, publish_poll)
told_by(COALESCER, Question.Kind.POLL, Question.Kind.OPTION)
