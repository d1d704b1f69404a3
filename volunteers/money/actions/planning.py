"""Noting what is to be asked of a provider, before it is asked."""

from __future__ import annotations

from participation.accounts.models import User
from participation.database import db_now

from ..models import Attempt, Pledge


def plan(
    pledge: Pledge,
    kind: str,
    *,
    cents: int,
    number: int = 1,
    reference: str = "",
    by: User | None = None,
    words: str = "",
) -> Attempt:
    """It will be asked under one key, from now on. Once of a kind and number: harmless the second time."""
    now = db_now()
    made, _new = Attempt.objects.get_or_create(
        pledge=pledge,
        kind=kind,
        number=number,
        defaults={
            "key": f"pledge.{pledge.pk}.{kind}.{number}",
            "cents": cents,
            "reference": reference,
            "by": by,
            "words": words,
            "due_at": now,
            "at": now,
        },
    )
    return made
