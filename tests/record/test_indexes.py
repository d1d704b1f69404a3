"""Lists that grow with the life of the site are read through their index, on PostgreSQL and with its own statistics."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.db.models import QuerySet

from forums.models import Post, Thread
from participation.accounts.models import User
from participation.notifications.actions import KEYS_AT_ONCE, forget_name
from participation.notifications.models import Notification
from participation.notifications.selectors import list_notifications
from participation.record.models import Act
from participation.record.selectors import list_acts_of, list_public_acts
from participation.voting.models import Question
from tests.support import factories as make

MANY = 4000


@pytest.fixture
def crowd(db: None) -> list[User]:
    """Forty people who did, said and were told much; every other act is a ballot, which names nobody."""
    consultation = make.consultation()
    thread = make.clauses(consultation)[0].thread
    people = [make.person(f"Човек {n}") for n in range(40)]
    threads = [Thread(window=thread.window, scope=f"x.{n}", ref=f"x.{n}") for n in range(50)]
    Thread.objects.bulk_create(threads)
    acts, told, questions, said = [], [], [], []
    for n in range(MANY):
        who = people[n % 40]
        seldom = n % 40 == 7 and n > 400  # one of them did little, and long ago
        acts.append(Act(scope=f"consultation.{n % 50}", kind="x", actor=who if n % 2 and not seldom else None))
        told.append(Notification(user=people[0] if seldom else who, kind="x", key=f"act.{n}"))
        questions.append(Question(window=thread.window, kind="support", choices=["support"]))
        said.append(Post(thread=threads[n % 50], number=n // 50 + 1, author=who, body="Да.", question=questions[-1]))
    for rows in (acts, told, questions, said):
        type(rows[0])._default_manager.bulk_create(rows)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return people


LISTS: dict[str, Callable[[list[User]], QuerySet[Any]]] = {
    "acts_of_a_person": lambda people: list_acts_of(people[7])[:20],
    "acts_of_a_scope": lambda people: list_public_acts(scope="consultation.7")[:20],
    "notifications_of_a_person": lambda people: list_notifications(people[7])[:20],
    "told_under_a_key": lambda people: Notification.objects.filter(key__in=["act.7", "act.8"]),
    "Index Cond: (thread_id": lambda people: Post.objects.filter(thread=Thread.objects.get(ref="x.7")).order_by(
        "created_at"
    ),
}


@pytest.mark.postgres
@pytest.mark.parametrize("index", list(LISTS))
def test_a_list_is_read_through_its_index(crowd: list[User], index: str) -> None:
    plan = LISTS[index](crowd).explain()
    assert index in plan, plan


@pytest.mark.postgres
def test_the_control_what_has_no_index_is_read_from_end_to_end(crowd: list[User]) -> None:
    assert "Seq Scan on record_act" in Act.objects.filter(role="nobody").explain()


@pytest.mark.django_db
def test_a_name_is_forgotten_under_many_keys_in_bounded_queries(django_assert_num_queries: Any) -> None:
    person = make.person()
    Notification.objects.create(user=person, kind="x", key="act.1", data={"name": "Иван", "words": "Да."})
    Notification.objects.create(user=person, kind="x", key="act.9999", data={"name": "Иван", "to": "мен"})
    Notification.objects.create(user=person, kind="x", key="other", data={"name": "Петър"})
    keys = [f"act.{n}" for n in range(3 * KEYS_AT_ONCE)] + ["act.9999"]
    assert forget_name(keys=keys) == 2
    told = {row.key: row.data for row in Notification.objects.all()}
    assert told == {
        "act.1": {"name": "", "words": ""},
        "act.9999": {"name": "", "to": "мен"},
        "other": {"name": "Петър"},
    }
    with django_assert_num_queries(6):  # four batches, between the two ends of the transaction
        forget_name(keys=[f"none.{n}" for n in range(3 * KEYS_AT_ONCE + 1)])
