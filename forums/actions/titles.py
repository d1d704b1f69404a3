"""The words of a title that a decision hides: wherever the title was told they give way to the mark, and come back."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from participation.live.actions import publish, rewrite
from participation.moderation.masking import mask_where_there
from participation.notifications.actions import retitle
from participation.record.actions import put_back, reword

from ..models import Post, Topic
from ..telling import topic_data
from .newest import topic_of, touch

NAMES = ("title", "before")  # under which the record of a topic holds what it is or was called


def headed_by(post: Post) -> Topic | None:
    """The topic whose title came with this post: where it is the first."""
    return topic_of(post.thread) if post.number == 1 else None


def mask_title(topic: Topic, words: Sequence[str]) -> dict[str, Any]:
    """The passages are behind the mark in the title and in what it was before; gives back what ``unmask_title`` needs."""
    was, title = topic.title, mask_where_there(topic.title, words)
    acts = reword(scope=topic.scope, change=partial(_masked, words))
    kept = {"topic": topic.pk, "was": was, "masked": title, "acts": {str(pk): data for pk, data in acts.items()}}
    if title != was:
        _call(topic, title)
    return kept


def unmask_title(kept: dict[str, Any]) -> None:
    """The title is what it was, unless somebody who keeps order has called the topic otherwise since."""
    topic = Topic.objects.select_related("forum", "thread").filter(pk=kept["topic"], deleted_at=None).first()
    if topic is None:
        return
    put_back({int(pk): data for pk, data in kept["acts"].items()})
    if topic.title == kept["masked"] != kept["was"]:
        _call(topic, kept["was"])


def _call(topic: Topic, title: str) -> None:
    """The topic is called so: in its lists, on open screens, in the past of its streams, in what people were told."""
    topic.title = title
    Topic.objects.filter(pk=topic.pk).update(title=title)
    posts = Post.objects.filter(thread=topic.thread_id).values_list("pk", flat=True)
    retitle(keys=[f"post.{pk}.answers" for pk in posts], prefix=f"{topic.scope}.after.", title=title)
    for stream in (topic.forum.stream, topic.scope):
        rewrite(stream=stream, refs=[topic.scope], change=partial(_called, "title", title))
    if topic.split_from_id is not None:
        source = f"topic.{topic.split_from_id}"
        rewrite(stream=source, refs=[source], change=partial(_led, topic.pk, title))
    publish(stream=topic.scope, kind="topic.changed", data=topic_data(topic), ref=topic.scope)
    touch(topic.pk)


def _called(name: str, title: str, data: dict[str, Any]) -> dict[str, Any]:
    return {**data, name: title} if name in data else data


def _led(topic_id: int, title: str, data: dict[str, Any]) -> dict[str, Any]:
    """Of the event that told where some posts went: what is there is called so."""
    return _called("into", title, data) if data.get("to") == topic_id else data


def _masked(words: Sequence[str], data: dict[str, Any]) -> dict[str, Any]:
    named = {name: mask_where_there(str(data[name]), words) for name in NAMES if name in data}
    return {**data, **named}
