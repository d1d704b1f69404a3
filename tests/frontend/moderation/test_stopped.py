"""Who is suspended reads why, until when and how to appeal where a form would only be refused; and only there."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from forums.actions import add_post, add_topic_post
from participation.accounts.models import User
from participation.moderation.actions import decide, report_thing, reverse_decision
from participation.moderation.models import Decision
from participation.polls.actions import create_poll
from participation.polls.actions.plans import Plan
from participation.refusals import NotAllowed
from proposals.actions.taking_part import suggest_wording
from tests.support import factories as make

pytestmark = pytest.mark.django_db
SAID, MARK = "You can add nothing in this municipality until", "data-stopped"
WHY = {"rule": "insults", "facts": "Обижда", "reason": "Обида"}


class Square:
    """A consultation, a topic that the person began, a live session and a poll, in one municipality."""

    def __init__(self) -> None:
        self.place, self.person = make.place(), make.person()
        self.moderator = make.moderator(self.place)
        self.consultation = make.consultation(self.place)
        self.clause, self.other = make.clauses(self.consultation)
        self.topic = make.topic(make.forum(self.place), self.person)
        self.post = add_topic_post(author=self.person, topic_id=self.topic.pk, body="Мое")
        self.comment = add_post(author=self.person, thread_id=self.clause.thread_id, body="Мое мнение")
        self.theirs = add_post(author=make.person("Друг Човек"), thread_id=self.clause.thread_id, body="Чуждо")
        self.wish = suggest_wording(author=self.person, clause_id=self.other.pk, text="Друго", reason="По-ясно")
        self.session = make.gathering(self.place)
        self.poll = make.poll(self.place)

    def suspend(self) -> Decision:
        """A warning first, as the rules want it, then for three days."""
        for outcome, post in (("warn", self.comment), ("suspend", self.post)):
            report_thing(reporter=None, ref=f"post.{post.pk}", reason="insult")
            days = {"days": 3} if outcome == "suspend" else {}
            made = decide(moderator=self.moderator, ref=f"post.{post.pk}", outcome=outcome, **WHY, **days)
        return made

    def pages(self) -> dict[str, str]:
        """Each page with a form, and what only the form holds."""
        base = f"/consultations/{self.consultation.pk}/"
        return {
            f"/topics/{self.topic.pk}/": 'id="say"',
            f"/topics/{self.topic.pk}/posts/{self.post.pk}/edit/": 'name="body"',
            f"/forums/{self.topic.forum_id}/new/": 'name="title"',
            f"{base}clauses/{self.clause.pk}/": 'id="comment-form-',
            f"{base}posts/{self.theirs.pk}/answer/": 'name="body"',
            f"{base}posts/{self.comment.pk}/edit/": 'name="body"',
            f"{base}suggestions/{self.wish.pk}/": 'name="body"',
            f"/sessions/{self.session.pk}/": 'id="hand-up"',
            f"/polls/new/?about={self.topic.scope}": 'name="title"',
        }


@pytest.fixture
def square() -> Square:
    return Square()


def browser(person: User) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(person)
    return client


def test_every_form_gives_way_to_the_statement_and_comes_back(square: Square) -> None:
    client = browser(square.person)
    for path, form in square.pages().items():
        page = client.get(path).content.decode()
        assert form in page and MARK not in page, path
    decision = square.suspend()
    statement = reverse("statement", args=[decision.pk])
    for path, form in square.pages().items():
        page = client.get(path).content.decode()
        assert form not in page, path
        assert SAID in page and f'href="{statement}"' in page, path
    page = client.get(f"/sessions/{square.session.pk}/").content.decode()
    assert f'action="/sessions/{square.session.pk}/ask/"' not in page and "you are not counted" in page
    assert (
        'name="delete"'
        in client.get(f"/topics/{square.topic.pk}/posts/{square.post.pk}/edit/?delete=1").content.decode()
    )
    told = client.get(statement)
    assert told.status_code == 200 and "you can appeal" in told.content.decode()
    reverse_decision(moderator=make.moderator(square.place, "Друга Модераторка"), decision_id=decision.pk)
    for path, form in square.pages().items():
        assert form in client.get(path).content.decode(), path


def test_voting_goes_on_and_other_municipalities_are_open(square: Square) -> None:
    square.suspend()
    client = browser(square.person)
    assert f'action="/polls/{square.poll.pk}/vote/"' in client.get(f"/polls/{square.poll.pk}/").content.decode()
    clause = client.get(f"/consultations/{square.consultation.pk}/clauses/{square.clause.pk}/").content.decode()
    assert "/stance/" in clause and f"posts/{square.theirs.pk}/answer/" not in clause
    elsewhere = make.topic(make.forum(make.place("BGS04", "Бургас", "Burgas")), title="Другаде")
    page = client.get(f"/topics/{elsewhere.pk}/").content.decode()
    assert 'id="say"' in page and MARK not in page
    assert MARK not in browser(make.person()).get(f"/topics/{square.topic.pk}/").content.decode()


def test_whom_an_administrator_stopped_does_not_vote_either(square: Square) -> None:
    User.objects.filter(pk=square.person.pk).update(suspended_until=timezone.now() + timedelta(days=2))
    client = browser(square.person)
    for path in (f"/polls/{square.poll.pk}/", f"/topics/{square.topic.pk}/"):
        page = client.get(path).content.decode()
        assert "Your account is suspended until" in page and "/vote/" not in page and 'id="say"' not in page


def test_what_was_typed_before_the_decision_is_not_lost(square: Square) -> None:
    square.suspend()
    answer = browser(square.person).post(reverse("topic_post", args=[square.topic.pk]), {"body": "Дълго писано мнение"})
    page = answer.content.decode()
    assert answer.status_code == 422 and "Дълго писано мнение" in page and "you can vote, report and appeal" in page


def test_a_poll_is_something_said_as_well(square: Square) -> None:
    square.suspend()
    square.person.refresh_from_db()
    plan = Plan(title="Кога?", kind="single", options=["а", "б"], closes_at=timezone.now() + timedelta(days=1))
    with pytest.raises(NotAllowed):
        create_poll(host=square.person, plan=plan, about=square.topic.scope)


def test_it_costs_nothing_to_those_who_may_speak(square: Square) -> None:
    def asked(person: Any) -> list[str]:
        client = browser(person)
        client.get(f"/topics/{square.topic.pk}/")
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/topics/{square.topic.pk}/")
        return [query["sql"] for query in queries if "suspension" in query["sql"].lower() and "FROM" in query["sql"]]

    assert not [sql for sql in asked(make.person()) if "places_suspension" in sql]
    square.suspend()
    assert len([sql for sql in asked(square.person) if 'FROM "places_suspension"' in sql]) <= 4
