"""The host's desk: what stands on it, what only hosts get, and what stays where it is."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from frontend.live import render
from gatherings.actions import hosting, taking_part
from gatherings.actions.polling import ask_everybody, close_asked
from gatherings.models import Session
from participation.live.models import Event
from tests.support import factories as make

pytestmark = pytest.mark.django_db
HX = {"hx-request": "true"}


def browser(user: Any = None) -> Client:
    made = Client(headers={"accept-language": "en"})
    if user is not None:
        made.force_login(user)
    return made


def text(answer: Any) -> str:
    return str(answer.content.decode())


def test_what_arrives_live_is_for_everybody_and_the_desk_asks_for_its_own(session: Session, host: Any) -> None:
    person = make.person("Мария")
    post = taking_part.ask_question(author=person, session_id=session.pk, body="Кога?")
    event = Event.objects.get(stream__name=session.scope, kind="comment.created")
    drawn = render(session.scope, event.kind, event.data, "en") or ""
    assert "/report/" in drawn and "Support" in drawn
    assert "/answer/" not in drawn and "/carry/" not in drawn, "that is for hosts"
    path = f"/sessions/{session.pk}/questions/{post.pk}/"
    own = text(browser(host).get(path, headers=HX))
    assert f'action="{path}answer/"' in own and 'data-into="session-questions" data-how="put"' in own
    for stranger in (browser(), browser(person)):
        assert stranger.get(path, headers=HX)["Location"] == f"/sessions/{session.pk}/#post-{post.pk}"
    assert browser(host).get(path).status_code == 302, "a page leads to where it stands"


def test_an_answered_question_offers_its_change_at_once(session: Session, host: Any) -> None:
    post = taking_part.ask_question(author=make.person(), session_id=session.pk, body="Кога?")
    path = f"/sessions/{session.pk}/questions/{post.pk}/answer/"
    answer = text(browser(host).post(path, {"text": "Утре."}, headers=HX))
    assert "Change the answer" in answer and "Утре." in answer and "Answered aloud" not in answer


def test_a_script_gets_every_moving_part_of_the_desk(session: Session, host: Any) -> None:
    part = text(browser(host).get(f"/sessions/{session.pk}/host/", headers=HX))
    for place in ("console", "desk-polls", "desk-course"):
        assert f'data-into="{place}" data-how="inner"' in part, place
        assert f'id="{place}"' in text(browser(host).get(f"/sessions/{session.pk}/host/")), place


def test_points_that_are_done_can_be_told_from_those_to_come(session: Session, host: Any) -> None:
    hosting.begin_item(host=host, session_id=session.pk, item_id=session.items.get(position=1).pk)
    before = text(browser(host).get(f"/sessions/{session.pk}/host/"))
    assert "Take up again" not in before and "Next point:" in before
    hosting.begin_item(host=host, session_id=session.pk, item_id=session.items.get(position=2).pk)
    assert "Take up again" in text(browser(host).get(f"/sessions/{session.pk}/host/"))


def test_closed_polls_are_folded_away_while_one_is_open(session: Session, host: Any) -> None:
    first = ask_everybody(host=host, session_id=session.pk, title="Първо?")
    close_asked(host=host, session_id=session.pk, poll_id=first.pk)
    desk = text(browser(host).get(f"/sessions/{session.pk}/host/"))
    assert 'id="polls-done" open' in desk, "its result is what one looks for"
    ask_everybody(host=host, session_id=session.pk, title="Второ?")
    desk = text(browser(host).get(f"/sessions/{session.pk}/host/"))
    assert (
        desk.index("Второ?") < desk.index('id="polls-done"') < desk.index("Първо?") and 'polls-done" open' not in desk
    )


def test_the_wall_says_that_it_is_over_and_where_the_minutes_are(session: Session, host: Any) -> None:
    ask_everybody(host=host, session_id=session.pk, title="Да?")
    wall = text(browser().get(f"/sessions/{session.pk}/wall/"))
    assert "Да?" in wall and "vote from your phone" in wall and "has ended" not in wall
    hosting.end_session(host=host, session_id=session.pk)
    wall = text(browser().get(f"/sessions/{session.pk}/wall/"))
    assert "The session has ended." in wall and "The minutes will be at this address" in wall
    assert "Да?" not in wall and "vote from your phone" not in wall


def test_the_question_that_was_sent_says_itself_that_it_is_asked(session: Session) -> None:
    person = make.person()
    answer = text(browser(person).post(f"/sessions/{session.pk}/ask/", {"body": "Кога?"}, headers=HX))
    question = answer.partition('data-into="ask"')[0]
    assert "others can support it" in question.partition("Кога?")[2]
    assert "others can support it" not in text(browser(person).get(f"/sessions/{session.pk}/"))


def test_people_who_are_there_are_counted_in_one_way(session: Session) -> None:
    page = text(browser().get(f"/sessions/{session.pk}/"))
    assert "Nobody has been counted yet." in page and '<b class="num">0</b>' not in page
    taking_part.attend(person=make.person(), session_id=session.pk, where="online")
    assert "Nobody has been counted yet." not in text(browser().get(f"/sessions/{session.pk}/"))


def test_a_past_forum_opens_with_what_came_of_it(host: Any) -> None:
    made = make.gathering(by=host, state="announced", description="Каним ви.")
    assert "How it was announced" not in text(browser().get(f"/sessions/{made.pk}/"))
    Session.objects.filter(pk=made.pk).update(state="ended")
    assert "How it was announced" in text(browser().get(f"/sessions/{made.pk}/"))
