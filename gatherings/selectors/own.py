"""How one person stands to a session: told to nobody else."""

from __future__ import annotations

from typing import Any

from participation.accounts.models import User

from ..models import Session, Turn
from .floor import get_own_attendance, get_own_turn, list_queue

Row = dict[str, Any]


def own_of(session: Session, user: object) -> Row | None:
    """The person's raised hand with its place in the queue, and where they let themselves be counted; None for nobody.

    Four queries at most.
    """
    if not isinstance(user, User):
        return None
    turn, here = get_own_turn(session, user), get_own_attendance(session, user)
    return {"hand": _hand(session, turn) if turn else None, "attending": here.where if here else None}


def _hand(session: Session, turn: Turn) -> Row:
    called = turn.called_at is not None
    place = None if called else [one.pk for one in list_queue(session)].index(turn.pk) + 1
    return {"turn": turn.pk, "state": "called" if called else "waiting", "place": place, "named": turn.is_named}
