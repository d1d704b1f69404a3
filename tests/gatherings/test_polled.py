"""Instant polls of a session: who holds them, how they end, and what the minutes tell of them by themselves."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from gatherings.actions.hosting import end_session
from gatherings.models import Session
from gatherings.selectors.minutes import minutes_csv, write_minutes
from participation.database import db_now
from participation.polls.actions import close_due, close_poll, create_poll, hide_poll, vote_in_poll
from participation.polls.actions.plans import Plan
from participation.polls.models import Poll
from participation.refusals import Closed, NotAllowed
from tests.support import factories as make
from tests.support.api import client as api

pytestmark = pytest.mark.django_db


def ask(session: Session, host: Any, kind: str = "single", **fields: Any) -> Poll:
    values = {"title": "Кой *ден*?", "closes_at": db_now() + timedelta(minutes=5), **fields}
    options = () if kind == "yesno" else ("Събота", "Неделя")
    return create_poll(host=host, plan=Plan(kind=kind, options=options, **values), about=session.scope)


def votes(poll: Poll, *marks: dict[str, int]) -> None:
    for mark in marks:
        vote_in_poll(voter=make.person(), poll_id=poll.pk, marks=mark)


def test_its_hosts_ask_in_it_until_it_ends(session: Session, host: Any) -> None:
    poll = ask(session, host, "yesno")
    assert (poll.about, poll.stream, poll.municipality_id) == (session.scope,) * 2 + (session.municipality_id,)
    ask(session, make.moderator(session.municipality))
    elsewhere = make.official(make.place("BGS04", "Бургас", "Burgas"))
    for stranger in (make.person(), elsewhere):
        with pytest.raises(NotAllowed):
            ask(session, stranger)
    end_session(host=host, session_id=session.pk)
    with pytest.raises(Closed):
        ask(session, host)


def test_the_minutes_tell_question_outcome_numbers_and_quorum(session: Session, host: Any) -> None:
    assert "## Polls" not in write_minutes(session)
    poll = ask(session, host, quorum=2)
    votes(poll, {"1": 1}, {"1": 1}, {"2": 1})
    close_poll(host=host, poll_id=poll.pk, reason="Гласуваха всички")
    few = ask(session, host, "yesno", title="Да?", quorum=5)
    votes(few, {"yes": 1}, {"no": 1})
    make.end_poll(few)
    close_due()
    text = write_minutes(session)
    assert "## Polls" in text and "1. Кой \\*ден\\*?" in text and "2. Да?" in text
    first, second = text.split("2. Да?")
    for words in ("Събота: 2 votes", "Неделя: 1 vote", "3 people voted.", "quorum of 2 was reached", "Most: Събота."):
        assert words in first, words
    assert "Closed before its time: Гласуваха всички" in first
    for words in ("Yes: 1 vote", "I abstain: 0 votes", "quorum of 5 was missed", "The same number: Yes, No."):
        assert words in second, words
    draft = api(host).get(f"/api/v1/sessions/{session.pk}/minutes/draft/")
    assert "Гласуваха всички" in draft.json()["automatic"]
    assert "poll," in minutes_csv(session) and "Събота: 2 votes; Неделя: 1 vote" in minutes_csv(session)


@pytest.mark.parametrize("kind", ["single", "several", "points", "yesno"])
def test_what_is_secret_stands_in_them_only_after_the_closing(session: Session, host: Any, kind: str) -> None:
    mark = {"yes": 1} if kind == "yesno" else {"1": 1}
    known = {
        "single": "Събота: 3 votes",
        "several": "Събота: 3 votes",
        "points": "Събота: 3 points",
        "yesno": "Yes: 3 votes",
    }
    secret = ask(session, host, kind, is_secret=True)
    votes(secret, mark, mark, mark)  # of fewer only the turnout is told
    for text in (write_minutes(session), minutes_csv(session)):
        assert known[kind] not in text and "Most" not in text
    assert "3 people voted." in write_minutes(session) and "secret until it closes" in write_minutes(session)
    make.end_poll(secret)
    assert known[kind] not in write_minutes(session), "not before it is sealed"
    close_due()
    assert known[kind] in write_minutes(session)
    assert known[kind] in minutes_csv(session)


def test_what_is_open_says_so_and_what_is_hidden_is_not_told(session: Session, host: Any) -> None:
    poll = ask(session, host)
    votes(poll, {"2": 1})
    assert "Неделя: 1 vote" in write_minutes(session) and "still open" in write_minutes(session)
    hide_poll(poll_id=poll.pk)
    assert "## Polls" not in write_minutes(session) and "Неделя" not in minutes_csv(session)
    ask(session, host, opens_at=db_now() + timedelta(minutes=1))
    assert "## Polls" not in write_minutes(session), "what has not been asked is not told"


def test_words_of_a_poll_are_only_words(session: Session, host: Any) -> None:
    ask(session, host, title="=cmd|' /C calc'!A0")
    assert "\n# " not in write_minutes(session).partition("## Polls")[2]
    assert "'=cmd" in minutes_csv(session)
