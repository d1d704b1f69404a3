"""The last line of every action: what happened."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from participation.accounts.models import User
from participation.database import db_now, insert
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

    ``at`` is the database's clock where it is left out; who knows it already passes it on. ``data`` must hold neither
    personal data nor anyone's choice in a vote.
    """
    act = Act(
        kind=kind,
        scope=scope,
        actor=actor,
        role=role,
        organisation=organisation,
        municipality_id=municipality_id,
        ref=ref,
        data=data or {},
        is_public=is_public,
        at=at or db_now(),
    )
    insert(act)
    names = names_for(kind)
    if names:
        insert(*[Outbox(act=act, subscriber=name, due_at=act.at) for name in names])
    return act


def reword(*, scope: str, change: Callable[[dict[str, Any]], dict[str, Any]]) -> dict[int, dict[str, Any]]:
    """Acts of the scope hold what ``change`` makes of their data; gives back ``{act: data of before}`` of those changed.

    Only for words that nobody is to read any more, or may read again: that something was done, by whom and when, stays.
    """
    before: dict[int, dict[str, Any]] = {}
    for act in Act.objects.select_for_update().filter(scope=scope).exclude(data={}).order_by("pk"):
        data = change(act.data)
        if data != act.data:
            before[act.pk] = act.data
            Act.objects.filter(pk=act.pk).update(data=data)
    return before


def put_back(before: Mapping[int, dict[str, Any]]) -> None:
    """The acts hold again what they held before ``reword``."""
    for pk, data in before.items():
        Act.objects.filter(pk=pk).update(data=data)
