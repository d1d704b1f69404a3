"""The host's desk: everything that a host does stands on it, and what they do leads back to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from frontend.consultations.pieces import answer, drawn, piece
from gatherings.policies import TOO_EARLY, can_begin
from gatherings.selectors.floor import counted_by_host, list_questions, list_queue, list_spoken, turn_data
from proposals.selectors.carried import list_carried

from . import drawing
from .common import frame, room_of
from .forms import GROUPS, AskEverybodyForm
from .polled import polled_rows

Numbers = Mapping[str, str]
MOVING = {"console": "console", "desk-polls": "desk_polls", "desk-course": "desk_course"}  # place on the desk: template


def moving_part(request: HttpRequest, session: Any) -> dict[str, Any]:
    """What changes by itself while the session is on."""
    context, gone_where = frame(request, session), carried_from(session)
    speaking = context["board"]["speaking"]
    spoken = [turn for turn in reversed(list_spoken(session)) if not speaking or turn.pk != speaking["id"]]
    return {
        **context,
        "waiting": [_waiting(turn) for turn in list_queue(session)],
        "spoken": [(turn, drawing.draw_speaker(turn_data(turn)), gone_where.get(f"turn.{turn.pk}")) for turn in spoken],
        "said": next((turn.gist for turn in list_spoken(session) if speaking and turn.pk == speaking["id"]), ""),
        **_polled(request, session),
        "is_busy": session.state == "live",
        "next_item": next((item for item in context["board"]["items"] if not item["begun_at"]), None),
    }


def moving_pieces(request: HttpRequest, session: Any) -> list[str]:
    """What changes by itself, anew, each part in its place."""
    context = moving_part(request, session)
    return [piece(at, "inner", drawn(f"sessions/{name}.html", context, request)) for at, name in MOVING.items()]


def question_piece(request: HttpRequest, session: Any, post_id: int) -> str:
    """A question with what a host can do about it; events tell everybody the same, so they come without that."""
    at = _room(request, session)
    views = list_questions(session, viewer=request.user)
    found = next((drawing.draw_question(view, at) for view in views if view.post.pk == post_id), "")
    return piece("session-questions", "put", found) if found else ""


def _polled(request: HttpRequest, session: Any) -> dict[str, Any]:
    """The polls of the desk: those that want something of the host, and those that are done."""
    rows = polled_rows(request.user, session.scope)
    is_done = [row["poll"].state == "closed" for row in rows]
    return {
        "polled": [row for row, done in zip(rows, is_done, strict=True) if not done],
        "polled_done": [row for row, done in zip(rows, is_done, strict=True) if done],
    }


def _waiting(turn: Any) -> tuple[Any, str, str]:
    return turn, drawing.draw_speaker(turn_data(turn)), drawing.turns_so_far(turn.spoken)


def carried_from(session: Any) -> dict[str, Any]:
    """What stands in a consultation already, by what it was: ``{"turn.3": Carried}``."""
    return {
        f"turn.{one.turn_id}" if one.turn_id else f"question.{one.question_id}": one for one in list_carried(session)
    }


def show_desk(
    request: HttpRequest, session: Any, *, asking: AskEverybodyForm | None = None,
    typed: Numbers | None = None, error: str = "", status: int = 200,
) -> HttpResponse:  # fmt: skip
    """The desk whole; with what could not be sent in its place."""
    context = {
        **moving_part(request, session),
        "questions": drawing.draw_questions(list_questions(session, viewer=request.user), _room(request, session)),
        "can_begin": can_begin(session, timezone.now()),
        "too_early": TOO_EARLY,
        "asking": asking or AskEverybodyForm(),
        **numbers_context(session, typed, error),
    }
    return render(request, "sessions/host.html", context, status=status)


def _room(request: HttpRequest, session: Any) -> drawing.Room:
    return replace(room_of(request, session), hosts=True, carried=carried_from(session))


def numbers_context(session: Any, typed: Numbers | None = None, error: str = "") -> dict[str, Any]:
    """The form in which those in the hall are counted: what is kept, or what was typed and cannot be."""
    counted = counted_by_host(session)
    return {
        "session": session,
        "groups": [
            (value, label, counted.get(value, 0) if typed is None else typed.get(f"n_{value}", ""))
            for value, label in GROUPS
        ],
        "numbers_error": error,
    }


def told(
    request: HttpRequest, session: Any, said: str = "", *, tone: str = "support", more: Iterable[str] = (), status: int = 200
) -> HttpResponse:  # fmt: skip
    """The answer to a form of the desk that a script sent: the moving part anew, and what became of the act."""
    message = drawn("components/message.html", {"text": said, "tone": tone, "role": "status"}) if said else ""
    return answer([*moving_pieces(request, session), piece("desk-said", "inner", message, say=said), *more], status)


def numbers_piece(request: HttpRequest, session: Any, typed: Numbers | None = None, error: str = "") -> str:
    """The form of the numbers anew."""
    return piece("numbers", "inner", drawn("sessions/numbers.html", numbers_context(session, typed, error), request))


def asking_piece(request: HttpRequest, session: Any, form: AskEverybodyForm | None = None) -> str:
    """The form for a question to everybody, empty or with what is wrong in it."""
    context = {"session": session, "asking": form or AskEverybodyForm()}
    return piece("asking", "inner", drawn("sessions/asking.html", context, request))


def not_whole() -> str:
    """What is said of numbers that are none."""
    return _("Give whole numbers from 0 on.")
