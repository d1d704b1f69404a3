"""Closing: counted from the ballots, sealed once, with a digest that anybody can compute again."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import pytest

from participation.record.models import Act
from participation.voting.actions import cast_ballot, seal_due_windows, seal_window
from participation.voting.models import Question, TallyRow, Window
from participation.voting.selectors import recount, tally_of
from tests.support import factories as make

pytestmark = pytest.mark.django_db


def test_not_before_its_moment() -> None:
    consultation = make.consultation()
    assert seal_window(consultation.window_id) is False
    assert Window.objects.get(pk=consultation.window_id).sealed_at is None


def test_sealed_once_with_a_digest() -> None:
    consultation = make.consultation()
    first, second = (clause.question for clause in make.clauses(consultation))
    cast_ballot(voter=make.person(), question_id=first.pk, choice="support")
    cast_ballot(voter=make.person(), question_id=first.pk, choice="oppose")
    make.close(consultation)
    assert seal_due_windows() == 1
    assert seal_due_windows() == 0
    first.refresh_from_db()
    assert first.sealed == {"counts": {"support": 1, "oppose": 1}, "total": 2, "groups": {}}
    assert Question.objects.get(pk=second.pk).sealed == {"counts": {}, "total": 0, "groups": {}}
    rows = [{"question": q.pk, "ref": q.ref, **q.sealed} for q in Question.objects.order_by("pk")]
    text = json.dumps(rows, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    window = Window.objects.get(pk=consultation.window_id)
    assert window.digest == hashlib.sha256(text.encode()).hexdigest()
    assert Act.objects.get(kind="window.sealed").data["ballots"] == 2


def drifting(change: Any) -> Question:
    """A question with two ballots whose tally rows were then changed, sealed."""
    consultation = make.consultation()
    question = make.clauses(consultation)[0].question
    for choice in ("support", "oppose"):
        cast_ballot(voter=make.person(), question_id=question.pk, choice=choice)
    change(TallyRow.objects.filter(question=question))
    make.close(consultation)
    assert seal_window(consultation.window_id)
    return question


@pytest.mark.parametrize(
    "change",
    [
        lambda rows: rows.update(n=7),
        lambda rows: rows.filter(choice="oppose").delete(),
        lambda rows: rows.all().delete(),
        lambda rows: TallyRow.objects.create(question=rows[0].question, group="ngo", choice="unsure", n=3),
    ],
    ids=["too many", "one row missing", "no row at all", "a row without ballots"],
)
def test_drift_is_put_right_and_reported(change: Any, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("ERROR", logger="megdan.voting"):
        question = drifting(change)
    assert "tally drift" in caplog.text
    left = TallyRow.objects.filter(n__gt=0).values_list("question", "group", "choice", "n")
    assert set(left) == {(question.pk, "citizen", "support", 1), (question.pk, "citizen", "oppose", 1)}
    assert tally_of(question.pk).counts == recount(question.pk).counts == {"support": 1, "oppose": 1}


def test_where_nothing_drifted_nothing_is_reported(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("ERROR", logger="megdan.voting"):
        drifting(lambda rows: None)
    assert caplog.text == ""
