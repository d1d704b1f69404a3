"""What this room keeps about a person: the wordings they suggested."""

from __future__ import annotations

from typing import Any

from participation.accounts import personal_data
from participation.accounts.models import User
from participation.live.actions import publish, scrub

from .models import Suggestion
from .selectors.suggestions import suggestion_data


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
    """What was suggested stays and is answered, as a former participant's: in the streams' past, too."""
    suggestions = list(
        Suggestion.objects.select_for_update(of=("self",))
        .select_related("clause__consultation", "passage", "organisation")
        .filter(author=user)
        .order_by("clause__consultation_id", "pk")
    )
    Suggestion.objects.filter(pk__in=[suggestion.pk for suggestion in suggestions]).update(author=None, client_key="")
    for suggestion in suggestions:
        suggestion.author = None
        if suggestion.hidden_at is None:
            stream, ref = suggestion.clause.consultation.scope, suggestion.ref
            scrub(stream=stream, ref=ref, data={"id": suggestion.pk})
            data = suggestion_data(suggestion, count=suggestion.clause.suggestion_count)
            publish(stream=stream, kind="suggestion.restored", data=data, ref=ref)


def join() -> None:
    """Suggestions outlive the person, without them."""
    personal_data.register("suggestions", export, erase)
