"""What a topic knows of its newest post, and telling lists that it moved."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from participation.live import coalesce
from participation.live.actions import publish
from participation.refusals import Refused

from ..models import Post, Thread, Topic
from ..telling import TOPIC, topic_data

MOVED = "topic"  # the coalescer's name for topics that moved


class Locked(Refused):
    """The topic takes no more posts."""

    code = "locked"
    status = 409
    message = _("This topic is locked: it is read, and nothing is added.")


def topic_of(thread: Thread) -> Topic | None:
    """The topic whose posts these are; None for every other conversation, without a query."""
    if not thread.ref.startswith(TOPIC):
        return None
    return Topic.objects.select_related("thread", "forum").filter(thread=thread).first()


def refuse_locked(topic: Topic | None) -> None:
    """Raises Locked where nothing may be added or changed: its hosts or a moderator have locked it."""
    if topic is not None and topic.is_locked:
        raise Locked


def newest_changed(thread: Thread) -> None:
    """A post of the thread went or came back: its topic, if it has one, names the newest that can be read."""
    topic = topic_of(thread)
    if topic is None:
        return
    newest = Post.objects.filter(thread=thread, hidden_at=None, deleted_at=None).order_by("-number").first()
    at = newest.created_at if newest else topic.created_at
    Topic.objects.filter(pk=topic.pk).update(last_post=newest, last_post_at=at)
    touch(topic.pk)


def touch(topic_id: int) -> None:
    """After the commit the forum's lists are told how the topic stands, at most four times a second."""
    coalesce.touch(MOVED, topic_id)


@transaction.atomic
def tell_moved(topic_id: int) -> float | None:
    """Tell the topic as it stands now. Of one that cannot be read nothing is told."""
    topic = (
        Topic.objects.select_for_update(of=("self",))
        .select_related("thread", "last_post__author", "last_post__organisation", "forum")
        .filter(pk=topic_id, hidden_at=None, deleted_at=None, merged_into=None, forum__hidden_at=None)
        .first()
    )
    if topic is not None:
        publish(stream=topic.forum.stream, kind="topic.moved", data=topic_data(topic), ref=topic.scope)
    return None


coalesce.register(MOVED, tell_moved)
