"""Closing: the window is taken alone, the tallies are counted from the ballots and sealed."""

from __future__ import annotations

import hashlib
import json
import logging

from django.db import transaction
from django.db.models import Count

from participation.database import db_now
from participation.record.actions import record

from ..models import Ballot, Question, TallyRow, Window

log = logging.getLogger("megdan.voting")
Counts = dict[str, dict[str, int]]  # {group: {choice: n}}


@transaction.atomic
def seal_window(window_id: int) -> bool:
    """Once the closing moment has passed: count, seal, keep a digest. False if it is not due or was sealed before.

    The exclusive lock waits for acts under way (they share the row); after it nothing is accepted any more.
    """
    window = Window.objects.select_for_update().get(pk=window_id)
    now = db_now()
    ended = window.stopped_at or window.closes_at
    if window.sealed_at is not None or ended is None or ended > now:
        return False
    counted = _count(window)
    _correct_drift(window, counted)
    questions = list(window.questions.order_by("id"))
    for question in questions:
        question.sealed = counted.get(question.pk, {})
    Question.objects.bulk_update(questions, ["sealed"], batch_size=500)
    window.digest = digest_of(questions)
    window.sealed_at = now
    window.save(update_fields=["digest", "sealed_at"])
    ballots = sum(n for groups in counted.values() for row in groups.values() for n in row.values())
    record(
        kind="window.sealed",
        scope=window.scope,
        role="system",
        municipality_id=window.municipality_id,
        data={"digest": window.digest, "ballots": ballots, "questions": len(questions)},
        at=now,
    )
    return True


def seal_due_windows(limit: int = 20) -> int:
    """Seal every window whose moment has passed; how many were sealed."""
    due = Window.objects.filter(sealed_at=None, closes_at__lte=db_now()).order_by("closes_at")
    return sum(seal_window(pk) for pk in due.values_list("pk", flat=True)[:limit])


def digest_of(questions: list[Question]) -> str:
    """SHA-256 over the sealed tallies as canonical JSON ``[[question id, ref, {group: {choice: n}}], …]`` by id."""
    rows = [[question.pk, question.ref, question.sealed] for question in sorted(questions, key=lambda q: q.pk)]
    text = json.dumps(rows, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _count(window: Window) -> dict[int, Counts]:
    rows = (
        Ballot.objects.filter(question__window=window)
        .values_list("question_id", "group", "choice")
        .annotate(n=Count("id"))
        .order_by()
    )
    counted: dict[int, Counts] = {}
    for question_id, group, choice, n in rows:
        counted.setdefault(question_id, {}).setdefault(group, {})[choice] = n
    return counted


def _correct_drift(window: Window, counted: dict[int, Counts]) -> None:
    """The ballots are the truth. A tally row that disagrees is a defect: it is put right and reported loudly."""
    for row in TallyRow.objects.filter(question__window=window):
        truth = counted.get(row.question_id, {}).get(row.group, {}).get(row.choice, 0)
        if row.n != truth:
            log.error("tally drift", extra={"question": row.question_id, "shown": row.n, "ballots": truth})
            TallyRow.objects.filter(pk=row.pk).update(n=truth)
