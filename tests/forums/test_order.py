"""Order in forums: who keeps it, what becomes of numbers, addresses, streams and counts; hiding a whole topic."""

from __future__ import annotations

from typing import Any

import pytest

from forums.actions import (
    add_topic_post,
    hide_topic,
    lock_thread,
    merge_topics,
    move_topic,
    open_organisation_forum,
    pin_topic,
    rename_topic,
    restore_topic,
    split_topic,
)
from forums.models import Category, Post, Thread, Topic
from forums.selectors import get_post, gone_posts
from forums.selectors.topics import get_topic, list_topics, where_merged
from participation.live.models import Event
from participation.live.policies import may_listen
from participation.moderation.actions import decide, report_thing, reverse_decision
from participation.moderation.subjects import describe
from participation.record.models import Act
from participation.refusals import BadInput, Closed, NotAllowed
from participation.voting.actions import cast_ballot
from participation.voting.models import Question
from tests.support import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def topic() -> Topic:
    made = make.topic()
    make.posts(made, 5)
    return made


@pytest.fixture
def official(topic: Topic) -> Any:
    return make.official(topic.forum.municipality)


def numbers(topic: Topic) -> list[int]:
    return list(Post.objects.filter(thread=topic.thread_id).order_by("number").values_list("number", flat=True))


def counts(topic: Topic) -> tuple[int, int]:
    thread = Thread.objects.get(pk=topic.thread_id)
    return thread.post_count, thread.last_number


def test_pinned_topics_stand_first(topic: Topic, official: Any) -> None:
    newer = make.topic(topic.forum)
    assert {one.pk for one in list_topics(forum=topic.forum)} == {newer.pk, topic.pk}
    pin_topic(by=official, topic_id=topic.pk)
    assert next(iter(list_topics(forum=topic.forum))) == topic
    assert Act.objects.get(kind="topic.pinned").role == "official"
    pin_topic(by=make.moderator(topic.forum.municipality), topic_id=topic.pk, is_pinned=False)
    assert Act.objects.get(kind="topic.unpinned").role == "moderator"


def test_strangers_and_officials_elsewhere_keep_no_order(topic: Topic) -> None:
    for person in (make.person(), make.official(make.place("BGS04", "Бургас", "Burgas"))):
        for act in (
            lambda person=person: pin_topic(by=person, topic_id=topic.pk),
            lambda person=person: move_topic(by=person, topic_id=topic.pk, category_id=topic.category_id),
            lambda person=person: split_topic(by=person, topic_id=topic.pk, post_ids=[1], title="Т"),
            lambda person=person: merge_topics(by=person, topic_id=topic.pk, into_id=make.topic(topic.forum).pk),
            lambda person=person: rename_topic(editor=person, topic_id=topic.pk, title="Т"),
        ):
            with pytest.raises(NotAllowed):
                act()


def test_an_organisations_forum_is_kept_by_its_representatives(topic: Topic, official: Any) -> None:
    ngo = make.organisation(topic.forum.municipality)
    speaker = make.representative(ngo)
    with pytest.raises(NotAllowed):
        open_organisation_forum(opener=official, organisation_id=ngo.pk)
    forum = open_organisation_forum(opener=speaker, organisation_id=ngo.pk)
    assert open_organisation_forum(opener=speaker, organisation_id=ngo.pk) == forum
    made = make.topic(forum)
    assert pin_topic(by=speaker, topic_id=made.pk).is_pinned
    with pytest.raises(NotAllowed):
        pin_topic(by=official, topic_id=made.pk)
    assert not pin_topic(by=make.moderator(forum.municipality), topic_id=made.pk, is_pinned=False).is_pinned


def test_moving_stays_in_the_municipality(topic: Topic, official: Any) -> None:
    other = topic.forum.categories.order_by("-position").first()
    assert other
    assert move_topic(by=official, topic_id=topic.pk, category_id=other.pk).category == other
    elsewhere = make.forum(make.place("BGS04", "Бургас", "Burgas")).categories.first()
    with pytest.raises(BadInput):
        move_topic(by=official, topic_id=topic.pk, category_id=elsewhere.pk)  # type: ignore[union-attr]  # it has parts


def test_splitting_numbers_anew_and_keeps_addresses(topic: Topic, official: Any) -> None:
    posts = list(Post.objects.filter(thread=topic.thread_id, number__in=(3, 5)).order_by("number"))
    made = split_topic(by=official, topic_id=topic.pk, post_ids=[post.pk for post in posts], title="Друга тема")
    assert (numbers(topic), numbers(made)) == ([1, 2, 4, 6], [1, 2])
    assert (counts(topic), counts(made)) == ((4, 6), (2, 2))
    found = get_post(posts[0].pk)
    assert found
    assert found.thread.scope == made.scope
    assert set(Question.objects.filter(ref=f"post.{posts[0].pk}").values_list("stream", flat=True)) == {made.scope}
    assert Event.objects.get(kind="topic.split").data["moved"] == [post.pk for post in posts]
    assert get_topic(made.pk).last_post_id == posts[1].pk  # type: ignore[union-attr]  # just made
    assert add_topic_post(author=official, topic_id=topic.pk, body="Нататък").number == 7


@pytest.mark.parametrize("wrong", ["none", "all", "foreign"])
def test_what_cannot_be_split(topic: Topic, official: Any, wrong: str) -> None:
    own = list(Post.objects.filter(thread=topic.thread_id).values_list("pk", flat=True))
    foreign = list(Post.objects.filter(thread=make.topic(topic.forum).thread_id).values_list("pk", flat=True))
    ids = {"none": [], "all": own, "foreign": [own[0], foreign[0]]}[wrong]
    with pytest.raises(BadInput):
        split_topic(by=official, topic_id=topic.pk, post_ids=ids, title="Т")
    assert numbers(topic) == [1, 2, 3, 4, 5, 6]


def test_merging_puts_posts_behind_and_the_old_address_leads_there(topic: Topic, official: Any) -> None:
    into = make.topic(topic.forum)
    post = Post.objects.get(thread=topic.thread_id, number=2)
    merge_topics(by=official, topic_id=topic.pk, into_id=into.pk)
    assert numbers(into) == [1, 2, 3, 4, 5, 6, 7]
    assert counts(into) == (7, 7)
    assert (get_topic(topic.pk), where_merged(topic.pk), where_merged(into.pk)) == (None, into.pk, None)
    assert get_post(post.pk).number == 3  # type: ignore[union-attr]  # it stands there
    assert not may_listen(None, topic.scope)
    assert not Event.objects.filter(stream__name=topic.scope).exists()
    third = make.topic(topic.forum)
    merge_topics(by=official, topic_id=into.pk, into_id=third.pk)
    assert where_merged(topic.pk) == third.pk
    with pytest.raises(BadInput):
        merge_topics(by=official, topic_id=third.pk, into_id=third.pk)


def test_a_hidden_topic_is_nowhere(topic: Topic) -> None:
    post = Post.objects.get(thread=topic.thread_id, number=1)
    said = add_topic_post(author=make.person(), topic_id=topic.pk, body="Тайна дума")
    assert may_listen(None, topic.scope), "the control"
    hide_topic(topic_id=topic.pk)
    assert not may_listen(None, topic.scope)
    assert (get_topic(topic.pk), get_post(post.pk), list(list_topics())) == (None, None, [])
    assert gone_posts([post.pk]) == {post.pk: "hidden"}
    assert not Event.objects.filter(data__icontains="Тайна").exists()
    with pytest.raises(BadInput):
        add_topic_post(author=make.person(), topic_id=topic.pk, body="Още")
    with pytest.raises(Closed):
        cast_ballot(voter=make.person(), question_id=said.question_id, choice="agree")
    restore_topic(topic_id=topic.pk)
    assert may_listen(None, topic.scope)
    assert cast_ballot(voter=make.person(), question_id=said.question_id, choice="agree")


def test_moderators_decide_about_topics(topic: Topic) -> None:
    moderator = make.moderator(topic.forum.municipality)
    subject = describe(topic.scope)
    assert subject
    assert (subject.about, subject.municipality_id) == (topic.title, topic.forum.municipality_id)
    report_thing(reporter=make.person(), ref=topic.scope, reason="spam")
    decision = decide(
        moderator=moderator, ref=topic.scope, outcome="hide", rule="spam", facts="Реклама", reason="Продава"
    )
    assert get_topic(topic.pk) is None
    reverse_decision(moderator=moderator, decision_id=decision.pk)
    assert get_topic(topic.pk)
    lock_thread(thread_id=topic.thread_id)
    assert get_topic(topic.pk).is_locked  # type: ignore[union-attr]  # it was restored


def test_who_began_it_renames_it_until_it_is_locked() -> None:
    author = make.person()
    topic = make.topic(author=author)
    assert rename_topic(editor=author, topic_id=topic.pk, title="Ново име").title == "Ново име"
    assert Act.objects.get(kind="topic.renamed").data["before"] == topic.title
    lock_thread(thread_id=topic.thread_id)
    with pytest.raises(NotAllowed):
        rename_topic(editor=author, topic_id=topic.pk, title="Още едно")


def test_a_part_of_another_forum_takes_no_split(topic: Topic, official: Any) -> None:
    elsewhere = (
        Category.objects.exclude(forum=topic.forum).first()
        or make.forum(make.place("BGS04", "Б", "B")).categories.first()
    )
    one = Post.objects.get(thread=topic.thread_id, number=2)
    with pytest.raises(BadInput):
        split_topic(by=official, topic_id=topic.pk, post_ids=[one.pk], title="Т", category_id=elsewhere.pk)  # type: ignore[union-attr]  # it has parts
