"""Closing: counted from the ballots, sealed once, with a digest that anybody can compute again."""

from __future__ import annotations

import hashlib
import json

import pytest

from participation.record.models import Act
from participation.voting.actions import cast_ballot, seal_due_windows, seal_window
from participation.voting.models import Question, TallyRow, Window
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
    assert first.sealed == {"citizen": {"support": 1, "oppose": 1}}
    assert Question.objects.get(pk=second.pk).sealed == {}
    rows = [[q.pk, q.ref, q.sealed] for q in Question.objects.order_by("pk")]
    text = json.dumps(rows, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    window = Window.objects.get(pk=consultation.window_id)
    assert window.digest == hashlib.sha256(text.encode()).hexdigest()
    assert Act.objects.get(kind="window.sealed").data["ballots"] == 2


def test_drift_is_put_right_and_reported(caplog: pytest.LogCaptureFixture) -> None:
    consultation = make.consultation()
    question = make.clauses(consultation)[0].question
    cast_ballot(voter=make.person(), question_id=question.pk, choice="support")
    TallyRow.objects.update(n=7)
    make.close(consultation)
    with caplog.at_level("ERROR", logger="megdan.voting"):
        seal_window(consultation.window_id)
    assert "tally drift" in caplog.text
    assert TallyRow.objects.get().n == 1
