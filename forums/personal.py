"""What this room keeps about a person: what they said."""

from __future__ import annotations

from typing import Any

from participation.accounts import personal_data
from participation.accounts.models import User
from participation.live.actions import publish, scrub
from participation.notifications.actions import forget_name

from .models import Post, PostEdit
from .telling import post_data


def export(user: User) -> list[dict[str, Any]]:
    """Every post with its earlier wordings."""
    edits: dict[int, list[dict[str, Any]]] = {}
    for edit in PostEdit.objects.filter(post__author=user).order_by("pk"):
        edits.setdefault(edit.post_id, []).append({"body": edit.body, "replaced_at": edit.replaced_at})
    posts = Post.objects.filter(author=user).order_by("pk")
    fields = ("pk", "thread__scope", "thread__ref", "argument", "quote", "body", "organisation__name")
    moments = ("created_at", "edited_at", "hidden_at", "deleted_at")
    return [{**row, "earlier": edits.get(row["pk"], [])} for row in posts.values(*fields, *moments)]


def erase(user: User) -> None:
    """What was said stays, by a former participant: in the streams' past, too, and in what others were told."""
    posts = list(
        Post.objects.select_for_update(of=("self",))
        .select_related("thread", "organisation")
        .filter(author=user)
        .order_by("thread__stream", "pk")
    )
    Post.objects.filter(pk__in=[post.pk for post in posts]).update(author=None, client_key="")
    forget_name(keys=[f"post.{post.pk}.answers" for post in posts])
    for post in posts:
        post.author = None
        if post.is_readable:
            ref, thread = f"post.{post.pk}", post.thread
            scrub(stream=thread.stream, ref=ref, data={"id": post.pk})
            data = post_data(post, thread_ref=thread.ref, count=thread.post_count)
            publish(stream=thread.stream, kind="comment.restored", data=data, ref=ref)


def join() -> None:
    """Posts outlive the person, without them."""
    personal_data.register("comments", export, erase)
