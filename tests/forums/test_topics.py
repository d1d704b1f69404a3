"""Topics: begun, answered, numbered, quoted, locked; who may."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from forums.actions import (
    add_topic_post,
    change_forum,
    delete_post,
    edit_post,
    hide_post,
    lock_topic,
    restore_post,
    start_topic,
)
from forums.actions.newest import Locked, tell_moved
from forums.models import Forum, Post, PostEdit, Topic
from forums.selectors.forums import get_forum_of, list_categories
from participation.live.models import Event
from participation.record.models import Act
from participation.refusals import BadInput, NotAllowed, SignInFirst
from participation.voting.actions import cast_ballot, publish_tally
from participation.voting.selectors import tally_of
from tests.support import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def topic() -> Topic:
    return make.topic()


def say(topic: Topic, body: str = "И аз го видях.", **fields: Any) -> Post:
    return add_topic_post(**{"author": make.person("Иван Колев"), "topic_id": topic.pk, "body": body, **fields})


def fresh(topic: Topic) -> Topic:
    return Topic.objects.select_related("thread", "forum", "last_post").get(pk=topic.pk)


def test_every_living_municipality_has_one_forum_with_parts() -> None:
    forum = make.forum()
    make.place("BGS04", "Бургас", "Burgas", is_live=False)
    assert make.forum().pk == forum.pk
    assert Forum.objects.count() == 1
    assert list_categories(forum).count() == 4
    assert get_forum_of(forum.scope) == forum
    type(forum.municipality).objects.update(is_live=False)
    assert get_forum_of(forum.scope) is None


def test_a_topic_begins_with_its_first_post(topic: Topic) -> None:
    first = Post.objects.get(thread=topic.thread)
    assert (first.number, first.thread.post_count, first.thread.last_number) == (1, 1, 1)
    assert fresh(topic).last_post == first
    assert Act.objects.get(kind="topic.created").scope == topic.scope
    told = Event.objects.get(kind="post.created")
    assert told.stream.name == topic.scope
    assert "body_html" in told.data
    assert tell_moved(topic.pk) is None
    moved = Event.objects.get(stream__name=topic.forum.stream, kind="topic.moved").data
    assert (moved["id"], moved["posts"], moved["title"]) == (topic.pk, 1, topic.title)


def test_posts_are_numbered_and_name_what_they_answer(topic: Topic) -> None:
    first = Post.objects.get(thread=topic.thread)
    second = say(topic, parent_id=first.pk, quote="алеята  до моста")
    third = say(topic, parent_id=second.pk)
    assert [second.number, third.number] == [2, 3]
    assert (second.quote, second.parent, third.parent) == ("алеята до моста", first, second)
    told = Event.objects.filter(kind="post.created").order_by("pk").last()
    assert told
    assert told.data["answers"] == {"id": second.pk, "number": 2}
    assert (fresh(topic).thread.post_count, fresh(topic).last_post_id) == (3, third.pk)


def test_a_quote_stands_in_the_post_that_is_answered(topic: Topic) -> None:
    first = Post.objects.get(thread=topic.thread)
    for fields in ({"quote": "алеята"}, {"quote": "друго", "parent_id": first.pk}):
        with pytest.raises(BadInput) as refusal:
            say(topic, **fields)
        assert refusal.value.field == "quote"
    elsewhere = Post.objects.get(thread=make.topic(topic.forum).thread)
    with pytest.raises(BadInput):
        say(topic, parent_id=elsewhere.pk)
    assert fresh(topic).thread.last_number == 1, "a refused post takes no number"


@pytest.mark.parametrize(
    ("title", "body", "field"), [("", "а", "title"), ("а" * 201, "а", "title"), ("а", " ", "body")]
)
def test_what_cannot_be_a_topic(topic: Topic, title: str, body: str, field: str) -> None:
    with pytest.raises(BadInput) as refusal:
        start_topic(author=make.person(), category_id=topic.category_id, title=title, body=body)
    assert refusal.value.field == field


def test_nobody_and_the_suspended_say_nothing(topic: Topic) -> None:
    with pytest.raises(SignInFirst):
        say(topic, author=None)
    with pytest.raises(NotAllowed):
        say(topic, author=make.person(suspended_until=timezone.now() + timedelta(days=1)))


def test_sent_twice_is_once(topic: Topic) -> None:
    author = make.person()
    one, two = (say(topic, author=author, client_key="k") for _n in range(2))
    assert one.pk == two.pk
    begun = [
        start_topic(author=author, category_id=topic.category_id, title="Т", body="б", client_key="t")
        for _n in range(2)
    ]
    assert begun[0].pk == begun[1].pk
    assert Topic.objects.count() == 2


def test_a_locked_topic_is_read_and_nothing_is_added_or_changed(topic: Topic) -> None:
    author = make.person()
    post = say(topic, author=author)
    official = make.official(topic.forum.municipality)
    lock_topic(by=official, topic_id=topic.pk)
    with pytest.raises(Locked):
        say(topic)
    with pytest.raises(Locked):
        edit_post(editor=author, post_id=post.pk, body="Друго")
    delete_post(editor=author, post_id=post.pk)  # one's words are one's own
    lock_topic(by=official, topic_id=topic.pk, is_locked=False)
    assert say(topic).number == 3


def test_hosts_may_keep_the_beginning_to_themselves(topic: Topic) -> None:
    official = make.official(topic.forum.municipality)
    change_forum(host=official, forum_id=topic.forum_id, starting="hosts")
    with pytest.raises(NotAllowed):
        make.topic(topic.forum)
    assert make.topic(topic.forum, official)
    with pytest.raises(NotAllowed):
        change_forum(host=make.person(), forum_id=topic.forum_id, starting="everyone")


def test_editing_keeps_the_earlier_wording_and_deleting_leaves_a_trace(topic: Topic) -> None:
    author = make.person()
    post = say(topic, author=author)
    edit_post(editor=author, post_id=post.pk, body="Поправено")
    assert PostEdit.objects.get(post=post).body == "И аз го видях."
    assert Event.objects.get(kind="post.edited").data["body"] == "Поправено"
    delete_post(editor=author, post_id=post.pk)
    now = fresh(topic)
    assert (now.thread.post_count, now.thread.last_number, now.last_post and now.last_post.number) == (1, 2, 1)
    assert not PostEdit.objects.filter(post=post).exists()
    assert not Event.objects.filter(data__icontains="Поправено").exists()
    assert set(Act.objects.values_list("kind", flat=True)) >= {"post.created", "post.edited", "post.deleted"}


def test_a_hidden_post_is_no_longer_the_newest(topic: Topic) -> None:
    post = say(topic)
    hide_post(post_id=post.pk)
    assert fresh(topic).last_post != post
    restore_post(post_id=post.pk)
    assert fresh(topic).last_post == post
    assert Event.objects.filter(kind="post.restored", stream__name=topic.scope).count() == 1


def test_reactions_are_one_for_each_person_and_not_for_oneself(topic: Topic) -> None:
    author, reader = make.person(), make.person()
    post = say(topic, author=author)
    cast_ballot(voter=reader, question_id=post.question_id, choice="thanks")
    cast_ballot(voter=reader, question_id=post.question_id, choice="doubt")
    assert {name: n for name, n in tally_of(post.question_id).counts.items() if n} == {"doubt": 1}
    with pytest.raises(NotAllowed):
        cast_ballot(voter=author, question_id=post.question_id, choice="agree")
    with pytest.raises(BadInput):
        cast_ballot(voter=reader, question_id=post.question_id, choice="support")
    publish_tally(post.question_id)
    told = Event.objects.get(stream__name=topic.scope, kind="tally").data
    assert (told["ref"], told["counts"]["doubt"]) == (f"post.{post.pk}", 1)
