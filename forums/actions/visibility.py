"""Hiding by a moderator's decision, in whole or in part, locking, and restoring. The decision and its statement are the
moderation room's, and it alone calls these (through ``forums.subjects``).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import F

from participation.database import db_now
from participation.live.actions import SUPERSEDED, forget_stream, publish, revoke, scrub
from participation.moderation.masking import mask, mask_where_there
from participation.notifications.actions import retell, retell_each
from participation.voting.actions import close_question, close_questions

from ..models import Post, Thread, Topic
from ..telling import SHOWN, noun_of, post_data, topic_data
from .newest import newest_changed, topic_of, touch
from .posts import tell_gone
from .quotes import quoting, quoting_topic, renew_quotes, requote
from .titles import headed_by, mask_title, unmask_title
from .writing import LONGEST_QUOTE, written


@transaction.atomic
def hide_post(*, post_id: int) -> Post:
    """Nobody reads the post any more, on any screen, in any stream's past; harmless if it was hidden before."""
    post = _locked(post_id)
    if not post.is_readable:
        return post
    post.hidden_at = db_now()
    post.save(update_fields=["hidden_at"])
    close_question(post.question_id)
    Thread.objects.filter(pk=post.thread_id).update(post_count=F("post_count") - 1)
    retell(key=f"post.{post.pk}.answers", words="")
    tell_gone(post, f"{noun_of(post.thread)}.hidden")
    return post


@transaction.atomic
def restore_post(*, post_id: int) -> Post:
    """The post is read again, with its support, and its words where they are quoted."""
    post = _locked(post_id)
    if post.hidden_at is None or post.deleted_at is not None:
        return post
    post.hidden_at = None
    post.save(update_fields=["hidden_at"])
    close_question(post.question_id, is_open=True)
    Thread.objects.filter(pk=post.thread_id).update(post_count=F("post_count") + 1)
    retell(key=f"post.{post.pk}.answers", words=post.body[:SHOWN])
    newest_changed(post.thread)
    _tell(post, "restored", renew_quotes(quoting(post), stream=post.thread.stream))
    return post


@transaction.atomic
def mask_post(*, post_id: int, words: Sequence[str]) -> str:
    """The passages are behind a mark everywhere, in earlier wordings too, and in the title that came with the first post
    of a topic; gives back what ``unmask_post`` needs. Raises BadInput for a passage that stands in none of these.
    """
    post = _locked(post_id)
    edits, quotes, topic = list(post.edits.all()), quoting(post), headed_by(post)
    kept: dict[str, Any] = {
        "body": post.body,
        "edits": {edit.pk: edit.body for edit in edits},
        "quotes": {answer.pk: answer.quote for answer in quotes},
    }
    (post.body, *_title) = mask([post.body, *([topic.title] if topic else [])], words)
    post.body_html, post.masked_at = written(post, post.body, topic_of(post.thread)), db_now()
    post.save(update_fields=["body", "body_html", "masked_at"])
    for edit in edits:
        edit.body = mask_where_there(edit.body, words)
        edit.save(update_fields=["body"])
    _reworded(post, {answer.pk: mask_where_there(answer.quote, words)[:LONGEST_QUOTE] for answer in quotes})
    if topic is not None:
        kept["title"] = mask_title(topic, words)
    return json.dumps(kept, ensure_ascii=False)


@transaction.atomic
def unmask_post(*, post_id: int, original: str) -> Post:
    """Every word is back, unless its author has deleted the post; those of the title in any case."""
    post, kept = _locked(post_id), json.loads(original)
    if kept.get("title"):
        unmask_title(kept["title"])
    if post.deleted_at is not None:
        return post
    post.body, post.masked_at = kept["body"], None
    post.body_html = written(post, post.body, topic_of(post.thread))
    post.save(update_fields=["body", "body_html", "masked_at"])
    for edit in post.edits.all():
        edit.body = kept["edits"].get(str(edit.pk), edit.body)
        edit.save(update_fields=["body"])
    _reworded(post, {int(pk): quote for pk, quote in kept.get("quotes", {}).items()})
    return post


@transaction.atomic
def lock_thread(*, thread_id: int) -> None:
    """The conversation takes no new posts; what was said stays. Open screens are told."""
    _set_lock(thread_id, is_locked=True)


@transaction.atomic
def unlock_thread(*, thread_id: int) -> None:
    """It takes posts again, as long as what it is about does."""
    _set_lock(thread_id, is_locked=False)


def _set_lock(thread_id: int, *, is_locked: bool) -> None:
    thread = Thread.objects.select_for_update(no_key=True).get(pk=thread_id)
    if (thread.locked_at is not None) == is_locked:
        return
    Thread.objects.filter(pk=thread_id).update(locked_at=db_now() if is_locked else None)
    topic = topic_of(thread)
    if topic is None:
        kind = "thread.locked" if is_locked else "thread.unlocked"
        data = {"thread": thread_id, "about": thread.ref}
        publish(stream=thread.stream, kind=kind, data=data, ref=f"thread.{thread_id}")
        return
    topic.thread.refresh_from_db(fields=["locked_at"])
    if topic.is_locked == is_locked:  # where its hosts have locked it too, it stays locked
        kind = "topic.locked" if is_locked else "topic.unlocked"
        publish(stream=topic.scope, kind=kind, data=topic_data(topic), ref=topic.scope)
        touch(topic.pk)


def _locked(post_id: int) -> Post:
    posts = Post.objects.select_for_update(of=("self",)).select_related("thread", "author", "organisation")
    return posts.get(pk=post_id)


def _reworded(post: Post, quotes: dict[int, str]) -> None:
    """Nobody is told the words of before any more, in streams, in the bell or by mail; open screens show those of now."""
    answers = quoting(post)
    requote(answers, quotes)
    told = renew_quotes(answers, stream=post.thread.stream)
    if post.hidden_at is not None:
        return
    retell(key=f"post.{post.pk}.answers", words=post.body[:SHOWN])
    scrub(stream=post.thread.stream, ref=f"post.{post.pk}", data={"id": post.pk}, kind=SUPERSEDED)
    _tell(post, "edited", told)


def _tell(post: Post, what: str, more: dict[str, Any]) -> None:
    count = Thread.objects.values_list("post_count", flat=True).get(pk=post.thread_id)
    data = {**post_data(post, thread_ref=post.thread.ref, count=count), **more}
    publish(stream=post.thread.stream, kind=f"{noun_of(post.thread)}.{what}", data=data, ref=f"post.{post.pk}")


@transaction.atomic
def hide_topic(*, topic_id: int) -> None:
    """Nobody reads the topic and any of its posts any more: no page, list, count, stream or past of one.

    Harmless if it was hidden before.
    """
    topic = _locked_topic(topic_id)
    if topic.hidden_at is not None:
        return
    topic.hidden_at = db_now()
    topic.save(update_fields=["hidden_at"])
    posts = Post.objects.filter(thread=topic.thread_id)
    close_questions(posts.values_list("question_id", flat=True))
    retell_each(words={f"post.{pk}.answers": "" for pk in posts.values_list("pk", flat=True)})
    forget_stream(stream=topic.scope)
    revoke(stream=topic.scope)
    renew_quotes(quoting_topic(topic))
    scrub(stream=topic.forum.stream, ref=topic.scope, data={"id": topic.pk})
    publish(stream=topic.forum.stream, kind="topic.gone", data={"id": topic.pk}, ref=topic.scope)


@transaction.atomic
def restore_topic(*, topic_id: int) -> None:
    """The topic is read again with all of its posts but those that are hidden themselves."""
    topic = _locked_topic(topic_id)
    if topic.hidden_at is None:
        return
    topic.hidden_at = None
    topic.save(update_fields=["hidden_at"])
    readable = Post.objects.filter(thread=topic.thread_id, hidden_at=None, deleted_at=None)
    close_questions(readable.values_list("question_id", flat=True), is_open=True)
    retell_each(words={f"post.{pk}.answers": body[:SHOWN] for pk, body in readable.values_list("pk", "body")})
    renew_quotes(quoting_topic(topic))
    touch(topic.pk)


def _locked_topic(topic_id: int) -> Topic:
    """The topic, its thread's row held against new posts."""
    list(Thread.objects.select_for_update().filter(topic=topic_id))
    return Topic.objects.select_for_update(of=("self",)).select_related("forum", "thread").get(pk=topic_id)
