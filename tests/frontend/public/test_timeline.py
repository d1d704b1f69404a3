"""The steps of a consultation as its time line shows them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import translation

from frontend.consultations.timeline import Step, steps
from participation.database import db_now
from proposals.actions.publishing import withdraw_consultation
from proposals.models import Consultation
from proposals.selectors.consultations import get_consultation
from tests.support import factories as make

pytestmark = pytest.mark.django_db


def drawn(found: Consultation) -> list[Step]:
    with translation.override("en"):
        return [Step(str(step.title), str(step.when), step.mark) for step in steps(get_consultation(found.pk))]


def shown(found: Consultation) -> list[tuple[str, str]]:
    return [(str(step.title), step.mark) for step in drawn(found)]


def test_an_open_one_has_what_comes_before_it() -> None:
    assert shown(make.consultation()) == [
        ("Draft published", "done"), ("Consultation", "now"), ("Answers", "todo"), ("Decision", "todo"),
    ]  # fmt: skip


def test_a_withdrawn_one_has_no_step_that_never_came() -> None:
    found = make.consultation()
    official = make.official(found.municipality)
    withdraw_consultation(official=official, consultation_id=found.pk, reason="Ще има нов проект.")
    assert shown(found) == [("Draft published", "done"), ("Consultation", "done"), ("Withdrawn", "now")]
    when = [step.when for step in drawn(found)]
    assert when[1].startswith("opened ") and when[2]


def test_one_withdrawn_before_it_opened_was_never_open() -> None:
    found = make.consultation(opens_at=db_now() + timedelta(days=2), closes_at=db_now() + timedelta(days=40))
    official = make.official(found.municipality)
    withdraw_consultation(official=official, consultation_id=found.pk, reason="Ще има нов проект.")
    assert shown(found) == [("Draft published", "done"), ("Withdrawn", "now")]
