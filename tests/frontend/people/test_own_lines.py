"""Every line of what one did says where it was, on the site and in the API; nothing that nobody reads any more."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from forums.actions import add_topic_post, hide_topic
from gatherings.actions.taking_part import ask_question, raise_hand
from participation.polls.actions import close_poll
from participation.record.models import Act
from proposals.actions.commenting import add_comment
from proposals.actions.taking_part import suggest_wording
from tests.support import factories as make
from tests.support.api import client as api

pytestmark = pytest.mark.django_db
ENGLISH = {"HTTP_ACCEPT_LANGUAGE": "en"}


def lines(person: Any) -> list[str]:
    site = Client()
    site.force_login(person)
    page = site.get("/profile/contributions/", **ENGLISH).content.decode()
    return page.partition('<ul class="list-line">')[2].partition("</ul>")[0].split('<li class="act">')[1:]


def test_every_line_says_where_it_was() -> None:
    person = make.official(make.place(), "Деница Георгиева")
    what = make.consultation(title="Отворени данни")
    clause = make.clauses(what)[0]
    wish = suggest_wording(author=make.person(), clause_id=clause.pk, text="Друго", reason="Така")
    add_comment(author=person, thread_id=wish.thread_id, body="За предложението.")
    topic = make.topic(title="Лампите в парка")
    add_topic_post(author=person, topic_id=topic.pk, body="Светят.")
    session = make.gathering(by=make.official(make.place(), "Водещ"), title="Вечер за бюджета")
    ask_question(author=person, session_id=session.pk, body="Колко?")
    raise_hand(person=person, session_id=session.pk, named=True)
    poll = make.poll(host=person, title="Пазар в неделя?")
    close_poll(host=person, poll_id=poll.pk, reason="Стига")
    make.gathering(by=person, title="Вечер за парка", state="live")
    acts = list(Act.objects.filter(actor=person, is_public=True).order_by("-id"))
    titles = {"consultation": "Отворени данни", "topic": "Лампите в парка", "poll": "Пазар в неделя?"}
    found = lines(person)
    assert len(found) == len(acts) >= 7
    for act, line in zip(acts, found, strict=True):
        kind = act.scope.partition(".")[0]
        assert titles.get(kind, "Вечер за ") in line, act.kind
    told = api(person).get("/api/v1/me/contributions/").json()["results"]
    assert [row["id"] for row in told] == [act.pk for act in acts] and all(row["title"] for row in told)
    site = Client()
    site.force_login(person)
    profile = site.get("/profile/", **ENGLISH).content.decode()
    assert "Вечер за парка" in profile and "Пазар в неделя?" in profile
    history = Client().get(f"/consultations/{what.pk}/history/?show=comments", **ENGLISH).content.decode()
    for page in (history, next(line for line in found if "Отворени данни" in line)):
        assert "1.1" in page, "the clause that the suggested wording would change"


def test_what_nobody_reads_any_more_is_not_called_by_its_name() -> None:
    person, topic = make.person(), make.topic(title="Лампите в парка")
    add_topic_post(author=person, topic_id=topic.pk, body="Светят.")
    assert "Лампите" in lines(person)[0], "the control"
    hide_topic(topic_id=topic.pk)
    assert "Лампите" not in lines(person)[0]
    assert api(person).get("/api/v1/me/contributions/").json()["results"][0]["title"] == ""
