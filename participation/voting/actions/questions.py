"""Opening windows and questions; closing a question whose subject is gone."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from participation.database import execute, insert

from ..models import Question, Window

STANCES = ["support", "unsure", "oppose"]
REACTIONS = ["agree", "thanks", "interesting", "doubt"]
CHOICES = {
    Question.Kind.STANCE: STANCES,
    Question.Kind.SUPPORT: ["support"],
    Question.Kind.REACTION: REACTIONS,
}


def open_window(
    *, municipality_id: int | None, scope: str = "", opens_at: datetime | None = None, closes_at: datetime | None = None
) -> Window:
    """A window of time; without an opening it accepts nothing yet."""
    return Window.objects.create(municipality_id=municipality_id, scope=scope, opens_at=opens_at, closes_at=closes_at)


def open_question(
    *, window_id: int, kind: str, stream: str = "", ref: str = "", choices: list[str] | None = None
) -> Question:
    """A question of a kind ("stance", "support" or "reaction") in a window, its tally told on ``stream``.

    Of a poll and its options the ``choices`` are said, and the tally is the poll's to tell.
    """
    known = CHOICES[Question.Kind(kind)] if choices is None else choices
    question = Question(window_id=window_id, kind=kind, choices=known, stream=stream, ref=ref)
    insert(question)
    return question


def open_questions(*, window_id: int, kind: str, stream: str, refs: list[str]) -> list[Question]:
    """Many questions at once, in the order of ``refs``."""
    choices = CHOICES[Question.Kind(kind)]
    return Question.objects.bulk_create(
        [Question(window_id=window_id, kind=kind, choices=choices, stream=stream, ref=ref) for ref in refs]
    )


def name_question(question: Question, *, ref: str) -> None:
    """What the question is about, once that has a number of its own."""
    question.ref = ref
    execute(f"UPDATE {Question._meta.db_table} SET ref = %s WHERE id = %s", [ref, question.pk])  # noqa: S608  # names only


def close_questions(question_ids: Iterable[int], *, is_open: bool = False) -> None:
    """The same as close_question for many at once."""
    Question.objects.filter(pk__in=list(question_ids)).update(is_open=is_open)


def close_question(question_id: int, *, is_open: bool = False) -> None:
    """No more ballots on this question (or, with ``is_open``, again); those cast stay counted."""
    Question.objects.filter(pk=question_id).update(is_open=is_open)
