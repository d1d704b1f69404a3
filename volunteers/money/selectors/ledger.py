"""Balances."""

from __future__ import annotations

from django.db.models import Sum

from ..accounts import held, pledged, pool_held
from ..models import Posting


def balance(code: str) -> int:
    """Cents in an account: positive what lies there, negative what is owed."""
    total = Posting.objects.filter(account__code=code).aggregate(cents=Sum("cents"))["cents"]
    return int(total or 0)


def balances(prefix: str = "") -> dict[str, int]:
    """Cents by account code, of those whose code begins so. One query."""
    rows = Posting.objects.filter(account__code__startswith=prefix).order_by().values_list("account__code")
    return {code: int(cents) for code, cents in rows.annotate(cents=Sum("cents"))}


def held_for(project_id: int) -> int:
    """What a project has been given and was not paid out."""
    return -balance(held(project_id))


def promised_to(project_id: int) -> int:
    """What is pledged to a project and not yet taken."""
    return balance(pledged(project_id))


def left_in(pool_id: int) -> int:
    """What a pool can still add."""
    return -balance(pool_held(pool_id))


def total() -> int:
    """The sum of everything: zero."""
    return int(Posting.objects.aggregate(cents=Sum("cents"))["cents"] or 0)


def by_kind(project_id: int) -> dict[str, int]:
    """What is owed to a project more (+) or less (−), by kind of transfer. One query."""
    rows = Posting.objects.filter(account__code=held(project_id)).order_by().values_list("transfer__kind")
    return {kind: -int(cents) for kind, cents in rows.annotate(cents=Sum("cents"))}
