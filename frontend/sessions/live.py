"""An event of a session's stream as pieces of its pages: the same for everybody, without a query."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from frontend.consultations.pieces import piece
from frontend.polls import live as polls

from .drawing import Room, board_pieces, draw_answer, draw_attendance, draw_question, draw_wall_poll, question_of

Data = Mapping[str, Any]
Draw = Callable[[str, str, Data], list[str]]
Author = Callable[[Data], dict[str, Any]]


def _board(stream: str, kind: str, data: Data) -> list[str]:
    say = SAID[kind]() if kind in SAID else ""
    return [*board_pieces(data, say=say)]


def _present(stream: str, kind: str, data: Data) -> list[str]:
    return [piece("session-attendance", "inner", draw_attendance(data["attendance"]))]


def _answered(stream: str, kind: str, data: Data) -> list[str]:
    is_corrected = bool(data.get("is_corrected"))
    say = _("An answer was corrected.") if is_corrected else _("A question was answered.")
    return [piece(f"answer-{data['post']}", "inner", draw_answer(data["text"], is_corrected), say=say)]


def _unanswered(stream: str, kind: str, data: Data) -> list[str]:
    return [
        piece(f"answer-{data['post']}", "inner", "", say=_("An answer was taken back: the question is open again."))
    ]


def _gone(stream: str, kind: str, data: Data) -> list[str]:
    return [piece(f"post-{data['id']}", "remove")]


def _edited(stream: str, kind: str, data: Data) -> list[str]:
    return [piece(f"post-{data['id']}-body", "inner", data["body_html"])]


def _moved_on(stream: str, kind: str, data: Data) -> list[str]:
    """The room goes on: the projector puts the result of the last poll away."""
    return [*_board(stream, kind, data), piece("wall-poll-done", "remove")]


def _polled(stream: str, kind: str, data: Data) -> list[str]:
    """A poll on the session's page, and on the projector at once."""
    return [*polls.DRAWN[kind](stream, kind, data), piece("wall-polls", "inner", draw_wall_poll(data))]


def _counted(stream: str, kind: str, data: Data) -> list[str]:
    """Its votes, or its end, on the page and on the projector."""
    return [*polls.DRAWN[kind](stream, kind, data), piece(f"wall-poll-{data['id']}", "replace", draw_wall_poll(data))]


def _hidden(stream: str, kind: str, data: Data) -> list[str]:
    gone = [piece(f"wall-poll-{data['id']}", "remove"), piece("wall-poll-done", "remove")]
    return [*polls.DRAWN[kind](stream, kind, data), *gone]


def asked(author_of: Author) -> Draw:
    """How a new question is drawn; ``author_of`` reads who said it."""

    def draw(stream: str, kind: str, data: Data) -> list[str]:
        at = Room(int(stream.rpartition(".")[2]))
        html = draw_question(question_of(data, author_of(data)), at)
        return [piece("session-questions", "append", html, say=_("A new question was asked."))]

    return draw


SAID: dict[str, Callable[[], str]] = {
    "session.began": lambda: _("The session has begun."),
    "session.item_begun": lambda: _("The next point of the programme has begun."),
    "turn.called": lambda: _("Somebody was given the floor."),
    "session.ended": lambda: _("The session has ended."),
    "session.cancelled": lambda: _("The session was cancelled."),
    "minutes.published": lambda: _("The minutes have just been published."),
}
BOARDS = (
    "session.announced", "session.changed", "session.cancelled", "session.began", "session.item_begun", "session.ended",
    "session.board", "turn.raised", "turn.withdrawn", "turn.called", "turn.ended", "minutes.published", "minutes.corrected",
)  # fmt: skip


def drawn(author_of: Author) -> dict[str, Draw]:
    """What each kind of event on ``session.<id>`` looks like."""
    return {
        **dict.fromkeys(BOARDS, _board),
        **dict.fromkeys(("comment.created", "comment.restored"), asked(author_of)),
        **dict.fromkeys(("comment.deleted", "comment.hidden"), _gone),
        "comment.edited": _edited,
        "session.attendance": _present,
        "session.question_answered": _answered,
        "session.answer_withdrawn": _unanswered,
        **polls.DRAWN,
        **dict.fromkeys(("turn.called", "session.item_begun"), _moved_on),
        **dict.fromkeys(("poll.opened", "poll.edited", "poll.restored"), _polled),
        **dict.fromkeys(("poll.tally", "poll.closed"), _counted),
        "poll.hidden": _hidden,
    }
