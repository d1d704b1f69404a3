"""Telling screens the newest tally: at most four times a second per question, and always the last word."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models import F, Max, OuterRef, Q, Subquery

from participation.database import db_now
from participation.live import coalesce
from participation.live.actions import publish

from ..models import Ballot, Question
from ..selectors import tally_of

INTERVAL = timedelta(milliseconds=250)
NET = timedelta(minutes=2)
COALESCER = "tally"
_elsewhere: dict[str, str] = {}  # kind of question → who tells it


def told_by(coalescer: str, *kinds: str) -> None:
    """Questions of these kinds are told by a room above: its teller is called with the number of their window."""
    for kind in kinds:
        _elsewhere[kind] = coalescer


def tally_changed(question: Question) -> None:
    """After this transaction's commit the tally is told soon, by this process."""
    if question.kind in _elsewhere:
        coalesce.touch(_elsewhere[question.kind], question.window_id)
    elif question.stream:
        coalesce.touch(COALESCER, question.pk)


@transaction.atomic
def publish_tally(question_id: int) -> float | None:
    """Tell the tally as it is now. A number means: not now, some process told it just before; again after so many seconds.

    The conditional update locks the question's row, so two processes tell one after the other and the newer tells last.
    """
    now = db_now()
    free = Q(tally_sent_at=None) | Q(tally_sent_at__lte=now - INTERVAL)
    if not Question.objects.filter(free, pk=question_id).update(tally_sent_at=now):
        return INTERVAL.total_seconds() if Question.objects.filter(pk=question_id).exists() else None
    question = Question.objects.only("stream", "ref").get(pk=question_id)
    data = {**tally_of(question_id).as_data(), "ref": question.ref}
    # Its own ref: when a post's words are taken back from the stream's past, its tally stays told.
    publish(stream=question.stream, kind="tally", data=data, ref=f"question.{question_id}")
    return None


def tell_untold_tallies() -> int:
    """The net for a process that died between a ballot and its telling; how many tallies were told."""
    since = db_now() - NET
    newest = (
        Ballot.objects.filter(question=OuterRef("pk")).values("question").annotate(at=Max("changed_at")).values("at")
    )
    untold = (
        Question.objects.filter(ballots__changed_at__gte=since)
        .exclude(stream="")
        .annotate(newest=Subquery(newest))
        .filter(Q(tally_sent_at=None) | Q(tally_sent_at__lt=F("newest")))
        .distinct()
    )
    return sum(publish_tally(pk) is None for pk in untold.values_list("pk", flat=True))


coalesce.register(COALESCER, publish_tally)
