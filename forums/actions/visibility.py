"""Hiding by a moderator's decision, and restoring. The decision and its statement are the moderation room's."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F

from participation.database import db_now
from participation.live.actions import publish
from participation.voting.actions import close_question

from ..models import Post, Thread
from ..telling import post_data
from .posts import tell_gone


@transaction.atomic
def hide_post(*, post_id: int) -> Post:
    """Nobody reads the post any more, on any screen, in any stream's past; harmless if it was hidden before."""
    post = Post.objects.select_for_update(of=("self",)).select_related("thread").get(pk=post_id)
    if not post.is_readable:
        return post
    post.hidden_at = db_now()
    post.save(update_fields=["hidden_at"])
    close_question(post.question_id)
    Thread.objects.filter(pk=post.thread_id).update(post_count=F("post_count") - 1)
    tell_gone(post, "comment.hidden")
    return post


@transaction.atomic
def restore_post(*, post_id: int) -> Post:
    """The post is read again, with its support."""
    post = (
        Post.objects.select_for_update(of=("self",)).select_related("thread", "author", "organisation").get(pk=post_id)
    )
    if post.hidden_at is None or post.deleted_at is not None:
        return post
    post.hidden_at = None
    post.save(update_fields=["hidden_at"])
    close_question(post.question_id, is_open=True)
    Thread.objects.filter(pk=post.thread_id).update(post_count=F("post_count") + 1)
    count = Thread.objects.values_list("post_count", flat=True).get(pk=post.thread_id)
    data = post_data(post, thread_ref=post.thread.ref, count=count)
    publish(stream=post.thread.stream, kind="comment.restored", data=data, ref=f"post.{post.pk}")
    return post
