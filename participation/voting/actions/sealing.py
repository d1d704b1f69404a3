"""Closing: the window is taken alone, the tallies are counted from the ballots and sealed."""

from __future__ import annotations

import hashlib
import json
import logging

from django.db import transaction
from django.db.models import Count

from participation.database import db_now
from participation.record.actions import record

from ..folding import Groups, naming, publishable, withheld
from ..models import Ballot, Question, TallyRow, Window

log = logging.getLogger("megdan.voting")


@transaction.atomic
def seal_window(window_id: int, *, ref: str = "", fewest: int = 0) -> bool:
    """Once the closing moment has passed: count, seal, keep a digest. False if it is not due or was sealed before.

    ``ref``: what it was all about, where that is one thing; the act in the record names it. ``fewest``: where fewer
    voted in a poll, only how many is published.
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
    _seal(questions, counted, fewest)
    Question.objects.bulk_update(questions, ["sealed"], batch_size=500)
    window.digest = digest_of(questions)
    window.sealed_at = now
    window.save(update_fields=["digest", "sealed_at"])
    record(
        kind="window.sealed",
        scope=window.scope,
        role="system",
        municipality_id=window.municipality_id,
        ref=ref,
        data={"digest": window.digest, "ballots": _ballots(questions, counted), "questions": len(questions)},
        at=now,
    )
    return True


def _seal(questions: list[Question], counted: dict[int, Groups], fewest: int) -> None:
    """What is published of each question stands in it."""
    poll = next((question for question in questions if question.kind == Question.Kind.POLL), None)
    kinds = naming(counted.get(poll.pk, {})) if poll else {}
    for question in questions:
        groups = counted.get(question.pk, {})
        # Options are told apart by the kinds of all who voted in the poll: naming none of them is a choice as well.
        is_option = question.kind == Question.Kind.OPTION
        question.sealed = publishable(groups, kinds if is_option else None)
    voted = sum(sum(row.values()) for row in counted.get(poll.pk, {}).values()) if poll else 0
    if poll is not None and 0 < voted < fewest:
        for question in questions:
            question.sealed = withheld(voted if question.pk == poll.pk else 0)


def seal_due_windows(limit: int = 20) -> int:
    """Seal every window whose moment has passed; how many were sealed."""
    due = Window.objects.filter(sealed_at=None, closes_at__lte=db_now()).order_by("closes_at")
    return sum(seal_window(pk) for pk in due.values_list("pk", flat=True)[:limit])


def digest_of(questions: list[Question]) -> str:
    """SHA-256 over the sealed tallies exactly as they are published, by id, as canonical JSON.

    ``[{"counts", "groups", "question", "ref", "total"}, …]``, keys sorted, no spaces, UTF-8: `tallies` of the export.
    """
    by_id = sorted(questions, key=lambda question: question.pk)
    rows = [{"question": question.pk, "ref": question.ref, **(question.sealed or {})} for question in by_id]
    text = json.dumps(rows, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _ballots(questions: list[Question], counted: dict[int, Groups]) -> int:
    """How many ballots there were, but none on options whose numbers are not published."""
    told = (question.sealed or {} for question in questions)
    if any(sealed.get("total") and not sealed["counts"] for sealed in told):
        return sum((question.sealed or {}).get("total", 0) for question in questions)
    return sum(n for groups in counted.values() for row in groups.values() for n in row.values())


def _count(window: Window) -> dict[int, Groups]:
    rows = (
        Ballot.objects.filter(question__window=window)
        .values_list("question_id", "group", "choice")
        .annotate(n=Count("id"))
        .order_by()
    )
    counted: dict[int, Groups] = {}
    for question_id, group, choice, n in rows:
        counted.setdefault(question_id, {}).setdefault(group, {})[choice] = n
    return counted


def _correct_drift(window: Window, counted: dict[int, Groups]) -> None:
    """The ballots are the truth. A tally row that disagrees, is missing or is too many is a defect: it is put right and
    reported loudly.
    """
    shown = {
        (row.question_id, row.group, row.choice): row.n for row in TallyRow.objects.filter(question__window=window)
    }
    truth = {
        (question_id, group, choice): n
        for question_id, groups in counted.items()
        for group, row in groups.items()
        for choice, n in row.items()
    }
    for key in sorted(shown.keys() | truth.keys()):
        question_id, group, choice = key
        n = truth.get(key, 0)
        if shown.get(key, 0) != n:
            log.error("tally drift", extra={"question": question_id, "shown": shown.get(key), "ballots": n})
            TallyRow.objects.update_or_create(question_id=question_id, group=group, choice=choice, defaults={"n": n})
