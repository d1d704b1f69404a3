"""What open screens get: a stale page plus the events is what a fresh one shows; nothing personal is in it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.utils.translation import override

from forums.actions import (
    add_topic_post,
    delete_post,
    edit_post,
    hide_post,
    lock_topic,
    rename_topic,
    restore_post,
    split_topic,
    start_topic,
)
from forums.actions.newest import tell_moved
from forums.models import Post, Topic
from frontend import live
from participation.live.models import Event
from participation.voting.actions import cast_ballot, publish_tally
from tests.support import factories as make

pytestmark = pytest.mark.django_db
TRAP = '"><script>alert(1)</script>'


@pytest.fixture
def topic() -> Topic:
    return make.topic()


def drawn(stream: str, kind: str) -> str:
    """The fragment of the newest event of this kind."""
    event = Event.objects.filter(stream__name=stream, kind=kind).order_by("-seq").first()
    assert event, kind
    with override("en"):
        return live.render(stream, event.kind, event.data, "en") or ""


def items(html: str) -> dict[str, str]:
    """The posts of a page by their id, without what only a viewer has and without how long ago."""
    html = re.sub(r'<input type="hidden" name="csrf[^>]*>', "", html)
    html = re.sub(r"<time.*?</time>", "", html)
    return dict(re.findall(r'<li class="voice-item said" id="(post-\d+)"(.*?)</li>', html, re.DOTALL))


def test_a_new_post_is_drawn_as_a_fresh_page_draws_it(client: Client, topic: Topic) -> None:
    post = add_topic_post(author=make.person(), topic_id=topic.pk, body="**Ново** @нещо")
    page = client.get(f"/topics/{topic.pk}/", HTTP_ACCEPT_LANGUAGE="en").content.decode()
    fragment = drawn(topic.scope, "post.created")
    assert f'data-into="posts-of-{topic.pk}"' in fragment
    assert f'id="posts-of-{topic.pk}"' in page
    assert items(fragment)[f"post-{post.pk}"] == items(page)[f"post-{post.pk}"]


def test_an_answer_says_what_it_answers(topic: Topic) -> None:
    first = Post.objects.get(thread=topic.thread)
    add_topic_post(author=make.person(), topic_id=topic.pk, body="Да", parent_id=first.pk, quote="алеята")
    fragment = drawn(topic.scope, "post.created")
    assert f'data-jump="{first.pk}"' in fragment
    assert '-quote">алеята</p>' in fragment


def test_every_kind_of_event_has_its_place(topic: Topic) -> None:
    author, official = make.person(), make.official(topic.forum.municipality)
    post = add_topic_post(author=author, topic_id=topic.pk, body="Думи")
    edit_post(editor=author, post_id=post.pk, body="Други думи")
    assert f'data-into="post-{post.pk}-body"' in drawn(topic.scope, "post.edited")
    cast_ballot(voter=official, question_id=post.question_id, choice="doubt")
    publish_tally(post.question_id)
    assert f'<template data-into="react-{post.question_id}-doubt" data-how="inner">1<' in drawn(topic.scope, "tally")
    hide_post(post_id=post.pk)
    assert "Hidden by a moderator." in drawn(topic.scope, "post.hidden")
    restore_post(post_id=post.pk)
    assert 'data-how="replace"' in drawn(topic.scope, "post.restored")
    made = split_topic(by=official, topic_id=topic.pk, post_ids=[post.pk], title="Отделно")
    assert f'data-into="post-{post.pk}" data-how="remove"' in drawn(topic.scope, "topic.split")
    assert f'href="/topics/{made.pk}/"' in drawn(topic.scope, "topic.split")
    delete_post(editor=author, post_id=post.pk)
    assert "Taken back by its author." in drawn(made.scope, "post.deleted")
    lock_topic(by=official, topic_id=topic.pk)
    assert 'data-into="topic-banner"' in drawn(topic.scope, "topic.locked")
    tell_moved(topic.pk)
    assert f'data-into="topic-n-{topic.pk}"' in drawn(topic.forum.stream, "topic.moved")


@pytest.mark.parametrize("kind", ["post.created", "topic.changed"])
def test_nothing_typed_runs(topic: Topic, kind: str) -> None:
    someone = make.person(TRAP[:60])
    made: Any = start_topic(author=someone, category_id=topic.category_id, title=TRAP, body=TRAP)
    if kind == "topic.changed":
        rename_topic(editor=someone, topic_id=made.pk, title=f"{TRAP}2")
    assert "<script" not in drawn(made.scope, kind)
    page = Client().get(f"/topics/{made.pk}/").content.decode()
    assert "<script>alert" not in page
    assert "<script>alert" not in Client().get(f"/forums/{topic.forum_id}/").content.decode()
    assert "<script>alert" not in Client().get(f"/forums/{topic.forum_id}/feed.atom").content.decode()
