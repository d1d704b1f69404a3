"""The last line of every action: what happened."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone

from participation.accounts.models import User
from participation.organisations.models import Organisation

from .models import Act, Outbox
from .subscribers import names_for


def record(
    *,
    kind: str,
    scope: str,
    actor: User | None = None,
    role: str = "",
    organisation: Organisation | None = None,
    municipality_id: int | None = None,
    ref: str = "",
    data: dict[str, Any] | None = None,
    is_public: bool = True,
    at: datetime | None = None,
) -> Act:
    """Append an act, and one outbox row for each durable reaction to its kind. Call it inside the action's transaction.

    ``data`` must hold neither personal data nor anyone's choice in a vote.
    """
    act = Act.objects.create(
        kind=kind,
        scope=scope,
        actor=actor,
        role=role,
        organisation=organisation,
        municipality_id=municipality_id,
        ref=ref,
        data=data or {},
        is_public=is_public,
        at=at or timezone.now(),
    )
    names = names_for(kind)
    if names:
        Outbox.objects.bulk_create([Outbox(act=act, subscriber=name) for name in names])
    return act
