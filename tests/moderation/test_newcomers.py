"""New accounts are slower until what they said has stood a while."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from forums.actions import add_post
from participation.database import db_now
from participation.moderation.actions import decide
from participation.moderation.newcomers import ENOUGH, SLOWER, STOOD, is_new, limit_words
from participation.record.models import Act
from participation.refusals import TooMany
from tests.support import factories as make

pytestmark = pytest.mark.django_db


def say(author: Any, count: int) -> list[Any]:
    thread = make.clauses(make.consultation())[0].thread_id
    return [add_post(author=author, thread_id=thread, body=f"Мнение {n}") for n in range(count)]


def stood() -> None:
    Act.objects.update(at=db_now() - STOOD - timedelta(minutes=1))


def test_the_first_day_is_slower() -> None:
    new, old = make.person(), make.person(joined_at=db_now() - timedelta(days=2))
    for person, times in ((new, 12 // SLOWER), (old, 12)):
        for _n in range(times):
            limit_words("x", person, times=12, seconds=3600)
        with pytest.raises(TooMany):
            limit_words("x", person, times=12, seconds=3600)


def test_an_operator_lets_people_say_more(settings: Any) -> None:
    new, old = make.person(), make.person(joined_at=db_now() - timedelta(days=2))
    settings.WORDS_RATE = 2
    for person, times in ((new, 24 // SLOWER), (old, 24)):
        for _n in range(times):
            limit_words("y", person, times=12, seconds=3600)
        with pytest.raises(TooMany):
            limit_words("y", person, times=12, seconds=3600)


def test_a_settled_account_costs_no_query(django_assert_num_queries: Any) -> None:
    old = make.person(joined_at=db_now() - timedelta(days=2))
    with django_assert_num_queries(0):
        assert not is_new(old)


def test_what_stood_a_while_makes_one_settled() -> None:
    person = make.person()
    say(person, ENOUGH)
    assert is_new(person), "five at once prove nothing"
    stood()
    assert not is_new(person)


def test_what_was_hidden_does_not() -> None:
    person = make.person()
    posts = say(person, ENOUGH)
    stood()
    guard = make.moderator(make.place())
    decide(
        moderator=guard,
        ref=f"post.{posts[0].pk}",
        outcome="hide",
        rule="insults",
        facts="Обижда",
        reason="Обида",
        own=True,
    )
    assert is_new(person)
