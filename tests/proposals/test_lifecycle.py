"""States follow the database's clock; openings, reminders and closings are recorded once each."""

from __future__ import annotations

from datetime import timedelta

import pytest

from participation.database import db_now
from participation.record.models import Act
from participation.voting.models import Window
from proposals.actions import lifecycle
from proposals.models import Consultation
from proposals.selectors.consultations import get_consultation, list_consultations
from proposals.selectors.states import state_at
from proposals.streams import may_listen
from tests.support import factories as make

pytestmark = pytest.mark.django_db


def state(consultation: Consultation, viewer: object = None) -> str | None:
    found = get_consultation(consultation.pk, viewer=viewer)
    return found.state if found else None  # type: ignore[attr-defined]  # annotated by the selector


@pytest.mark.parametrize(("opens", "closes", "wanted"), [(1, 5, "announced"), (-1, 5, "open"), (-5, -1, "closed")])
def test_the_clock_makes_the_state(opens: int, closes: int, wanted: str) -> None:
    now = db_now()
    made = make.consultation(opens_at=now + timedelta(days=opens), closes_at=now + timedelta(days=closes))
    assert state(made) == wanted
    assert state_at(made, now) == wanted
    assert [c.pk for c in list_consultations(states=[wanted])] == [made.pk]


def test_a_draft_is_known_to_its_officials_alone() -> None:
    municipality = make.place()
    made = make.draft(municipality)
    mine, elsewhere = make.official(municipality), make.official(make.place("VID09", "Видин", "Vidin"))
    assert state(made, mine) == "preparing"
    for other in (None, elsewhere, make.person(), make.moderator(municipality)):
        assert state(made, other) is None
        assert not may_listen(other.pk if other else None, made.scope)
    assert may_listen(mine.pk, made.scope)
    assert not list_consultations(viewer=elsewhere, with_drafts=True).exists()


def test_closing_seals_and_is_told_once() -> None:
    made = make.consultation()
    assert lifecycle.close_due() == 0
    make.close(made)
    assert lifecycle.close_due() == 1
    assert lifecycle.close_due() == 0
    assert Act.objects.filter(kind="consultation.closed", scope=made.scope).count() == 1
    assert Window.objects.get(pk=made.window_id).sealed_at is not None
    assert state(made) == "closed"


def test_opening_and_reminder_are_told_once() -> None:
    now = db_now()
    made = make.consultation(opens_at=now - timedelta(days=20), closes_at=now + timedelta(days=2))
    assert [lifecycle.tell_openings(), lifecycle.tell_openings()] == [1, 0]
    assert [lifecycle.tell_reminders(), lifecycle.tell_reminders()] == [1, 0]
    assert Act.objects.filter(kind="consultation.closing_soon", scope=made.scope).exists()


def test_no_reminder_while_there_is_time() -> None:
    make.consultation(opens_at=db_now() - timedelta(days=2), closes_at=db_now() + timedelta(days=4))
    assert lifecycle.tell_reminders() == 0
