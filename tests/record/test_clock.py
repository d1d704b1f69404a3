"""What decides and orders goes by the database's clock, days by the municipality's: never by a web process's."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from participation.database import db_now
from participation.record import subscribers
from participation.record.actions import record
from participation.record.models import Outbox
from participation.record.worker import claim_due
from participation.refusals import BadInput
from proposals.actions import adopting
from tests.support import factories as make

pytestmark = pytest.mark.django_db
LATE_EVENING = datetime(2026, 11, 22, 22, 30, tzinfo=UTC)  # in Sofia it is the 23rd already


def test_an_act_and_its_reactions_have_the_databases_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    for register in ("_by_kind", "_by_name"):
        monkeypatch.setattr(subscribers, register, dict(getattr(subscribers, register)))
    subscribers.on("clock.asked")(_nothing)
    monkeypatch.setattr(timezone, "now", lambda: datetime(2031, 1, 1, tzinfo=UTC))  # this process is years ahead
    act = record(kind="clock.asked", scope="x.1")
    reaction = Outbox.objects.get(act=act)
    assert abs(db_now() - act.at) < timedelta(minutes=1)
    assert reaction.due_at == act.at
    assert claim_due() == reaction


def _nothing(act: Any) -> None:
    """A reaction."""


@pytest.mark.parametrize(
    ("zone", "today"), [("Europe/Sofia", date(2026, 11, 23)), ("Europe/Lisbon", date(2026, 11, 22))]
)
def test_a_decision_is_dated_by_the_municipalitys_day(monkeypatch: pytest.MonkeyPatch, zone: str, today: date) -> None:
    what = make.consultation(make.place(timezone=zone))
    what.stage, what.answered_at = "answered", LATE_EVENING - timedelta(days=3)
    what.save(update_fields=["stage", "answered_at"])
    monkeypatch.setattr(adopting, "db_now", lambda: LATE_EVENING)
    assert adopting.today_in(what) == today
    official = make.official(what.municipality)
    values = {"official": official, "consultation_id": what.pk, "decision_number": "№ 1"}
    with pytest.raises(BadInput):
        adopting.record_adoption(**values, adopted_on=today + timedelta(days=1))
    assert adopting.record_adoption(**values, adopted_on=today).adopted_on == today
