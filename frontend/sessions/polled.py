"""The polls of a session: on its page, at the desk and on the projector."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from django.utils.safestring import SafeString

from frontend.polls import words
from frontend.polls.component import draw_poll
from frontend.polls.drawing import lines_of
from gatherings.selectors.floor import moved_on_at
from participation.polls.selectors import PollView, polls_about, views_of
from participation.polls.telling import poll_data


def polled_rows(viewer: Any, scope: str) -> list[dict[str, Any]]:
    """Each poll as the desk shows it, the newest first: the same queries for 1 and 9."""
    return [_row(view) for view in views_of(reversed(polls_about(scope, viewer=viewer)))]


def _row(view: PollView) -> dict[str, Any]:
    poll = view.poll
    return {
        "poll": poll,
        "state": words.STATES[poll.state],
        "tone": words.TONES[poll.state],
        "said": words.when_opens(poll) or words.turnout(view.turnout, poll.by),
        "lines": lines_of(poll_data(view)) if view.is_shown and poll.state != "prepared" else [],
        "is_open": poll.state == "open",
        "closes_at": poll.window.closes_at,
        "left": words.time_left(poll),
    }


def drawn_polls(request: HttpRequest, scope: str) -> dict[str, list[SafeString]]:
    """What can be voted on now, and what has ended, each drawn for the reader."""
    views = views_of(polls_about(scope, viewer=request.user), viewer=request.user)
    return {
        "polls": _drawn(request, (view for view in views if view.poll.state != "closed")),
        "polls_done": _drawn(request, (view for view in views if view.poll.state == "closed")),
    }


def _drawn(request: HttpRequest, views: Iterable[PollView]) -> list[SafeString]:
    return [draw_poll(request, view) for view in views]


def on_the_wall(session: Any) -> list[PollView]:
    """What the projector shows: the newest poll while it is open, and its result until the session goes on."""
    newest = views_of(polls_about(session.scope).order_by("-id")[:1])
    went_on = moved_on_at(session)
    return [view for view in newest if not (view.poll.closed_at and went_on and went_on > view.poll.closed_at)]
