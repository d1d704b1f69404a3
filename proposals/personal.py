"""What this room keeps about a person: the wordings they suggested."""

from __future__ import annotations

from typing import Any

from forums.personal import leave_streams
from participation.accounts import personal_data
from participation.accounts.models import User

from .models import Suggestion


def export(user: User) -> list[dict[str, Any]]:
    """Every suggestion."""
    own = Suggestion.objects.filter(author=user).order_by("pk")
    fields = (
        "pk",
        "clause_id",
        "clause__consultation_id",
        "text",
        "reason",
        "state",
        "organisation__name",
        "created_at",
    )
    return [dict(row) for row in own.values(*fields)]


def erase(user: User) -> None:
    """What was suggested stays and is answered, as a former participant's: in the streams' past, on open screens, too."""
    own = Suggestion.objects.select_for_update(of=("self",)).select_related("clause__consultation").filter(author=user)
    said: dict[str, list[str]] = {}
    for suggestion in own.order_by("pk"):
        said.setdefault(suggestion.clause.consultation.scope, []).append(suggestion.ref)
    Suggestion.objects.filter(author=user).update(author=None, client_key="")
    leave_streams(user, said)


def join() -> None:
    """Suggestions outlive the person, without them."""
    personal_data.register("suggestions", export, erase)
