"""What people are told about money, in which words. Nobody but the donor is told of a pledge."""

from __future__ import annotations

from typing import Any

from django.utils.formats import get_format
from django.utils.translation import gettext_lazy as _

from participation.notifications.kinds import Kind, register

GIVEN, GIVEN_BACK, FAILED, CHANGE_FAILED = "pledge.given", "pledge.given_back", "pledge.failed", "pledge.change_failed"
MADE, WAITS = "pledge.made", "pledge.waits"  # the act, and what the donor is told of a transfer
PAYOUT_ASKED, PAYOUT_APPROVED, PAYOUT_REFUSED = "payout.asked", "payout.approved", "payout.refused"


def euro(cents: Any) -> str:
    """A sum as a reader of the active language writes it: 1 234,50 €."""
    whole, rest = divmod(int(cents), 100)
    grouped = f"{whole:,}".replace(",", str(get_format("THOUSAND_SEPARATOR")))
    return f"{grouped}{get_format('DECIMAL_SEPARATOR')}{rest:02d} €"


KINDS = {
    WAITS: Kind(
        _("Transfer %(cents)s for “%(title)s”: account and reference are beside your pledge."), say={"cents": euro}
    ),
    GIVEN: Kind(
        _("%(cents)s that you pledged to “%(title)s” were taken. Thank you."),
        _("The campaign was funded. Your receipt is beside the pledge."),
        say={"cents": euro},
    ),
    GIVEN_BACK: Kind(_("%(cents)s that you gave to “%(title)s” are on their way back to you."), say={"cents": euro}),
    FAILED: Kind(
        _("Your pledge of %(cents)s to “%(title)s” did not go through."),
        _("The payment service refused it. Nothing was taken. You can pledge again while the campaign is open."),
        say={"cents": euro},
    ),
    CHANGE_FAILED: Kind(
        _("Your pledge to “%(title)s” stays as it was: %(cents)s."),
        _("The payment service refused the new sum."),
        say={"cents": euro},
    ),
    "campaign.opened": Kind(_("“%(title)s” collects money. You can pledge now.")),
    "campaign.funded": Kind(_("“%(title)s” is funded.")),
    "campaign.not_funded": Kind(
        _("“%(title)s” did not reach its minimum."), _("Nothing is taken from those who pledged.")
    ),
    PAYOUT_ASKED: Kind(_("A payout of %(cents)s for “%(title)s” waits for the municipality."), say={"cents": euro}),
    PAYOUT_APPROVED: Kind(_("The payout of %(cents)s for “%(title)s” was approved."), say={"cents": euro}),
    PAYOUT_REFUSED: Kind(
        _("The payout of %(cents)s for “%(title)s” was refused."), _("Why: %(reason)s"), say={"cents": euro}
    ),
}


def join() -> None:
    """Register the sentences."""
    for name, kind in KINDS.items():
        register(name, kind)
