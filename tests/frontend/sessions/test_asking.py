"""A host asks everybody from the desk: at once on phones and in the hall, closed by a tap, and told in the minutes."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from gatherings.actions.hosting import begin_item, end_session
from gatherings.actions.naming import name_host
from gatherings.actions.polling import BY_THE_HOST, ask_everybody, close_asked
from gatherings.models import Session
from gatherings.selectors.minutes import write_minutes
from participation.polls.actions import vote_in_poll
from participation.polls.models import Poll
from participation.refusals import BadInput, Closed, NotAllowed, NotYetOpen
from tests.support import factories as make
from tests.support.api import client as api

pytestmark = pytest.mark.django_db
HX = {"hx-request": "true"}


def browser(user: Any = None) -> Client:
    made = Client(headers={"accept-language": "en"})
    if user is not None:
        made.force_login(user)
    return made


def text(answer: Any) -> str:
    return str(answer.content.decode())


def wall(session: Session) -> str:
    return text(browser().get(f"/sessions/{session.pk}/wall/"))


def test_one_tap_asks_everybody_and_another_closes(session: Session, host: Any) -> None:
    base, who = f"/sessions/{session.pk}/", browser(host)
    answer = who.post(f"{base}polls/", {"title": "Да?", "kind": "yesno", "minutes": ""})
    assert answer["Location"] == f"{base}host/#console-polls"
    poll = Poll.objects.get()
    assert poll.kind == "yesno" and poll.window.closes_at is None and poll.stream == session.scope
    person = browser(make.person())
    assert f'action="/polls/{poll.pk}/vote/"' in text(person.get(base))
    answer = person.post(f"/polls/{poll.pk}/vote/", {"choice": "yes", "back": base})
    assert answer["Location"] == f"{base}#poll-{poll.pk}", "one stays where one is"
    desk = text(who.get(f"{base}host/"))
    assert f"polls/{poll.pk}/close/" in desk and "Yes <b>1</b>" in desk
    who.post(f"{base}polls/{poll.pk}/close/")
    poll.refresh_from_db()
    assert poll.closed_at is not None and 'id="wall-poll-done"' in wall(session)
    assert "Yes: 1 vote" in write_minutes(session)
    begin_item(host=host, session_id=session.pk, item_id=session.items.get(position=2).pk)
    assert "Да?" not in wall(session), "the hall goes on when the room does"


def test_options_of_ones_own_for_some_minutes(session: Session, host: Any) -> None:
    base, who = f"/sessions/{session.pk}/", browser(host)
    sent = {"title": "Кой ден?", "kind": "options", "options": "Събота\nНеделя", "minutes": "5", "is_secret": "on"}
    answer = who.post(f"{base}polls/", sent, headers=HX)
    assert answer.status_code == 200 and 'data-into="asking"' in text(answer) and "Everybody is asked." in text(answer)
    poll = Poll.objects.get()
    assert poll.is_secret and [option.text for option in poll.options.all()] == ["Събота", "Неделя"]
    assert 290 < (poll.window.closes_at - make.db_now()).total_seconds() < 303  # type: ignore[operator]  # it has one
    for _again in range(3):  # of fewer only the turnout is ever told
        vote_in_poll(voter=make.person(), poll_id=poll.pk, marks={"1": 1})
    assert "100%" not in wall(session) and "3 people have voted" in wall(session)
    answer = who.post(f"{base}polls/{poll.pk}/close/", {"reason": "Гласуваха всички"}, headers=HX)
    assert answer.status_code == 200 and "100%" in wall(session)
    poll.refresh_from_db()
    assert poll.reason == "Гласуваха всички"


def test_a_host_closes_early_without_words_and_everybody_reads_who_did(session: Session, host: Any) -> None:
    poll = ask_everybody(host=host, session_id=session.pk, title="Да?", minutes=5)
    answer = browser(host).post(f"/sessions/{session.pk}/polls/{poll.pk}/close/", headers=HX)
    assert answer.status_code == 200 and "The poll is closed" in text(answer)
    poll.refresh_from_db()
    with translation.override("bg"):
        assert poll.reason == str(BY_THE_HOST) and poll.closed_at is not None
    untimed = ask_everybody(host=host, session_id=session.pk, title="Не?")
    assert close_asked(host=host, session_id=session.pk, poll_id=untimed.pk).reason == "", "none was announced"


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"title": "", "kind": "yesno"}, "Write the question."),
        ({"title": "Кога?", "kind": "options", "options": ""}, "Write the options"),
        ({"title": "Кога?", "kind": "options", "options": "1\n2\n3\n4\n5\n6\n7"}, "at most 6 options"),
    ],
)
def test_what_is_wrong_is_said_on_the_desk(session: Session, host: Any, sent: dict[str, str], words: str) -> None:
    path = f"/sessions/{session.pk}/polls/"
    whole, part = browser(host).post(path, sent), browser(host).post(path, sent, headers=HX)
    assert whole.status_code == part.status_code == 422 and not Poll.objects.exists()
    for page in (text(whole), text(part)):
        assert words in page and sent["title"] in page and sent.get("options", "") in page
    assert "Call the next" in text(whole), "it is the desk"


def test_who_asks_and_when(session: Session, host: Any) -> None:
    for stranger in (make.person(), make.official(make.place("BGS04", "Бургас", "Burgas"))):
        with pytest.raises(NotAllowed):
            ask_everybody(host=stranger, session_id=session.pk, title="Да?")
    poll = ask_everybody(host=make.moderator(session.municipality), session_id=session.pk, title="Да?")
    timed = ask_everybody(host=host, session_id=session.pk, title="Не?", minutes=5)
    with pytest.raises(BadInput):
        close_asked(host=host, session_id=make.gathering(by=host).pk, poll_id=poll.pk)
    with pytest.raises(NotYetOpen):
        ask_everybody(host=host, session_id=make.gathering(by=host, state="announced").pk, title="Да?")
    end_session(host=host, session_id=session.pk)
    poll.refresh_from_db()
    timed.refresh_from_db()
    assert poll.closed_at is not None, "what has no moment ends with the session"
    assert timed.closed_at is None, "what was announced is kept"
    with pytest.raises(Closed):
        ask_everybody(host=host, session_id=session.pk, title="Да?")


def test_a_phone_asks_for_the_new_one_alone(session: Session, host: Any) -> None:
    poll = ask_everybody(host=host, session_id=session.pk, title="Да?")
    path = f"/sessions/{session.pk}/polls/{poll.pk}/"
    part = text(browser(make.person()).get(path, headers=HX))
    assert 'data-into="polls" data-how="put"' in part and f'action="/polls/{poll.pk}/vote/"' in part
    assert browser().get(path)["Location"] == f"/sessions/{session.pk}/#poll-{poll.pk}"
    other = make.gathering(by=host)
    assert browser().get(f"/sessions/{other.pk}/polls/{poll.pk}/", headers=HX).status_code == 404


def test_programs_ask_by_the_same_rules(session: Session, host: Any) -> None:
    base = f"/api/v1/sessions/{session.pk}/polls/"
    made = api(host).post(base, {"title": "Кой ден?", "options": ["Събота", "Неделя"], "minutes": 2})
    assert made.status_code == 201 and made.json()["kind"] == "single" and made.json()["state"] == "open"
    asked = api(host).post(base, {"title": "Да?", "client_key": "k1"})
    assert asked.json()["kind"] == "yesno" and asked.json()["closes_at"] is None
    assert api(host).post(base, {"title": "Да?", "client_key": "k1"}).json()["id"] == asked.json()["id"]
    assert [one["title"] for one in api().get(base).json()] == ["Кой ден?", "Да?"]
    assert api(host).post(f"{base}{made.json()['id']}/close/", {}).json()["state"] == "closed"
    assert api(host).post(f"{base}{asked.json()['id']}/close/", {}).json()["state"] == "closed"
    assert api(make.person()).post(base, {"title": "Да?"}).status_code == 403


WAYS = ("desk", "desk at once", "its own page", "program at the desk", "program")


def close_by(way: str, who: Any, session: Session, poll: Poll) -> int:
    """The answer's status."""
    at_desk, alone = f"/sessions/{session.pk}/polls/{poll.pk}/close/", f"/polls/{poll.pk}/close/"
    sent = {"reason": "Всички гласуваха"} if poll.window.closes_at else {}
    if way.startswith("program"):
        return int(api(who).post(f"/api/v1{at_desk if way == 'program at the desk' else alone}", sent).status_code)
    headers = HX if way == "desk at once" else {}
    return int(browser(who).post(alone if way == "its own page" else at_desk, sent, headers=headers).status_code)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("minutes", [None, 5])
def test_any_host_closes_what_another_has_asked(session: Session, host: Any, way: str, minutes: int | None) -> None:
    """Whoever was named, and whoever runs sessions there, wherever they are when it is time."""
    place = session.municipality
    asks, closes = (make.representative(make.organisation(place, f"Читалище {n}")) for n in (1, 2))
    for named in (asks, closes):
        name_host(by=host, session_id=session.pk, person_id=named.pk)
    elsewhere = make.official(make.place("BGS04", "Бургас", "Burgas"))
    for closing in (closes, host, make.moderator(place), make.official(place)):
        poll = ask_everybody(host=asks, session_id=session.pk, title="Да?", minutes=minutes)
        for stranger in (make.person(), elsewhere):
            close_by(way, stranger, session, poll)
            assert not Poll.objects.get(pk=poll.pk).closed_at
        if way == "its own page":
            assert f'href="/polls/{poll.pk}/close/"' in text(browser(closing).get(f"/polls/{poll.pk}/"))
        if way.startswith("desk"):
            assert f"polls/{poll.pk}/close/" in text(browser(closing).get(f"/sessions/{session.pk}/host/"))
        assert close_by(way, closing, session, poll) < 400
        assert Poll.objects.get(pk=poll.pk).closed_at
