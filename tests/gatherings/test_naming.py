"""Somebody who speaks for an organisation hosts one session: with a host's rights there, and nowhere else."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from gatherings.actions.hosting import begin_session, call_turn, end_session
from gatherings.actions.minutes import publish_minutes, save_minutes
from gatherings.actions.naming import name_host, remove_host
from gatherings.actions.taking_part import raise_hand
from gatherings.models import Session, SessionHost
from gatherings.policies import may_host
from participation.accounts.actions import erase_account
from participation.accounts.personal_data import export_all
from participation.notifications.models import Notification
from participation.places.actions import suspend
from participation.polls.actions import close_poll, create_poll
from participation.polls.actions.plans import Plan
from participation.record.models import Act
from participation.refusals import BadInput, Closed, NotAllowed
from tests.support import factories as make
from tests.support.api import client as api

pytestmark = pytest.mark.django_db


@pytest.fixture
def official() -> Any:
    return make.official(make.place())


@pytest.fixture
def session(official: Any) -> Session:
    return make.gathering(by=official, state="announced")


@pytest.fixture
def speaker(session: Session) -> Any:
    return make.representative(make.organisation(session.municipality))


def test_a_named_host_hosts_this_session_alone(session: Session, official: Any, speaker: Any) -> None:
    other = make.gathering(by=official, state="announced")
    with pytest.raises(NotAllowed):
        begin_session(host=speaker, session_id=session.pk)
    name_host(by=official, session_id=session.pk, person_id=speaker.pk)
    name_host(by=official, session_id=session.pk, person_id=speaker.pk)
    assert SessionHost.objects.count() == 1
    begin_session(host=speaker, session_id=session.pk)
    raise_hand(person=make.person(), session_id=session.pk)
    call_turn(host=speaker, session_id=session.pk)
    end_session(host=speaker, session_id=session.pk)
    save_minutes(host=speaker, session_id=session.pk, text="# Протокол")
    with pytest.raises(NotAllowed):
        publish_minutes(official=speaker, session_id=session.pk, text="# Протокол")
    for act_on in (
        lambda: begin_session(host=speaker, session_id=other.pk),
        lambda: name_host(by=speaker, session_id=session.pk, person_id=speaker.pk),
    ):
        with pytest.raises(NotAllowed):
            act_on()
    told = Notification.objects.get(user=speaker, kind="session.host_named")
    assert told.url == f"/sessions/{session.pk}/host/"
    act = Act.objects.get(kind="session.host_named")
    assert act.is_public and speaker.display_name not in str(act.data)


def test_they_hold_and_run_its_polls(session: Session, official: Any, speaker: Any) -> None:
    plan = Plan(title="Да?", kind="yesno", is_secret=True, closes_at=timezone.now() + timedelta(minutes=5))
    with pytest.raises(NotAllowed):
        create_poll(host=speaker, plan=plan, about=session.scope)
    name_host(by=official, session_id=session.pk, person_id=speaker.pk)
    own = create_poll(host=speaker, plan=plan, about=session.scope)
    theirs = create_poll(host=official, plan=plan, about=session.scope)
    waiting = create_poll(host=official, plan=plan, about=session.scope, is_open=False)
    elsewhere = make.poll(session.municipality)
    rows = {row["id"]: row["may_run"] for row in api(speaker).get("/api/v1/polls/").body["results"]}
    assert rows == {own.pk: True, theirs.pk: True, waiting.pk: True, elsewhere.pk: False}
    assert waiting.pk not in [row["id"] for row in api(make.person()).get("/api/v1/polls/").body["results"]]
    close_poll(host=speaker, poll_id=theirs.pk, reason="Готово")
    with pytest.raises(NotAllowed):
        close_poll(host=speaker, poll_id=elsewhere.pk, reason="Готово")


def test_who_can_be_named(session: Session, official: Any, speaker: Any) -> None:
    pending = make.organisation(session.municipality, "Ново сдружение", state="pending")
    elsewhere = make.organisation(make.place("BGS04", "Бургас", "Burgas"), "Чуждо")
    for person in (make.person(), make.representative(pending), make.representative(elsewhere)):
        with pytest.raises(BadInput) as refusal:
            name_host(by=official, session_id=session.pk, person_id=person.pk)
        assert refusal.value.field == "person"
    stranger = make.official(make.place("BGS04", "Бургас", "Burgas"), "Чужд Служител")
    for by in (stranger, speaker, make.person()):
        with pytest.raises(NotAllowed):
            name_host(by=by, session_id=session.pk, person_id=speaker.pk)
    name_host(by=make.moderator(session.municipality), session_id=session.pk, person_id=speaker.pk)
    over = make.gathering(by=official, state="published")
    with pytest.raises(Closed):
        name_host(by=official, session_id=over.pk, person_id=speaker.pk)


def test_it_ends_by_taking_back_giving_up_suspension_and_erasure(session: Session, official: Any, speaker: Any) -> None:
    name_host(by=official, session_id=session.pk, person_id=speaker.pk)
    assert remove_host(by=official, session_id=session.pk, person_id=speaker.pk) and not may_host(speaker, session)
    assert not remove_host(by=official, session_id=session.pk, person_id=speaker.pk)
    name_host(by=official, session_id=session.pk, person_id=speaker.pk)
    with pytest.raises(NotAllowed):
        remove_host(by=make.person(), session_id=session.pk, person_id=speaker.pk)
    assert remove_host(by=speaker, session_id=session.pk, person_id=speaker.pk)
    name_host(by=official, session_id=session.pk, person_id=speaker.pk)
    suspend(user_id=speaker.pk, municipality_id=session.municipality_id, until=timezone.now() + timedelta(days=1))
    speaker.refresh_from_db()
    assert not may_host(speaker, session)
    assert "Форум за бюджета" in str(export_all(speaker)["sessions"]["hosted"])
    erase_account(user=speaker)
    assert not SessionHost.objects.exists()


def test_on_the_site(session: Session, official: Any, speaker: Any) -> None:
    client, path = Client(headers={"accept-language": "en"}), f"/sessions/{session.pk}/hosts/"
    client.force_login(official)
    page = client.get(path).content.decode()
    assert speaker.display_name in page and "Читалище „Съгласие“" in page
    wrong = client.post(path, {"person": str(make.person("Друг Човек").pk)})
    assert wrong.status_code == 422 and "Choose somebody of the list" in wrong.content.decode()
    answer = client.post(path, {"person": str(speaker.pk)}, follow=True).content.decode()
    assert "hosts this session now" in answer
    theirs = Client(headers={"accept-language": "en"})
    theirs.force_login(speaker)
    shown = theirs.get(path).content.decode()
    assert "I no longer host it" in shown and 'name="person"' not in shown
    assert theirs.get(f"/sessions/{session.pk}/host/").status_code == 200
    assert "Host it" in theirs.get(f"/sessions/{session.pk}/").content.decode()
    assert theirs.post(f"{path}{speaker.pk}/remove/").status_code == 302
    assert theirs.get(f"/sessions/{session.pk}/host/").status_code == 403
