"""The pages of public forums: what stands on them for whom, with and without scripts."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from forums.actions import hide_post
from frontend.live import render
from gatherings.actions import hosting, taking_part
from gatherings.models import Session, Turn
from gatherings.selectors.floor import board_of
from participation.live.models import Event
from participation.moderation.actions import decide, report_thing
from tests.support import factories as make

pytestmark = pytest.mark.django_db
TRAP = "<script>alert(1)</script>"


@pytest.fixture
def session(host: Any) -> Session:
    return make.gathering(by=host, title=f"Форум {TRAP}")


def browser(user: Any = None) -> Client:
    made = Client(headers={"accept-language": "en"})
    if user is not None:
        made.force_login(user)
    return made


def text(answer: Any) -> str:
    return str(answer.content.decode())


def test_nothing_people_typed_is_code(session: Session, host: Any) -> None:
    author = make.person(TRAP)
    taking_part.raise_hand(person=author, session_id=session.pk, named=True)
    post = taking_part.ask_question(author=author, session_id=session.pk, body=TRAP)
    hosting.enter_guest(host=host, session_id=session.pk, name=TRAP)
    turn = hosting.call_turn(host=host, session_id=session.pk)
    hosting.end_turn(host=host, session_id=session.pk, turn_id=turn.pk, gist=TRAP)
    hosting.answer_question(host=host, session_id=session.pk, post_id=post.pk, text=TRAP)
    who = browser(host)
    for page in ("", "host/", "wall/", f"questions/{post.pk}/answer/", f"turns/{turn.pk}/gist/"):
        drawn = text(who.get(f"/sessions/{session.pk}/{page}"))
        assert "alert(1)" in drawn and TRAP not in drawn, page
    hosting.end_session(host=host, session_id=session.pk)
    assert TRAP not in text(who.get(f"/sessions/{session.pk}/minutes/edit/"))
    assert TRAP not in text(who.get("/sessions/"))
    for event in Event.objects.filter(stream__name=session.scope):
        assert TRAP not in (render(session.scope, event.kind, event.data, "en") or "")


def test_fragments_ask_the_database_nothing_and_hold_no_token(
    session: Session, host: Any, django_assert_num_queries: Any
) -> None:
    person = make.person("Мария")
    taking_part.raise_hand(person=person, session_id=session.pk, named=True)
    post = taking_part.ask_question(author=person, session_id=session.pk, body="Кога?")
    hosting.answer_question(host=host, session_id=session.pk, post_id=post.pk, text="Утре.")
    hosting.call_turn(host=host, session_id=session.pk)
    events = list(Event.objects.filter(stream__name=session.scope))
    assert {event.kind for event in events} >= {"turn.raised", "comment.created", "turn.called"}
    with django_assert_num_queries(0):
        drawn = [render(session.scope, event.kind, event.data, "en") for event in events]
    assert all(drawn), [event.kind for event, html in zip(events, drawn, strict=True) if not html]
    assert "csrfmiddlewaretoken" not in "".join(one or "" for one in drawn)


def test_the_last_event_shows_what_a_fresh_page_shows(session: Session, host: Any) -> None:
    for name in ("Мария", "Стоян", "Петър"):
        taking_part.raise_hand(person=make.person(name), session_id=session.pk, named=True)
    hosting.call_turn(host=host, session_id=session.pk)
    taking_part.withdraw_hand(person=session.turns.get(user__display_name="Петър").user, session_id=session.pk)
    last = Event.objects.filter(stream__name=session.scope).order_by("seq").last()
    assert last is not None
    assert last.data == board_of(session)


def test_raising_a_hand_by_form_and_by_script(session: Session) -> None:
    person = make.person("Мария")
    who, path = browser(person), f"/sessions/{session.pk}/hand/"
    answer = who.post(path, {"named": "1"})
    assert answer.status_code == 302 and answer["Location"] == f"/sessions/{session.pk}/#hand"
    assert "Your place: 1" in text(who.get(f"/sessions/{session.pk}/"))
    answer = who.post(path, {"stop": "1"}, headers={"hx-request": "true"})
    assert 'data-into="hand"' in text(answer) and "Raise my hand" in text(answer)
    assert Turn.objects.get().withdrawn_at is not None


def test_a_question_that_is_refused_keeps_its_words(session: Session) -> None:
    who, path = browser(make.person()), f"/sessions/{session.pk}/ask/"
    long = "д" * 1001
    answer = who.post(path, {"body": long})
    assert answer.status_code == 422 and long in text(answer)
    answer = who.post(path, {"body": ""}, headers={"hx-request": "true"})
    assert answer.status_code == 422 and "Write something first." in text(answer)
    assert 'id="post-' in text(who.post(path, {"body": "Кога?"}, headers={"hx-request": "true"}))


def test_words_typed_before_signing_in_are_there_afterwards(session: Session) -> None:
    who = browser()
    answer = who.post(f"/sessions/{session.pk}/ask/", {"body": "Кога ще започне?"})
    assert "/accounts/login/" in answer["Location"]
    who.force_login(make.person())
    assert "Кога ще започне?" in text(who.get(f"/sessions/{session.pk}/"))


def test_the_console_is_for_hosts_and_says_what_went_wrong(session: Session, host: Any) -> None:
    assert browser(make.person()).get(f"/sessions/{session.pk}/host/").status_code == 403
    who, path = browser(host), f"/sessions/{session.pk}/host/act/"
    answer = who.post(path, {"do": "call", "seen": "0"}, follow=True)
    assert "Nobody waits any more." in text(answer)
    who.post(path, {"do": "guest", "name": "Баба Рада"})
    assert "Баба Рада" in text(who.post(path, {"do": "call", "seen": "0"}, follow=True))
    assert "Another host" in text(who.post(path, {"do": "call", "seen": "0"}, follow=True))
    for typed in ("много", "-3"):
        for headers in ({}, {"hx-request": "true"}):
            answer = who.post(path, {"do": "count", "n_citizen": typed, "n_ngo": "4"}, headers=headers)
            assert "whole numbers" in text(answer) and f'value="{typed}"' in text(answer)
    assert "<html" not in text(who.get(f"/sessions/{session.pk}/host/", headers={"hx-request": "true"}))
    answer = who.post(path, {"do": "end"})
    assert answer["Location"] == f"/sessions/{session.pk}/minutes/edit/"


def test_announcing_by_form(host: Any) -> None:
    who = browser(host)
    sent = {
        "municipality": str(make.place().pk), "title": "Бюджетът", "day": "2035-03-01", "starts_time": "18:00",
        "ends_time": "17:00", "venue": "Зала", "item_title": ["Откриване", "Въпроси", ""], "item_minutes": ["5", "", ""],
    }  # fmt: skip
    answer = who.post("/sessions/new/", sent)
    assert answer.status_code == 422 and 'value="Откриване"' in text(answer) and "ends after it begins" in text(answer)
    answer = who.post("/sessions/new/", {**sent, "ends_time": "20:00"})
    made = Session.objects.get(title="Бюджетът")
    assert answer["Location"] == f"/sessions/{made.pk}/"
    assert f"{made.starts_at:%H:%M}" == "16:00", "18:00 by the clock of Sofia"
    assert [(item.title, item.minutes) for item in made.items.order_by("position")] == [
        ("Откриване", 5),
        ("Въпроси", 0),
    ]
    assert ">20:00</time>" in text(who.get(f"/sessions/{made.pk}/")), "until when is told, too"


def test_everything_that_is_wrong_is_said_at_once_each_at_its_field(host: Any) -> None:
    sent = {
        "municipality": str(make.place().pk), "title": "Бюджетът", "day": "2020-03-01", "starts_time": "18:00",
        "ends_time": "17:00", "online_url": "не е адрес", "item_title": ["Въпроси", ""], "item_minutes": ["много", "7"],
        "about": "consultation.x",
    }  # fmt: skip
    page = text(browser(host).post("/sessions/new/", sent))
    for field in ("id_day", "id_ends_time", "id_online_url", "id_programme", "id_about"):
        assert f'href="#{field}"' in page, field
    assert "Row 1: minutes" in page and "Row 2: give the point a title" in page and 'value="много"' in page
    assert 'href="#id_starts_time"' not in page and not Session.objects.exists()


def test_the_programme_is_put_in_order_without_scripts(host: Any) -> None:
    sent = {"title": "Ф", "item_title": ["А", "Б", "В"], "item_minutes": ["1", "2", "3"], "day": "2020-01-01"}

    def rows(**button: str) -> list[str]:
        answer = browser(host).post("/sessions/new/", {**sent, **button})
        assert answer.status_code == 200 and 'value="Ф"' in text(answer), "nothing is checked, everything stays"
        return [row["title"] for row in answer.context["form"].rows()]

    assert rows(move="1:up")[:3] == ["Б", "А", "В"]
    assert rows(move="1:down")[:3] == ["А", "В", "Б"]
    assert rows(move="0:out")[:3] == ["Б", "В", ""]
    assert rows(more="1")[:3] == ["А", "Б", "В"] and rows(move="9:up") == rows(move="x") == rows(move="2:down")


def test_it_is_begun_when_people_were_told_it_would_be(host: Any) -> None:
    later = make.db_now() + make.timedelta(hours=3)
    session = make.gathering(by=host, state="announced", starts_at=later, ends_at=later + make.timedelta(hours=1))
    page = text(browser(host).get(f"/sessions/{session.pk}/host/"))
    assert "Begin the session" not in page and "change its time first" in page
    answer = browser(host).post(f"/sessions/{session.pk}/host/act/", {"do": "begin"}, follow=True)
    assert "change its time first" in text(answer) and Session.objects.get(pk=session.pk).state == "announced"
    Session.objects.filter(pk=session.pk).update(starts_at=make.db_now() + make.timedelta(minutes=59))
    browser(host).post(f"/sessions/{session.pk}/host/act/", {"do": "begin"})
    assert Session.objects.get(pk=session.pk).state == "live"


def test_nothing_leads_away_from_the_desk(session: Session, host: Any) -> None:
    who, base = browser(host), f"/sessions/{session.pk}/"
    taking_part.raise_hand(person=make.person("Мария"), session_id=session.pk, named=True)
    post = taking_part.ask_question(author=make.person(), session_id=session.pk, body="Кога?")
    turn = hosting.call_turn(host=host, session_id=session.pk)
    desk = text(who.get(f"{base}host/"))
    assert f'id="gist-{turn.pk}"' in desk and f'id="post-{post.pk}-done"' in desk and 'data-minutes="15"' in desk
    assert f'id="post-{post.pk}-done"' not in text(who.get(base)), "the page is not the desk"
    who.post(f"{base}host/act/", {"do": "end_turn", "speaker": str(turn.pk), "gist": "Да има пейки."})
    turn.refresh_from_db()
    assert turn.ended_at and turn.gist == "Да има пейки."
    answer = who.post(f"{base}questions/{post.pk}/answer/", {"text": ""})
    assert answer["Location"] == f"{base}host/#post-{post.pk}"
    assert "Answered in the session" in text(who.get(base))
    answer = who.post(f"{base}turns/{turn.pk}/gist/", {"gist": "Друго"}, headers={"hx-request": "true"})
    assert 'data-into="console"' in text(answer) and "Друго" in text(answer)


def test_a_hidden_question_leaves_the_page_the_wall_and_the_draft(session: Session, host: Any) -> None:
    post = taking_part.ask_question(author=make.person(), session_id=session.pk, body="Обидни думи")
    moderator = make.moderator(session.municipality)
    report_thing(reporter=None, ref=f"post.{post.pk}", reason="insult")
    assert "Обидни думи" in text(browser().get(f"/sessions/{session.pk}/wall/")), "the control"
    decide(
        moderator=moderator,
        ref=f"post.{post.pk}",
        outcome="hide",
        rule="insults",
        facts="Обижда",
        reason="Обида",
        own=True,
    )
    for page in ("", "wall/", "host/"):
        assert "Обидни думи" not in text(browser(host).get(f"/sessions/{session.pk}/{page}")), page
    hosting.end_session(host=host, session_id=session.pk)
    assert "Обидни думи" not in text(browser(host).get(f"/sessions/{session.pk}/minutes/edit/"))
    assert "Обидни думи" not in str(list(Event.objects.values_list("data", flat=True)))


def test_the_address_of_a_question_leads_to_its_session(session: Session) -> None:
    post = taking_part.ask_question(author=make.person(), session_id=session.pk, body="Кога?")
    answer = browser().get(f"/posts/{post.pk}/", follow=True)
    assert answer.redirect_chain[-1][0] == f"/sessions/{session.pk}/#post-{post.pk}"
    hide_post(post_id=post.pk)
    assert browser().get(f"/posts/{post.pk}/").status_code == 404


def test_minutes_are_drafted_published_corrected_and_downloaded(session: Session, host: Any) -> None:
    who, base = browser(host), f"/sessions/{session.pk}/minutes"
    assert "not published yet" in text(browser().get(f"{base}/"))
    hosting.end_session(host=host, session_id=session.pk)
    assert "Община" in text(who.get(f"{base}/edit/"))
    assert "<h3>Проба</h3>" in text(who.post(f"{base}/edit/", {"text": "# Проба", "preview": "1"})), "not kept"
    who.post(f"{base}/edit/", {"text": "# Първа", "publish": "1"})
    who.post(f"{base}/edit/", {"text": "# Поправена", "reason": "Сгрешено име", "seen": "1"})
    page = text(browser().get(f"{base}/"))
    assert "Поправена" in page and "Сгрешено име" in page and "<del>" in page
    assert browser().get(f"{base}.md").content.decode() == "# Поправена"
    assert browser().get(f"{base}.csv")["Content-Type"] == "text/csv; charset=utf-8"


@pytest.mark.parametrize("act", ["hand/", "here/", "follow/", "support/{q}/"])
def test_who_is_not_signed_in_comes_back_to_the_session(session: Session, act: str) -> None:
    post = taking_part.ask_question(author=make.person(), session_id=session.pk, body="Кога?")
    answer = browser().post(f"/sessions/{session.pk}/{act.format(q=post.question_id)}", {"on": "1", "where": "hall"})
    assert answer["Location"].endswith(f"?next=/sessions/{session.pk}/")


def test_the_code_on_the_wall_believes_the_operator_and_not_the_request(session: Session, settings: Any) -> None:
    settings.ENV = replace(settings.ENV, origin="https://megdan.kavarna.example")
    drawn = text(browser().get(f"/sessions/{session.pk}/wall/", headers={"host": "localhost"}))
    assert f"megdan.kavarna.example/sessions/{session.pk}" in drawn and "localhost/" not in drawn


def test_the_calendar_and_the_list_show_what_comes(session: Session, host: Any) -> None:
    make.gathering(by=host, title="Идва", state="announced")
    make.gathering(by=host, title="Беше", state="ended")
    page = text(browser().get("/sessions/?municipality=DOB17"))
    assert page.index("Идва") < page.index("What was") < page.index("Беше")
    assert "Идва" not in text(browser().get("/sessions/?municipality=BGS04"))
    assert "Идва" in text(browser().get("/municipalities/DOB17/"))


def test_the_list_asks_as_often_for_one_as_for_many(host: Any) -> None:
    make.gathering(by=host, state="announced")
    with CaptureQueriesContext(connection) as few:
        browser().get("/sessions/")
    for _n in range(4):
        make.gathering(by=host, state="announced")
        make.gathering(by=host, state="ended")
    with CaptureQueriesContext(connection) as many:
        browser().get("/sessions/")
    assert len(few) == len(many)


def test_a_host_takes_an_answer_back_and_every_screen_has_the_question_again(session: Session, host: Any) -> None:
    post = taking_part.ask_question(author=make.person(), session_id=session.pk, body="Кога?")
    path, who = f"/sessions/{session.pk}/questions/{post.pk}/answer/", browser(host)
    for words, said in (("Утре.", "corrected"), ("Вдругиден.", "corrected")):
        part = text(who.post(path, {"text": words}, headers={"hx-request": "true"}))
        assert words in part and "Take the answer back" in part
        assert (said in part) == (words == "Вдругиден.")
    part = text(who.post(path, {"withdraw": "1"}, headers={"hx-request": "true"}))
    assert "Вдругиден." not in part and "the question is open again" in part and "Take the answer back" not in part
    wall = text(browser().get(f"/sessions/{session.pk}/wall/"))
    assert "Кога?" in wall and "answer-box" not in wall
    event = Event.objects.filter(stream__name=session.scope).latest("seq")
    drawn = render(session.scope, event.kind, event.data, "en") or ""
    assert f'data-into="answer-{post.pk}"' in drawn and "An answer was taken back" in drawn
    assert who.post(path, {"withdraw": "1"})["Location"].endswith(f"/host/#post-{post.pk}")
