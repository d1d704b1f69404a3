"""A post as live streams and the API tell it: the same for every listener, so nothing personal to the viewer."""

from __future__ import annotations

from typing import Any

from .models import Post, Thread, Topic
from .selectors.quotes import gone_quotes

SHOWN = 300  # characters of an answer in the bell and in the mail
TOPIC = "topic."  # how refs, scopes and streams of topics begin


def noun_of(thread: Thread) -> str:
    """What a post of this thread is called in the record and on streams: ``post`` in a topic, else ``comment``."""
    return "post" if thread.ref.startswith(TOPIC) else "comment"


def author_data(author: Any, organisation: Any, group: str) -> dict[str, Any]:
    """Who spoke, as they chose to be shown. ``id`` lets a page recognise its own reader's words."""
    return {
        "id": author.pk if author else None,
        "name": author.display_name if author else "",
        "group": group,
        "organisation": {"id": organisation.pk, "name": organisation.name} if organisation else None,
    }


def without_name(data: dict[str, Any]) -> dict[str, Any]:
    """The same, told of somebody who is a participant no more. An organisation they spoke for keeps its name."""
    author = data.get("author")
    return {**data, "author": {**author, "id": None, "name": ""}} if author else data


def without_person(data: dict[str, Any]) -> dict[str, Any]:
    """The same without the name and without the pictures, which are gone."""
    without = without_name(data)
    return {**without, "pictures": []} if without.get("pictures") else without


def quoted_data(quote: str, is_gone: bool) -> dict[str, Any]:
    """The words of another post, or that nobody reads them any more where they were said."""
    return {"quote": quote, "quote_gone": is_gone}


def with_quote(quoted: dict[str, Any], data: dict[str, Any]) -> dict[str, Any]:
    """The same with the quote as it is told now, where the whole post is told."""
    return {**data, **quoted} if "quote" in data else data


def media_data(post: Post) -> dict[str, Any]:
    """What stands beside the words of a post now."""
    return {"id": post.pk, "pictures": post.pictures, "card": post.card}


def post_data(post: Post, *, thread_ref: str, count: int | None = None) -> dict[str, Any]:
    """The post's public content. ``count``: readable posts of its thread after the act."""
    data: dict[str, Any] = {
        "id": post.pk,
        "thread": post.thread_id,
        "about": thread_ref,
        "number": post.number,
        "parent": post.parent_id,
        "author": author_data(post.author, post.organisation, post.group),
        "argument": post.argument,
        "quote": post.quote,
        "body": post.body,
        "body_html": post.body_html,
        "pictures": post.pictures,
        "card": post.card,
        "question": post.question_id,
        "is_proposal": post.is_proposal,
        "is_masked": post.masked_at is not None,
        "created_at": post.created_at.isoformat(),
        "edited_at": post.edited_at.isoformat() if post.edited_at else None,
    }
    if thread_ref.startswith(TOPIC):
        data["answers"] = answered_data(post.parent)
        is_gone = bool(gone_quotes([post]))
        data |= quoted_data("" if is_gone else post.quote, is_gone)
    if count is not None:
        data["count"] = count
    return data


def answered_data(parent: Post | None) -> dict[str, Any] | None:
    """The post that is answered, in passing. Its name is left out: who erases their account must not stand there."""
    return {"id": parent.pk, "number": parent.number} if parent else None


def topic_data(topic: Topic) -> dict[str, Any]:
    """How a topic stands, for lists. Nobody is named: lists show who spoke last, and that may be erased."""
    return {
        "id": topic.pk,
        "forum": topic.forum_id,
        "category": topic.category_id,
        "title": topic.title,
        "posts": topic.thread.post_count,
        "last_number": topic.thread.last_number,
        "last_post_at": topic.last_post_at.isoformat(),
        "is_pinned": topic.is_pinned,
        "is_locked": topic.is_locked,
    }
