"""A query that was put together once gives what the query set gives, on this Django and this database."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from django.db import connection, models
from django.db.models import Count

from forums.actions import add_topic_post
from forums.models import Post, Topic
from forums.selectors.topics import _topic_query
from participation.database import db_now
from participation.ready import Ready
from tests.support import factories as make

pytestmark = pytest.mark.django_db


def told(row: models.Model, depth: int = 3) -> dict[str, Any]:
    """Everything that was read with the row: its columns, what was annotated, the rows that hang on it."""
    held = {name: value for name, value in row.__dict__.items() if name != "_state"}
    there = row._state.fields_cache
    return held | {name: told(one, depth - 1) if one is not None and depth else one for name, one in there.items()}


def test_the_rows_are_those_of_the_query_set() -> None:
    topics = [make.topic(title=f"Тема {n}") for n in range(3)]
    add_topic_post(author=make.person(), topic_id=topics[1].pk, body="Още нещо.")
    ready = Ready(_topic_query)
    for topic in (*topics, topics[0]):
        plain = _topic_query(topic.pk)
        assert [told(row) for row in ready(topic.pk)] == [told(row) for row in plain]
        found = ready.only(topic.pk)
        assert found is not None and found == topic and not found._state.adding and found._state.db == "default"
        assert found.get_deferred_fields() == plain[0].get_deferred_fields()
    assert ready.only(topics[-1].pk + 999) is None


def test_several_numbers_in_any_order_and_annotations() -> None:
    topic = make.topic()
    for n in range(4):
        add_topic_post(author=make.person(), topic_id=topic.pk, body=f"Ред {n}.")

    def between(upto: int, thread: int, after: int) -> models.QuerySet[Post]:
        posts = Post.objects.filter(thread=thread, number__gt=after, number__lte=upto, hidden_at=None)
        return posts.annotate(edited=Count("edits")).order_by("-number")

    ready = Ready(between, takes=3)
    assert [post.number for post in ready(4, topic.thread_id, 1)] == [4, 3, 2]
    assert [post.number for post in ready(9, topic.thread_id, 3)] == [5, 4]
    assert ready(9, topic.thread_id + 999, 0) == []
    assert {post.edited for post in ready(4, topic.thread_id, 0)} == {0}


def test_one_statement_and_what_changed_is_seen(django_assert_num_queries: Any) -> None:
    topic, ready = make.topic(), Ready(_topic_query)
    ready(topic.pk)
    Topic.objects.filter(pk=topic.pk).update(title="Вече друго")
    with django_assert_num_queries(1):
        found = ready.only(topic.pk)
        assert found is not None and (found.title, found.forum.municipality.code) == ("Вече друго", "DOB17")
    Topic.objects.filter(pk=topic.pk).update(hidden_at=db_now())
    assert ready.only(topic.pk) is None


def test_what_would_not_be_asked_again_is_refused() -> None:
    with pytest.raises(ValueError, match="each of its numbers"):
        Ready(lambda n: Topic.objects.all()[:n])(1)
    with pytest.raises(TypeError, match="2 numbers"):
        Ready(lambda a, b: Topic.objects.filter(pk__gt=a, pk__lt=b), takes=2)(1)


@pytest.mark.django_db(transaction=True)
def test_threads_have_connections_of_their_own() -> None:
    topics, ready = [make.topic(title=f"Тема {n}") for n in range(4)], Ready(_topic_query)
    ready(topics[0].pk)
    found: dict[int, list[str]] = {}

    def ask(topic: Topic) -> None:
        found[topic.pk] = [one.title for _again in range(20) if (one := ready.only(topic.pk))]
        connection.close()

    running = [threading.Thread(target=ask, args=(topic,)) for topic in topics]
    for one in running:
        one.start()
    for one in running:
        one.join()
    assert found == {topic.pk: [topic.title] * 20 for topic in topics}
