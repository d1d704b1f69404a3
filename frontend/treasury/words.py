"""States and sums of money in words, with their tones."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

PAYOUTS = {
    "asked": (_("waiting for the municipality"), "unsure"),
    "approved": (_("paid out"), "support"),
    "refused": (_("refused"), "oppose"),
    "withdrawn": (_("taken back"), ""),
}
CAMPAIGNS = {
    "planned": (_("planned"), "unsure"),
    "open": (_("collecting pledges"), "accent"),
    "funded": (_("the minimum was reached"), "support"),
    "not_funded": (_("the minimum was not reached"), "oppose"),
    "settled": (_("collected"), "support"),
}
COMPARED = {
    "ledger": _("All accounts together"),
    "pledges": _("Pledged and not yet taken"),
    "captures": _("Taken from donors"),
    "refunds": _("Given back to donors"),
    "arrivals": _("Transferred and not yet taken"),
    "pools": _("Put into pools"),
    "matches": _("Added by pools"),
    "payouts": _("Paid out to projects"),
}
REFUNDS = {None: (_("on its way"), "unsure"), True: (_("given back"), "support"), False: (_("did not work"), "oppose")}


def payout_line(one: Any) -> dict[str, Any]:
    """A payout with its state in words."""
    words, tone = PAYOUTS[one.state]
    return {"one": one, "words": words, "tone": tone}


def compared_lines(newest: Any) -> list[dict[str, Any]]:
    """What was compared, in words; sums in cents."""
    return [{**line, "name": COMPARED.get(line["what"], line["what"])} for line in newest.lines]
