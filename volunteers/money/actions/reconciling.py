"""Every cent compared: what the rows of the room say against what the ledger says."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.db.models import F, Sum

from participation.database import db_now

from ..accounts import ARRIVED, PAID_OUT
from ..models import Attempt, Payout, Pledge, Pool, Posting, Reconciliation, Share
from ..selectors.ledger import balance, total

log = logging.getLogger("megdan.money")


@transaction.atomic
def reconcile() -> Reconciliation:
    """What was compared, in cents, and by how much it differs: 0 where all is well. Logged as an error otherwise."""
    lines: list[dict[str, Any]] = [
        {"what": what, "rows": rows, "ledger": ledger, "difference": rows - ledger} for what, rows, ledger in _lines()
    ]
    difference = sum(abs(line["difference"]) for line in lines)
    made = Reconciliation.objects.create(at=db_now(), lines=lines, difference=difference)
    if difference:
        log.error("the ledger differs", extra={"difference": difference, "lines": lines})
    return made


def _lines() -> Iterator[tuple[str, int, int]]:
    """Name, cents by the rows, cents by the ledger."""
    pledges = Pledge.objects.all()
    taken = pledges.filter(state__in=(Pledge.State.CAPTURED, Pledge.State.REFUNDED))
    refunds = Attempt.objects.filter(kind=Attempt.Kind.REFUND, is_done=True)
    returned = _moved("unmatch", "project.")
    yield "ledger", 0, total()
    yield "pledges", _sum(pledges.filter(state=Pledge.State.AUTHORISED)), _ending(".pledged", "project.")
    yield "captures", _sum(taken), -_moved("capture", "project.")
    yield "refunds", _sum(refunds), _moved("refund", "project.")
    yield "arrivals", _arrived(), -balance(ARRIVED)
    yield "pools", _sum(Pool.objects.all(), "total_cents"), _moved("pool", "pool.", ".promised")
    shares = Share.objects.filter(pledge__captured_at__isnull=False)
    kept = shares.aggregate(n=Sum(F("cents") - F("returned_cents")))["n"] or 0
    yield "matches", int(kept), -_moved("match", "project.") - returned
    yield "payouts", _sum(Payout.objects.filter(state=Payout.State.APPROVED)), -balance(PAID_OUT)


def _arrived() -> int:
    """Transferred to us, and neither taken nor sent back."""
    rows = Attempt.objects.filter(pledge__provider="transfer", is_done=True)
    parts = {kind: _sum(rows.filter(kind=kind)) for kind in Attempt.Kind.values}
    return parts["authorise"] - parts["capture"] - parts["cancel"]


def _sum(rows: object, field: str = "cents") -> int:
    return int(rows.aggregate(n=Sum(field))["n"] or 0)  # type: ignore[attr-defined]  # a query set of any of our models


def _moved(kind: str, begins: str, ends: str = ".held") -> int:
    """What transfers of a kind, and those that undo them, moved in these accounts."""
    found = Posting.objects.filter(transfer__kind=kind, account__code__startswith=begins, account__code__endswith=ends)
    return int(found.aggregate(n=Sum("cents"))["n"] or 0)


def _ending(ends: str, begins: str) -> int:
    found = Posting.objects.filter(account__code__startswith=begins, account__code__endswith=ends)
    return int(found.aggregate(n=Sum("cents"))["n"] or 0)
