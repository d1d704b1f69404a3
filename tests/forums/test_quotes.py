"""Words of a post where others quote them: not read anywhere while the post is not, and back with it."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from forums.actions import add_topic_post, hide_post, hide_topic, restore_post, restore_topic, split_topic
from forums.models import Post, Topic
from forums.personal import export
from frontend import live
from participation.live.models import Event
from tests.support import factories as make
from tests.support.api import client as api

pytestmark = pytest.mark.django_db
GONE = "What was quoted here is not shown."


@pytest.fixture(autouse=True)
def _in_english() -> Any:
    with translation.override("en"):
        yield


@pytest.fixture
def quoting() -> tuple[Topic, Post, Post]:
    """A topic, what was said there, and an answer that quotes it."""
    topic = make.topic()
    said = add_topic_post(author=make.person(), topic_id=topic.pk, body="Кметът е канарче днес")
    asked = {"author": make.person("Друг Човек"), "topic_id": topic.pk, "body": "Не"}
    return topic, said, add_topic_post(**asked, parent_id=said.pk, quote="канарче")


def doors(answer: Post) -> dict[str, str]:
    """All that is told of the answer, by the door it is told at."""
    site, topic = Client(headers={"accept-language": "en"}), Post.objects.get(pk=answer.pk).thread.topic
    return {
        "page": site.get(f"/topics/{topic.pk}/").content.decode(),
        "feed": site.get(f"/topics/{topic.pk}/feed.atom").content.decode(),
        "posts": str(api().get(f"/api/v1/posts/?topic={topic.pk}").json()),
        "post": str(api().get(f"/api/v1/posts/{answer.pk}/").json()),
        "own": str(export(answer.author)),  # type: ignore[arg-type]  # it has one
        "past": str(list(Event.objects.filter(ref=f"post.{answer.pk}").values_list("data", flat=True))),
        "search": site.get("/forums/?q=канарче").content.decode().replace('value="канарче"', ""),
    }


def told_at(answer: Post) -> set[str]:
    return {name for name, words in doors(answer).items() if "канарче" in words}


def test_a_line_stands_where_hidden_words_were_quoted(quoting: tuple[Topic, Post, Post]) -> None:
    _topic, said, answer = quoting
    assert told_at(answer) >= {"page", "posts", "post", "own", "past"}, "the control"
    hide_post(post_id=said.pk)
    assert not told_at(answer)
    assert GONE in doors(answer)["page"] and "'quote_gone': True" in doors(answer)["post"]
    restore_post(post_id=said.pk)
    assert told_at(answer) >= {"page", "posts", "post", "own", "past"}
    assert GONE not in doors(answer)["page"] and "'quote_gone': False" in doors(answer)["post"]


def test_a_quote_in_another_topic_goes_with_the_topic_that_is_hidden(
    quoting: tuple[Topic, Post, Post], django_assert_max_num_queries: Any
) -> None:
    topic, _said, answer = quoting
    fresh = split_topic(
        by=make.moderator(topic.forum.municipality), topic_id=topic.pk, post_ids=[answer.pk], title="Друга"
    )
    assert "post" in told_at(answer)
    hide_topic(topic_id=topic.pk)
    assert not told_at(answer)
    event = Event.objects.get(stream__name=fresh.scope, kind="post.edited")
    assert f'-quote" data-how="inner"><span class="quiet">{GONE}' in (
        live.render(fresh.scope, event.kind, event.data, "en") or ""
    )
    restore_topic(topic_id=topic.pk)
    assert told_at(answer) >= {"page", "posts", "post", "own", "past"}


def test_a_post_that_is_hidden_is_gone_from_the_topics_split_from_it(quoting: tuple[Topic, Post, Post]) -> None:
    topic, said, answer = quoting
    fresh = split_topic(
        by=make.moderator(topic.forum.municipality), topic_id=topic.pk, post_ids=[answer.pk], title="Друга"
    )
    hide_post(post_id=said.pk)
    assert not told_at(answer)
    restore_post(post_id=said.pk)
    assert "канарче" in str(Event.objects.filter(stream__name=fresh.scope).latest("seq").data)
    hide_topic(topic_id=fresh.pk)
    hide_post(post_id=said.pk)
    assert not Event.objects.filter(stream__name=fresh.scope).exists(), "nothing is told on a topic that is hidden"
