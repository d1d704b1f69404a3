"""Posts as moderators see them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from participation.moderation.flagging import watch
from participation.moderation.subjects import Around, Described, Subject, register, register_place
from participation.voting import owners
from participation.voting.owners import Owner

from .actions import (
    hide_post,
    hide_topic,
    lock_thread,
    mask_post,
    restore_post,
    restore_topic,
    unlock_thread,
    unmask_post,
)
from .models import Post, Topic
from .policies import is_of_draft

FEW_WORDS = 60  # characters of the text, to name it by


def describe(numbers: Iterable[int]) -> dict[int, Described]:
    """Posts with their words, hidden or not; without those that were deleted or never were."""
    posts = Post.objects.select_related(
        "thread__window", "thread__topic__forum", "author", "organisation", "parent__author"
    )
    return {post.pk: _described(post) for post in posts.filter(pk__in=list(numbers), deleted_at=None)}


def _described(post: Post) -> Described:
    topic = getattr(post.thread, "topic", None)
    return Described(
        ref=f"post.{post.pk}",
        scope=post.thread.scope,
        municipality_id=post.thread.window.municipality_id if post.thread.window else None,
        author_id=post.author_id,
        author=str(post.organisation or post.author or ""),
        html=_html(post),
        about=f"{post.body[:FEW_WORDS]}…" if len(post.body) > FEW_WORDS else post.body,
        url=f"/posts/{post.pk}/",
        is_hidden=post.hidden_at is not None,
        said_at=post.created_at,
        pictures=tuple(post.pictures),
        is_masked=post.masked_at is not None,
        is_locked=post.thread.locked_at is not None,
        answers=post.parent.body_html if post.parent and post.parent.is_readable else "",
        stands_on=post.thread.ref,
        of_draft=topic is not None and is_of_draft(topic.forum),
        said_around=post.thread.post_count,
        heads=post.thread.ref if post.number == 1 and hasattr(post.thread, "topic") else "",
    )


def _html(post: Post) -> str:
    """The words; above those that begin a topic its title, which came with them and is checked with them."""
    topic = getattr(post.thread, "topic", None)
    return f"<p><b>{escape(topic.title)}</b></p>{post.body_html}" if topic and post.number == 1 else post.body_html


def owner(number: int) -> Owner | None:
    """Whose post it is."""
    row = Post.objects.filter(pk=number).values_list("author_id", "organisation_id").first()
    return Owner(*row) if row else None


def _hide(number: int) -> None:
    hide_post(post_id=number)


def _restore(number: int) -> None:
    restore_post(post_id=number)


def _mask(number: int, words: Sequence[str]) -> str:
    return mask_post(post_id=number, words=words)


def _unmask(number: int, original: str) -> None:
    unmask_post(post_id=number, original=original)


def _lock(number: int) -> None:
    lock_thread(thread_id=Post.objects.values_list("thread_id", flat=True).get(pk=number))


def _unlock(number: int) -> None:
    unlock_thread(thread_id=Post.objects.values_list("thread_id", flat=True).get(pk=number))


def describe_topics(numbers: Iterable[int]) -> dict[int, Described]:
    """Topics with their titles, hidden or not; without those that were merged into others."""
    topics = Topic.objects.select_related("forum", "author", "organisation", "thread")
    return {
        topic.pk: Described(
            ref=topic.scope,
            scope=topic.scope,
            municipality_id=topic.forum.municipality_id,
            author_id=topic.author_id,
            author=str(topic.organisation or topic.author or ""),
            html=f"<p>{escape(topic.title)}</p>",
            about=topic.title,
            url=f"/topics/{topic.pk}/",
            is_hidden=topic.hidden_at is not None,
            said_at=topic.created_at,
            is_locked=topic.thread.locked_at is not None,
            stands_on=topic.scope,
            of_draft=is_of_draft(topic.forum),
            said_around=topic.thread.post_count,
        )
        for topic in topics.filter(pk__in=list(numbers), deleted_at=None, merged_into=None)
    }


def topic_words(number: int) -> Around | None:
    """Title and first post of a topic."""
    topic = Topic.objects.filter(pk=number).first()
    if topic is None:
        return None
    first = Post.objects.filter(thread=topic.thread_id, deleted_at=None).order_by("number").first()
    return topic.title, first.body_html if first else ""


def topic_names(numbers: Iterable[int]) -> dict[int, str]:
    """Their titles."""
    return dict(Topic.objects.filter(pk__in=list(numbers)).values_list("pk", "title"))


def _hide_topic(number: int) -> None:
    hide_topic(topic_id=number)


def _restore_topic(number: int) -> None:
    restore_topic(topic_id=number)


def _lock_topic(number: int) -> None:
    lock_thread(thread_id=Topic.objects.values_list("thread_id", flat=True).get(pk=number))


def _unlock_topic(number: int) -> None:
    unlock_thread(thread_id=Topic.objects.values_list("thread_id", flat=True).get(pk=number))


def join() -> None:
    """Make posts and topics reportable; say whose posts are."""
    owners.register("post", owner)
    watch("comment.created", "comment.edited", "topic.created", "topic.renamed", "post.created", "post.edited")
    register("post", Subject(describe, _hide, _restore, _mask, _unmask, _lock, _unlock))
    register("topic", Subject(describe_topics, _hide_topic, _restore_topic, lock=_lock_topic, unlock=_unlock_topic))
    register_place("topic", topic_words, topic_names)
