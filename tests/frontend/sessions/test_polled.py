"""Polls of a session on its page, on the console and on the projector, drawn at once and by events alike."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from frontend.live import render
from gatherings.actions.hosting import end_session
from gatherings.models import Session
from participation.live.models import Event
from participation.polls.actions import close_poll, create_poll, vote_in_poll
from participation.polls.actions.plans import Plan
from participation.polls.models import Poll
from tests.support import factories as make

pytestmark = pytest.mark.django_db


def ask(session: Session, host: Any, title: str = "Кой ден?", **fields: Any) -> Poll:
    closes = make.db_now() + make.timedelta(minutes=5)
    plan = Plan(title=title, kind="single", options=["Събота", "Неделя"], closes_at=closes, **fields)
    return create_poll(host=host, plan=plan, about=session.scope)


def page(path: str, user: Any = None) -> str:
    client = Client(headers={"accept-language": "en"})
    if user is not None:
        client.force_login(user)
    return str(client.get(path).content.decode())


def test_one_votes_on_the_page_and_the_hall_sees_the_newest(session: Session, host: Any) -> None:
    base = f"/sessions/{session.pk}/"
    assert f"/polls/new/?about={session.scope}" in page(f"{base}host/", host)
    first, second = ask(session, host), ask(session, host, "Кой час?")
    vote_in_poll(voter=make.person(), poll_id=second.pk, marks={"2": 1})
    shown = page(base)
    assert f'action="/polls/{first.pk}/vote/"' in shown and f'action="/polls/{second.pk}/vote/"' in shown
    wall = page(f"{base}wall/")
    assert "Кой час?" in wall and "Кой ден?" not in wall and f'id="wall-poll-{second.pk}"' in wall
    assert "/vote/" not in wall
    console = page(f"{base}host/", host)
    assert f'href="/polls/{first.pk}/"' in console and "1 person has voted" in console


def test_events_draw_it_on_the_page_and_on_the_wall(session: Session, host: Any) -> None:
    poll = ask(session, host, is_secret=True)
    opened = Event.objects.get(stream__name=session.scope, kind="poll.opened")
    fragment = render(session.scope, opened.kind, opened.data, "en") or ""
    assert 'data-into="polls" data-how="append"' in fragment and 'data-into="wall-polls" data-how="inner"' in fragment
    assert "Кой ден?" in fragment and "%" not in fragment.partition("wall-polls")[2], "secret as yet"
    close_poll(host=host, poll_id=poll.pk, reason="Готово")
    closed = Event.objects.get(stream__name=session.scope, kind="poll.closed")
    assert f'data-into="poll-{poll.pk}-result"' in (render(session.scope, closed.kind, closed.data, "en") or "")
    assert "Събота" in (render(session.scope, closed.kind, closed.data, "en") or "")


def test_what_has_ended_asks_nothing_any_more(session: Session, host: Any) -> None:
    poll = ask(session, host)
    end_session(host=host, session_id=session.pk)
    client = Client()
    client.force_login(host)
    assert client.get(f"/polls/new/?about={session.scope}")["Location"] == f"/sessions/{session.pk}/"
    assert "about=session." not in page(f"/sessions/{session.pk}/host/", host)
    assert f'id="poll-{poll.pk}"' in page(f"/sessions/{session.pk}/"), "what was asked stays"


def test_in_a_room_five_minutes_are_proposed(session: Session, host: Any) -> None:
    shown = page(f"/polls/new/?about={session.scope}", host)
    assert '<option value="5" selected>' in shown


def test_the_page_asks_as_much_for_three_polls_as_for_one(session: Session, host: Any) -> None:
    def queries(path: str, user: Any = None) -> int:
        client = Client()
        if user:
            client.force_login(user)
        client.get(path)
        with CaptureQueriesContext(connection) as asked:
            client.get(path)
        return len(asked)

    base = f"/sessions/{session.pk}/"
    ask(session, host)
    before = [queries(base), queries(f"{base}host/", host), queries(f"{base}wall/")]
    ask(session, host, "Втора?")
    ask(session, host, "Трета?")
    assert [queries(base), queries(f"{base}host/", host), queries(f"{base}wall/")] == before
