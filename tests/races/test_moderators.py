"""Two moderators at once: one decision, one statement, one appeal answered. On PostgreSQL."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from django.db import connection

from forums.actions import add_post
from forums.models import Post
from participation.moderation.actions import (
    agree,
    appeal_decision,
    decide,
    decide_appeal,
    discard,
    report_thing,
)
from participation.moderation.models import Decision, Report
from participation.notifications.models import Notification
from participation.places.models import Role
from participation.refusals import Refused
from tests.moderation.conftest import REASONS
from tests.support import factories as make

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


def together(calls: Sequence[Callable[[], object]]) -> tuple[int, list[BaseException]]:
    """All at once; how many were done, and what was raised that is no refusal."""
    barrier, errors, done = threading.Barrier(len(calls)), [], []

    def run(call: Callable[[], object]) -> None:
        try:
            barrier.wait(30)
            done.append(call())
        except Refused:
            pass
        except BaseException as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(call,)) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not any(thread.is_alive() for thread in threads)
    return len(done), errors


def reported(thread_id: int) -> Post:
    """A comment that somebody reported."""
    post = add_post(author=make.person(), thread_id=thread_id, body="обида")
    report_thing(reporter=make.person(), ref=f"post.{post.pk}", reason="insult")
    return post


@pytest.fixture
def guards() -> list[Any]:
    return [make.moderator(make.place(), f"Модератор {n}") for n in range(4)]


def test_of_four_decisions_on_one_case_one_is_made(guards: list[Any]) -> None:
    thread_id = make.clauses(make.consultation())[0].thread_id
    for outcomes in (["hide"] * 4, ["hide", "keep", "warn", "lock"]):
        post = reported(thread_id)
        calls = [
            lambda who=who, what=what, ref=f"post.{post.pk}": decide(moderator=who, ref=ref, outcome=what, **REASONS)
            for who, what in zip(guards, outcomes, strict=True)
        ]
        assert together(calls) == (1, [])
        assert Decision.objects.filter(ref=f"post.{post.pk}").count() == 1
        assert Report.objects.filter(ref=f"post.{post.pk}", decision=None).count() == 0
        if outcomes[3] == "lock":
            break
        assert Notification.objects.filter(user=post.author).count() == 1


def test_many_cases_of_one_place_never_wait_for_each_other_for_ever(guards: list[Any]) -> None:
    """Those who report are those who are decided about: each decision tells people whom another one tells as well."""
    thread_id = make.clauses(make.consultation())[0].thread_id
    people = [make.person() for _n in range(4)]
    posts = [add_post(author=one, thread_id=thread_id, body="обида") for one in people]
    for n, post in enumerate(posts):
        for other in people[:n] + people[n + 1 :]:
            report_thing(reporter=other, ref=f"post.{post.pk}", reason="insult")
    calls = [
        lambda who=who, ref=f"post.{post.pk}": decide(moderator=who, ref=ref, outcome="hide", **REASONS)
        for who, post in zip(guards, posts, strict=True)
    ]
    assert together(calls) == (4, [])


def test_an_appeal_is_answered_once_and_a_second_moderator_decides_once(guards: list[Any]) -> None:
    thread_id = make.clauses(make.consultation())[0].thread_id
    post = reported(thread_id)
    made = decide(moderator=guards[0], ref=f"post.{post.pk}", outcome="hide", **REASONS)
    appeal = appeal_decision(person=post.author, decision_id=made.pk, text="Не е")
    answers = [
        lambda who=who, what=what: decide_appeal(moderator=who, appeal_id=appeal.pk, outcome=what, reason="Така")
        for who, what in zip(guards[1:], ("upheld", "reversed", "upheld"), strict=True)
    ]
    assert together(answers) == (1, [])
    appeal.refresh_from_db()
    assert Post.objects.get(pk=post.pk).is_readable == (appeal.outcome == "reversed")

    clerk = make.moderator(make.place(), "Служителка")
    Role.objects.create(user=clerk, municipality=make.place(), kind=Role.Kind.OFFICIAL)
    post = reported(thread_id)
    waits = decide(moderator=clerk, ref=f"post.{post.pk}", outcome="hide", **REASONS)
    calls = [lambda who=who: agree(moderator=who, decision_id=waits.pk) for who in guards[:2]]
    calls += [lambda who=who: discard(moderator=who, decision_id=waits.pk, reason="Не е обида") for who in guards[2:]]
    assert together(calls) == (1, [])
    waits.refresh_from_db()
    assert Post.objects.get(pk=post.pk).is_readable == (waits.effective_at is None)
