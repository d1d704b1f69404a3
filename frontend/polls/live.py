"""Events of polls as pieces of a page: the same for everybody, drawn from the event's data alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from frontend.consultations.pieces import piece

from . import words
from .drawing import draw_result

Data = Mapping[str, Any]


def tally(stream: str, kind: str, data: Data) -> list[str]:
    """The results, or the turnout, as they are now."""
    return [piece(f"poll-{data['id']}-result", "inner", draw_result(data))]


def closed(stream: str, kind: str, data: Data) -> list[str]:
    """Nobody votes any more; the sealed results."""
    note = render_to_string("polls/ended.html", {"reason": data["reason"]})
    state = words.STATES["closed"]
    return [
        piece(f"poll-{data['id']}-vote", "inner", note, say=_("The poll has just closed.")),
        piece(f"poll-{data['id']}-state", "inner", str(state)),
        *tally(stream, kind, data),
    ]


def opened(stream: str, kind: str, data: Data) -> list[str]:
    """Where polls are listed it appears, with the way to it; where it stands already, the way to its newest state."""
    context = {"data": data, "how": words.how(data["kind"], data["limit"])}
    card = render_to_string("polls/arrived.html", context)
    news = render_to_string("polls/changed.html", context)
    return [
        piece("polls", "append", card, say=_("A new poll: %s") % data["title"]),
        piece(f"poll-{data['id']}-news", "inner", news),
    ]


def hidden(stream: str, kind: str, data: Data) -> list[str]:
    """It is nowhere any more."""
    return [piece(f"poll-{data['id']}", "remove"), piece(f"poll-{data['id']}-arrived", "remove")]


DRAWN = {
    "poll.tally": tally,
    "poll.closed": closed,
    "poll.opened": opened,
    "poll.edited": opened,
    "poll.moved": opened,
    "poll.restored": opened,
    "poll.hidden": hidden,
}
