"""Two hosts and two hands at once, on real PostgreSQL."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from gatherings.actions import hosting, taking_part
from gatherings.models import Session, Turn
from gatherings.selectors.floor import get_speaking
from participation.database import db_now
from participation.refusals import Closed, Stale
from tests.races.test_ballots import together
from tests.support import factories as make

pytestmark = [pytest.mark.alone, pytest.mark.django_db(transaction=True), pytest.mark.postgres]
HOSTS = 6


@pytest.fixture(autouse=True)
def _only_postgres() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("races need PostgreSQL (Debian package postgresql)")


def naive_call(session: Session) -> None:
    """What others do: look who speaks, then give the floor. The control that shows the race is real."""
    with transaction.atomic():
        if get_speaking(session) is None:
            turn = session.turns.filter(called_at=None).order_by("?")[0]
            Turn.objects.filter(pk=turn.pk).update(called_at=db_now())


def test_control_looking_then_calling_meets_the_constraint() -> None:
    for _round in range(10):
        session = make.gathering()
        host = session.created_by
        for n in range(HOSTS):
            hosting.enter_guest(host=host, session_id=session.pk, name=f"Гост {n}")  # type: ignore[arg-type]  # its factory made one
        done = together([lambda session=session: naive_call(session) for _n in range(HOSTS)], HOSTS)
        if any(isinstance(one, IntegrityError) for one in done):
            return
    pytest.fail("the control did not show the race")


def test_hosts_who_call_at_once_call_one() -> None:
    session = make.gathering()
    hosts = [make.moderator(session.municipality, f"Водещ {n}") for n in range(HOSTS)]
    for n in range(HOSTS):
        hosting.enter_guest(host=hosts[0], session_id=session.pk, name=f"Гост {n}")
    done = together(
        [lambda host=host: hosting.call_turn(host=host, session_id=session.pk, seen=0) for host in hosts], HOSTS
    )
    assert sum(isinstance(one, Turn) for one in done) == 1, done
    assert sum(isinstance(one, Stale) for one in done) == HOSTS - 1
    assert session.turns.filter(called_at__isnull=False).count() == 1


def test_one_person_pressing_many_times_waits_once() -> None:
    session, maria = make.gathering(), make.person("Мария")
    done = together([lambda: taking_part.raise_hand(person=maria, session_id=session.pk) for _n in range(8)])
    assert {one.pk for one in done} == {Turn.objects.get(user=maria).pk}, done


def test_nothing_is_asked_behind_the_end() -> None:
    session = make.gathering()
    host: Any = session.created_by
    people = [make.person(f"Човек {n}") for n in range(6)]
    asks = [
        lambda person=person: taking_part.ask_question(author=person, session_id=session.pk, body="Кога?")
        for person in people
    ]
    done = together([*asks[:3], lambda: hosting.end_session(host=host, session_id=session.pk), *asks[3:]], 7)
    session.refresh_from_db()
    assert session.ended_at is not None
    asked = [one for one in done if hasattr(one, "created_at") and not isinstance(one, Session)]
    assert len(asked) + sum(isinstance(one, Closed) for one in done) == 6, done
    assert all(one.created_at <= session.ended_at for one in asked)
