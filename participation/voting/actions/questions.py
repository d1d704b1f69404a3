"""Opening windows and questions; closing a question whose subject is gone."""

from __future__ import annotations

from datetime import datetime

from ..models import Question, Window

STANCES = ["support", "unsure", "oppose"]
CHOICES = {Question.Kind.STANCE: STANCES, Question.Kind.SUPPORT: ["support"]}


def open_window(
    *, municipality_id: int | None, scope: str = "", opens_at: datetime | None = None, closes_at: datetime | None = None
) -> Window:
    """A window of time; without an opening it accepts nothing yet."""
    return Window.objects.create(municipality_id=municipality_id, scope=scope, opens_at=opens_at, closes_at=closes_at)


def open_question(*, window_id: int, kind: str, stream: str = "", ref: str = "") -> Question:
    """A question of a kind ("stance" or "support") in a window, its tally told on ``stream``."""
    return Question.objects.create(
        window_id=window_id, kind=kind, choices=CHOICES[Question.Kind(kind)], stream=stream, ref=ref
    )


def open_questions(*, window_id: int, kind: str, stream: str, refs: list[str]) -> list[Question]:
    """Many questions at once, in the order of ``refs``."""
    choices = CHOICES[Question.Kind(kind)]
    return Question.objects.bulk_create(
        [Question(window_id=window_id, kind=kind, choices=choices, stream=stream, ref=ref) for ref in refs]
    )


def close_question(question_id: int, *, is_open: bool = False) -> None:
    """No more ballots on this question (or, with ``is_open``, again); those cast stay counted."""
    Question.objects.filter(pk=question_id).update(is_open=is_open)
