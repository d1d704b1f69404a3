"""What this room keeps about a person: how they voted. Only they themselves can read it, in their export."""

from __future__ import annotations

from typing import Any

from participation.accounts import personal_data
from participation.accounts.models import User

from .actions.erasing import let_go_of
from .models import Ballot


def export(user: User) -> list[dict[str, Any]]:
    """Every ballot: what it is about, the choice, for whom it was cast."""
    own = Ballot.objects.filter(voter=user).order_by("pk")
    fields = (
        "question__ref",
        "question__window__scope",
        "choice",
        "group",
        "organisation__name",
        "cast_at",
        "changed_at",
    )
    return [dict(row) for row in own.values(*fields)]


def join() -> None:
    """Ballots of open windows are counted no more, those of closed ones belong to nobody."""
    personal_data.register("ballots", export, let_go_of)
