"""What this room keeps about a person: that they wanted to speak, what was noted of it, that they were there, or hosted."""

from __future__ import annotations

from typing import Any

from participation.accounts import personal_data
from participation.accounts.models import User
from participation.live.actions import publish, rewrite

from .models import Attendance, Session, SessionHost, Turn
from .selectors.floor import board_of


def export(user: User) -> dict[str, list[dict[str, Any]]]:
    """Every turn, and every session in which the person still is counted by name."""
    turns = Turn.objects.filter(user=user).order_by("pk")
    moments = ("raised_at", "withdrawn_at", "called_at", "ended_at", "confirmed_at")
    fields = ("session_id", "session__title", "is_named", "organisation__name", "gist", *moments)
    hosted = SessionHost.objects.filter(user=user).order_by("pk")
    present = Attendance.objects.filter(user=user).order_by("pk")
    return {
        "turns": [dict(row) for row in turns.values(*fields)],
        "hosted": [dict(row) for row in hosted.values("session_id", "session__title", "at")],
        "attendance": [dict(row) for row in present.values("session_id", "session__title", "where", "group", "at")],
    }


def erase(user: User) -> None:
    """What was said in public stays, by a former participant: in the streams' past and on open screens, too."""
    of_theirs = Turn.objects.filter(user=user).values_list("session_id", flat=True)
    sessions = list(Session.objects.filter(pk__in=list(of_theirs)).order_by("pk"))
    SessionHost.objects.filter(user=user).delete()
    waiting = Turn.objects.filter(user=user, called_at=None)
    waiting.delete()
    Turn.objects.filter(user=user).update(user=None)
    for session in sessions:
        gone = user.pk
        rewrite(stream=session.scope, refs=[f"board.{session.pk}"], change=lambda data, gone=gone: _without(data, gone))  # type: ignore[misc]  # a lambda's default
    for session in sessions:
        publish(stream=session.scope, kind="author.gone", data={"author": user.pk}, ref=f"author.{user.pk}")
        publish(stream=session.scope, kind="session.board", data=board_of(session), ref=f"board.{session.pk}")


def _without(data: dict[str, Any], user_id: int) -> dict[str, Any]:
    """A board on which the person has no name any more."""

    def nameless(turn: dict[str, Any] | None) -> dict[str, Any] | None:
        if turn is None or turn["author"]["id"] != user_id:
            return turn
        return {**turn, "author": {**turn["author"], "id": None, "name": ""}}

    if "queue" not in data:
        return data
    return {**data, "speaking": nameless(data["speaking"]), "queue": [nameless(turn) for turn in data["queue"]]}


def join() -> None:
    """Turns outlive the person, without them; attendance goes with the person's own row."""
    personal_data.register("sessions", export, erase)
