"""What this room keeps about a person: the polls they held. How they voted is the voting room's."""

from __future__ import annotations

from typing import Any

from participation.accounts import personal_data
from participation.accounts.models import User

from .models import Poll


def export(user: User) -> list[dict[str, Any]]:
    """Every poll they opened."""
    fields = ("pk", "title", "description", "kind", "by", "about", "created_at", "closed_at", "reason")
    own = Poll.objects.filter(author=user).order_by("pk")
    polls = [dict(row) for row in own.values(*fields)]
    texts: dict[int, list[str]] = {}
    for pk, text in own.exclude(options=None).order_by("pk", "options__position").values_list("pk", "options__text"):
        texts.setdefault(pk, []).append(text)
    return [{**row, "options": texts.get(row["pk"], [])} for row in polls]


def erase(user: User) -> None:
    """A poll stays with its votes, held by nobody in particular any more. Streams never named who holds it."""
    Poll.objects.filter(author=user).update(author=None, client_key="")


def join() -> None:
    """Polls outlive the person, without them."""
    personal_data.register("polls", export, erase)
