"""Reading marks, following and ignoring, who is named and who is told."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from forums.actions import add_topic_post, hide_post, lock_topic, mark_forum_read, mark_read, set_level
from forums.models import Mention, Post, ReadMark, Topic
from forums.selectors.mentions import list_mentionable
from forums.selectors.topics import first_unread, standing_of, standings_of
from forums.subscribers import follow_what_one_talks_about, tell_of_a_topic
from participation.accounts.actions import erase_account
from participation.accounts.models import User
from participation.live.models import Event
from participation.live.policies import may_write
from participation.notifications.models import Notification
from participation.record.models import Act
from participation.refusals import BadInput, SignInFirst
from tests.support import factories as make
from tests.support.api import client as api

pytestmark = pytest.mark.django_db


@pytest.fixture
def topic() -> Topic:
    made = make.topic(author=make.person("Стефка Петрова"))
    make.posts(made, 9, make.person("Иван Колев"))
    return made


def say(topic: Topic, body: str, author: User | None = None, **fields: Any) -> Post:
    post = add_topic_post(author=author or make.person("Друг Човек"), topic_id=topic.pk, body=body, **fields)
    for act in Act.objects.filter(ref=f"post.{post.pk}"):
        follow_what_one_talks_about(act)
        tell_of_a_topic(act)
    return post


def told(person: User) -> list[str]:
    return list(Notification.objects.filter(user=person).order_by("pk").values_list("kind", flat=True))


def test_a_mark_goes_forward_only_and_never_past_the_end(topic: Topic) -> None:
    reader = make.person()
    for number, stands in ((4, 4), (2, 4), (999, 10)):
        mark_read(user=reader, topic_id=topic.pk, number=number)
        assert ReadMark.objects.get(user=reader).number == stands
    with pytest.raises(SignInFirst):
        mark_read(user=None, topic_id=topic.pk, number=1)


def test_unread_are_those_that_can_be_read(topic: Topic) -> None:
    reader = make.person()
    mark_read(user=reader, topic_id=topic.pk, number=4)
    hide_post(post_id=Post.objects.get(thread=topic.thread_id, number=5).pk)
    standing = standing_of(reader, topic)
    waiting = first_unread(topic, standing)
    assert waiting
    assert (standing.unread, waiting.number) == (5, 6)
    assert mark_forum_read(user=reader, forum_id=topic.forum_id) == 1
    assert first_unread(topic, standing_of(reader, topic)) is None
    assert standings_of(None, [topic]) == {}


def test_the_people_of_a_topic_can_be_named(topic: Topic) -> None:
    official = make.official(topic.forum.municipality)
    make.person("Непознат Човек")
    assert {str(one) for one in list_mentionable(topic.forum)} == {"Стефка Петрова", "Иван Колев", "Деница Георгиева"}
    assert [one.pk for one in list_mentionable(topic.forum, typed="дениц")] == [official.pk]


def test_who_may_be_named_in_a_new_topic_is_asked_of_its_forum(topic: Topic) -> None:
    official = make.official(topic.forum.municipality)
    make.person("Непознат Човек")
    path = f"/api/v1/forums/{topic.forum_id}/people/"
    assert {one["name"] for one in api().get(path).json()} == {"Стефка Петрова", "Иван Колев", "Деница Георгиева"}
    assert api().get(f"{path}?q=дениц").json() == [{"id": official.pk, "name": "Деница Георгиева"}]
    elsewhere = make.forum(make.place("BGS04", "Бургас", "Burgas"))
    assert api().get(f"/api/v1/forums/{elsewhere.pk}/people/").json() == []
    for n in range(9):
        make.moderator(topic.forum.municipality, f"Модератор {n}")
    assert len(api().get(path).json()) == 8
    assert api().get(f"{path}?name=x").status_code == 400
    page = Client()
    page.force_login(official)
    assert f'data-people="{path}"' in page.get(f"/forums/{topic.forum_id}/new/").content.decode()


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("Питам @Деница Георгиева.", {"Деница Георгиева"}),
        ("питам @деница, моля", {"Деница Георгиева"}),
        ("@Иван Колев и @Стефка!", {"Иван Колев", "Стефка Петрова"}),
        ("@Ива не е никой", set()),
        ("@Непознат Човек", set()),
        ("иван@example.bg", set()),
    ],
)
def test_names_typed_by_hand(topic: Topic, words: str, named: set[str]) -> None:
    make.official(topic.forum.municipality)
    post = say(topic, words)
    assert {str(one.user) for one in Mention.objects.filter(post=post)} == named
    assert post.body_html.count('class="mention"') == len(named)


def test_a_name_never_breaks_a_tag(topic: Topic) -> None:
    post = say(topic, '[x](https://e.bg/@Иван "@Иван Колев") и @Иван Колев')
    assert post.body_html.count('class="mention"') == 1
    assert 'href="<' not in post.body_html
    assert '="@' not in post.body_html.replace('title="@', "")


def test_whoever_is_answered_and_named_is_told_once(topic: Topic) -> None:
    begun = Post.objects.get(thread=topic.thread_id, number=1)
    assert begun.author
    say(topic, "Права сте, @Стефка Петрова", parent_id=begun.pk)
    assert told(begun.author) == ["post.answered"]
    say(topic, "@Стефка Петрова, вижте")
    assert told(begun.author) == ["post.answered", "post.mentioned"]


def test_followers_are_told_once_until_they_read_on(topic: Topic) -> None:
    follower = make.person()
    set_level(user=follower, topic_id=topic.pk, level="follow")
    say(topic, "Едно")
    say(topic, "Две")
    assert told(follower) == ["topic.said"]
    mark_read(user=follower, topic_id=topic.pk, number=12)
    say(topic, "Три")
    assert told(follower) == ["topic.said", "topic.said"]


def test_whoever_ignores_a_topic_is_told_nothing(topic: Topic) -> None:
    begun = Post.objects.get(thread=topic.thread_id, number=1)
    assert begun.author
    set_level(user=begun.author, topic_id=topic.pk, level="ignore")
    say(topic, "@Стефка Петрова", parent_id=begun.pk)
    assert told(begun.author) == []
    assert standing_of(begun.author, topic).is_ignored
    with pytest.raises(BadInput):
        set_level(user=begun.author, topic_id=topic.pk, level="loud")


def test_whoever_speaks_follows(topic: Topic) -> None:
    author = make.person()
    say(topic, "Едно", author)
    assert standing_of(author, topic).is_following
    assert told(author) == []


def test_erasing_leaves_the_words_and_takes_the_name(topic: Topic) -> None:
    author = make.person("Ще Си Тръгне")
    begun = Post.objects.get(thread=topic.thread_id, number=1)
    assert begun.author
    post = say(topic, "Думи", author, parent_id=begun.pk)
    erase_account(user=author)
    post.refresh_from_db()
    assert (post.author, post.body) == (None, "Думи")
    assert not Event.objects.filter(data__icontains="Тръгне").exists()
    assert not Notification.objects.filter(data__icontains="Тръгне").exists()
    assert not ReadMark.objects.filter(user_id=author.pk).exists()


def test_who_is_told_to_be_writing_in_a_topic(topic: Topic) -> None:
    person, suspended = make.person(), make.person(suspended_until=timezone.now() + timedelta(days=1))
    assert may_write(person.pk, topic.scope), "the control"
    assert not may_write(suspended.pk, topic.scope)
    assert not may_write(10**6, topic.scope)
    assert not may_write(person.pk, "topic.999999")
    assert not may_write(person.pk, f"forum.{topic.forum_id}")
    lock_topic(by=make.official(topic.forum.municipality), topic_id=topic.pk)
    assert not may_write(person.pk, topic.scope)
