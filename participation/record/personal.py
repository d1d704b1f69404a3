"""What this room keeps about a person: what they did, and when."""

from __future__ import annotations

from typing import Any

from participation.accounts import personal_data
from participation.accounts.models import User

from .models import Act


def export(user: User) -> list[dict[str, Any]]:
    """Every act of theirs."""
    fields = ("at", "kind", "scope", "ref", "role", "organisation__name", "is_public")
    return [dict(row) for row in Act.objects.filter(actor=user).order_by("pk").values(*fields)]


def join() -> None:
    """Acts stay in the record, and lose the person with the person's own row."""
    personal_data.register("record", export)
