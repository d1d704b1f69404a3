"""Rows as they go out."""

from __future__ import annotations

from collections.abc import Sequence

from participation.record.models import Act
from participation.rest.fields import moment, place_short
from participation.rest.views import Row

from ..models import Category, Topic
from ..selectors.forums import ForumView
from ..selectors.topics import PostRow, Standing
from ..telling import answered_data, author_data


def forum_data(view: ForumView) -> Row:
    """See ForumOut."""
    forum = view.forum
    return {
        "id": forum.pk,
        "scope": forum.scope,
        "title": forum.title,
        "municipality": place_short(forum.municipality),
        "starting": forum.starting,
        "topics": view.topics,
        "posts": view.posts,
        "last_post_at": moment(view.last_post_at),
        "stream": forum.stream,
        "url": f"/forums/{forum.pk}/",
    }


def category_data(row: Category) -> Row:
    """See CategoryOut."""
    return {
        "id": row.pk,
        "forum": row.forum_id,
        "title": row.title,
        "description": row.description,
        "position": row.position,
    }


def topics_data(rows: Sequence[Topic], standings: dict[int, Standing]) -> list[Row]:
    """See TopicOut."""
    return [_topic(row, standings.get(row.pk)) for row in rows]


def _topic(row: Topic, standing: Standing | None) -> Row:
    return {
        "id": row.pk,
        "forum": row.forum_id,
        "category": row.category_id,
        "title": row.title,
        "author": author_data(row.author, row.organisation, row.group),
        "posts": row.thread.post_count,
        "last_number": row.thread.last_number,
        "last_post": row.last_post_id,
        "last_post_at": moment(row.last_post_at),
        "is_pinned": row.is_pinned,
        "is_locked": row.is_locked,
        "created_at": moment(row.created_at),
        "own": standing_data(standing) if standing else None,
        "stream": row.scope,
        "url": f"/topics/{row.pk}/",
    }


def standing_data(standing: Standing) -> Row:
    """See StandingOut."""
    level = "ignore" if standing.is_ignored else "follow" if standing.is_following else "normal"
    return {"number": standing.number, "unread": standing.unread, "level": level}


def post_row_data(row: PostRow, topic_id: int) -> Row:
    """See PostOut."""
    post = row.post
    gone = "" if post.is_readable else "deleted" if post.deleted_at else "hidden"
    return {
        "id": post.pk,
        "topic": topic_id,
        "number": post.number,
        "answers": answered_data(post.parent),
        "author": author_data(post.author, post.organisation, post.group),
        "quote": post.quote,
        "quote_gone": row.quote_gone,
        "body": post.body,
        "body_html": post.body_html,
        "pictures": post.pictures,
        "card": post.card,
        "is_masked": post.masked_at is not None,
        "question": post.question_id,
        "reactions": row.reaction.counts,
        "own_reaction": row.reaction.own or None,
        "created_at": moment(post.created_at),
        "edited_at": moment(post.edited_at),
        "gone": gone,
        "url": f"/posts/{post.pk}/",
    }


def topic_act_data(act: Act) -> Row:
    """See TopicActOut."""
    organisation = act.organisation
    return {
        "id": act.pk,
        "at": moment(act.at),
        "kind": act.kind,
        "actor": act.actor.display_name if act.actor else None,
        "organisation": {"id": organisation.pk, "name": organisation.name} if organisation else None,
        "role": act.role,
        "to": act.data.get("to") if act.kind == "topic.split" else None,
        "source": act.data.get("from"),
        "title": act.data.get("title", ""),
        "before": act.data.get("before", ""),
    }
