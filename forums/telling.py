"""A post as live streams and the API tell it: the same for every listener, so nothing personal to the viewer."""

from __future__ import annotations

from typing import Any

from .models import Post


def author_data(author: Any, organisation: Any, group: str) -> dict[str, Any]:
    """Who spoke, as they chose to be shown. ``id`` lets a page recognise its own reader's words."""
    return {
        "id": author.pk if author else None,
        "name": author.display_name if author else "",
        "group": group,
        "organisation": {"id": organisation.pk, "name": organisation.name} if organisation else None,
    }


def post_data(post: Post, *, thread_ref: str, count: int | None = None) -> dict[str, Any]:
    """The post's public content. ``count``: readable posts of its thread after the act."""
    data: dict[str, Any] = {
        "id": post.pk,
        "thread": post.thread_id,
        "about": thread_ref,
        "parent": post.parent_id,
        "author": author_data(post.author, post.organisation, post.group),
        "argument": post.argument,
        "quote": post.quote,
        "body": post.body,
        "body_html": post.body_html,
        "question": post.question_id,
        "is_proposal": post.is_proposal,
        "created_at": post.created_at.isoformat(),
        "edited_at": post.edited_at.isoformat() if post.edited_at else None,
    }
    if count is not None:
        data["count"] = count
    return data
