"""Dictionaries as they go out; a test holds them to their descriptions."""

from __future__ import annotations

from forums.telling import author_data
from participation.rest.fields import moment, place_short
from participation.rest.views import Row

from ..models import Minutes, Session, Turn
from ..selectors.floor import QuestionView, turn_data


def session_data(row: Session) -> Row:
    """See SessionOut."""
    return {
        "id": row.pk,
        "title": row.title,
        "description": row.description,
        "municipality": place_short(row.municipality),
        "state": row.state,
        "starts_at": moment(row.starts_at),
        "ends_at": moment(row.ends_at),
        "venue": row.venue,
        "online_url": row.online_url,
        "about": row.about,
        "reason": row.reason,
        "began_at": moment(row.began_at),
        "ended_at": moment(row.ended_at),
        "published_at": moment(row.published_at),
        "stream": row.scope,
        "url": row.get_absolute_url(),
    }


def spoken_data(turn: Turn) -> Row:
    """See SpokenOut."""
    return {
        **turn_data(turn),
        "item": turn.item_id,
        "ended_at": moment(turn.ended_at),
        "gist": turn.gist,
        "confirmed_at": moment(turn.confirmed_at),
    }


def question_data(one: QuestionView) -> Row:
    """See FloorQuestionOut."""
    post = one.post
    return {
        "id": post.pk,
        "author": author_data(post.author, post.organisation, post.group),
        "body": post.body,
        "body_html": post.body_html,
        "question": post.question_id,
        "support": one.view.support,
        "supported": one.view.supported,
        "answer": one.answer.text if one.answer else None,
        "answered_at": moment(one.answer.at) if one.answer else None,
        "answer_corrected_at": moment(one.answer.corrected_at) if one.answer else None,
        "created_at": moment(post.created_at),
    }


def version_data(row: Minutes) -> Row:
    """See MinutesOut."""
    return {
        "number": row.number,
        "text": row.text,
        "html": row.html,
        "reason": row.reason,
        "at": moment(row.at),
        "published_at": moment(row.published_at),
    }
