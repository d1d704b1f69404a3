"""A poll as live streams tell it: the same for every listener, and never more than everybody may know."""

from __future__ import annotations

from typing import Any

from .selectors.results import PollView


def poll_data(view: PollView) -> dict[str, Any]:
    """The poll with what may be known of its votes now. Options without ``votes``: secret until the closing."""
    poll = view.poll
    return {
        "id": poll.pk,
        "about": poll.about,
        "title": poll.title,
        "kind": poll.kind,
        "by": poll.by,
        "limit": poll.limit,
        "is_secret": poll.is_secret,
        "state": poll.state,
        "closes_at": poll.window.closes_at.isoformat() if poll.window.closes_at else None,
        "reason": poll.reason,
        "turnout": view.turnout,
        "quorum": poll.quorum,
        "is_shown": view.is_shown,
        "is_withheld": view.is_withheld,
        "options": [
            {"key": option.key, "text": option.text, "votes": option.votes, "points": option.points}
            for option in view.options
        ],
        "groups": view.groups,
    }
