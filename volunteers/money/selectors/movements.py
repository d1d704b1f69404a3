"""Where a campaign's money came from and where it went: sums for everybody, nobody's name."""

from __future__ import annotations

from typing import Any

from django.db.models import Sum
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ..accounts import held
from ..models import Campaign, Payout, Posting
from .ledger import by_kind

Row = dict[str, Any]
KINDS: dict[str, str | Promise] = {
    "capture": _("given by donors"),
    "match": _("added by pools"),
    "refund": _("given back to donors"),
    "unmatch": _("gone back to pools"),
    "payout": _("paid out to the project"),
}


def movements_of(campaign: Campaign) -> list[Row]:
    """Sums by kind, in cents: what came (+) and what went (−). What is left is their sum. One query."""
    sums = by_kind(campaign.project_id)
    return [{"kind": kind, "cents": sums[kind]} for kind in KINDS if sums.get(kind)]


def held_cents(campaign: Campaign) -> int:
    """What is held for the project now. One query."""
    total = Posting.objects.filter(account__code=held(campaign.project_id)).aggregate(n=Sum("cents"))["n"]
    return -int(total or 0)


def public_payouts(campaign: Campaign) -> list[Row]:
    """What was paid for what and when; the account it went to and who asked are not public. One query."""
    rows = campaign.payouts.filter(state=Payout.State.APPROVED).order_by("decided_at", "pk")
    return [dict(row) for row in rows.values("cents", "purpose", "decided_at")]
