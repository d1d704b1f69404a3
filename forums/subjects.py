"""Posts as moderators see them."""

from __future__ import annotations

from participation.moderation.subjects import Described, Subject, register

from .actions import hide_post, restore_post
from .models import Post

FEW_WORDS = 60  # characters of the text, to name it by


def describe(number: int) -> Described | None:
    """The post with its words, hidden or not; None if it was deleted or never was."""
    post = Post.objects.select_related("thread__window", "author", "organisation").filter(pk=number).first()
    if post is None or post.deleted_at is not None:
        return None
    return Described(
        ref=f"post.{post.pk}",
        scope=post.thread.scope,
        municipality_id=post.thread.window.municipality_id if post.thread.window else None,
        author_id=post.author_id,
        author=str(post.organisation or post.author or ""),
        html=post.body_html,
        about=f"{post.body[:FEW_WORDS]}…" if len(post.body) > FEW_WORDS else post.body,
        url=f"/posts/{post.pk}/",
        is_hidden=post.hidden_at is not None,
        said_at=post.created_at,
    )


def _hide(number: int) -> None:
    hide_post(post_id=number)


def _restore(number: int) -> None:
    restore_post(post_id=number)


def join() -> None:
    """Make posts reportable."""
    register("post", Subject(describe, _hide, _restore))
