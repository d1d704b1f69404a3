"""Splitting a topic, and merging two. Every address that was given out still leads to what was said."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from participation.accounts.models import User
from participation.live.actions import forget_stream, publish, revoke, scrub
from participation.notifications.models import Follow
from participation.organisations.speakers import Speaker
from participation.polls.actions import move_polls
from participation.refusals import BadInput, NotAllowed
from participation.voting.models import Question

from ..grounds import ground_at
from ..models import Category, Post, Thread, Topic
from .newest import newest_changed
from .order import DECIDED, locked_topic, tell
from .topics import checked_title, open_topic

MOST_SPLIT = 100  # posts at once


@transaction.atomic
def split_topic(
    *, by: object, topic_id: int, post_ids: Iterable[int], title: str, category_id: int | None = None
) -> Topic:
    """These posts are a topic of their own, numbered anew in their order; answers keep what they answer.

    Polls stay: they were asked in the topic as a whole. Raises SignInFirst, NotAllowed, BadInput (none or all of the
    posts, or of another topic).
    """
    topic, title = locked_topic(by, topic_id), checked_title(title)
    _refuse_decided(topic)
    assert isinstance(by, User)
    wanted = set(post_ids)
    posts = list(Post.objects.select_for_update().filter(thread=topic.thread_id, pk__in=wanted).order_by("number"))
    if not posts or len(posts) != len(wanted) or len(posts) > MOST_SPLIT:
        raise BadInput(_("Choose between 1 and %(most)d posts of this topic.") % {"most": MOST_SPLIT}, field="posts")
    if not Post.objects.filter(thread=topic.thread_id).exclude(pk__in=wanted).exists():
        raise BadInput(_("At least one post has to stay. To call the topic otherwise, rename it."), field="posts")
    category = _category(topic, category_id)
    first = posts[0]
    speaker = Speaker(first.author or by, first.organisation, first.group)
    fresh = open_topic(category, title, speaker, at=first.created_at)
    fresh.split_from = topic
    if first.author_id is None:
        fresh.author = None
    fresh.save(update_fields=["split_from", "author"])
    for number, post in enumerate(posts, 1):
        post.thread, post.number = fresh.thread, number
    Post.objects.bulk_update(posts, ["thread", "number"], batch_size=100)
    _recount(fresh.thread, last_number=len(posts))
    _recount(topic.thread)
    Question.objects.filter(pk__in=[post.question_id for post in posts]).update(stream=fresh.scope)
    for post in posts:
        scrub(stream=topic.scope, ref=f"post.{post.pk}", data={"id": post.pk})
    told = {"moved": [post.pk for post in posts], "to": fresh.pk, "into": title}
    topic.thread.refresh_from_db()
    tell(topic, by, "topic.split", told)
    tell(fresh, by, "topic.opened", {"from": topic.pk})
    return fresh


@transaction.atomic
def merge_topics(*, by: object, topic_id: int, into_id: int) -> Topic:
    """The posts of the first stand behind those of the second, in their order; its address leads there.

    Numbers of the second stay, so whoever read it has still read it. Polls at the head of the first stand at the head of
    the second, with their votes. Raises SignInFirst, NotAllowed, BadInput.
    """
    if topic_id == into_id:
        raise BadInput(_("A topic cannot be merged with itself."), field="into")
    if not Topic.objects.filter(pk=into_id).exists():
        raise BadInput(_("There is no topic with this number."), field="into")
    names = {topic_id: "", into_id: "into"}
    # In one order, so that two never deadlock.
    topics = {pk: locked_topic(by, pk, field=names[pk]) for pk in sorted(names)}
    topic, into = topics[topic_id], topics[into_id]
    _refuse_decided(topic)
    if topic.forum.municipality_id != into.forum.municipality_id:
        raise BadInput(_("Only topics of one municipality can be merged."), field="into")
    Post.objects.filter(thread=topic.thread_id).update(
        thread=into.thread_id, number=F("number") + into.thread.last_number
    )
    moved = Post.objects.filter(thread=into.thread_id)
    Question.objects.filter(pk__in=moved.values("question")).update(stream=into.scope)
    _recount(into.thread, last_number=into.thread.last_number + topic.thread.last_number)
    Thread.objects.filter(pk=topic.thread_id).update(post_count=0)
    Topic.objects.filter(merged_into=topic).update(merged_into=into)
    Topic.objects.filter(pk=topic.pk).update(merged_into=into, last_post=None)
    followers = Follow.objects.filter(scope=topic.scope).values_list("user_id", flat=True)
    Follow.objects.bulk_create([Follow(user_id=pk, scope=into.scope) for pk in followers], ignore_conflicts=True)
    forget_stream(stream=topic.scope)  # its words are told on the other one from now on, and hidden there if need be
    revoke(stream=topic.scope)
    publish(stream=topic.forum.stream, kind="topic.gone", data={"id": topic.pk}, ref=topic.scope)
    into.thread.refresh_from_db()
    move_polls(about=topic.scope, to=ground_at(into))
    tell(into, by, "topic.merged", {"from": topic.pk})
    return into


def _refuse_decided(topic: Topic) -> None:
    """What a moderator's decision has locked does not go on under another title. Raises NotAllowed."""
    if topic.thread.locked_at is not None:
        raise NotAllowed(DECIDED)


def _category(topic: Topic, category_id: int | None) -> Category:
    if category_id is None:
        return topic.category
    category = Category.objects.select_related("forum").filter(pk=category_id, forum=topic.forum_id).first()
    if category is None:
        raise BadInput(_("There is no such part of the forum."), field="category")
    return category


def _recount(thread: Thread, *, last_number: int | None = None) -> None:
    """What the thread counts agrees with its posts again, and its topic names the newest of them."""
    readable = Post.objects.filter(thread=thread, hidden_at=None, deleted_at=None).count()
    values = {"post_count": readable, **({} if last_number is None else {"last_number": last_number})}
    Thread.objects.filter(pk=thread.pk).update(**values)
    newest_changed(thread)
