"""Erasing a person: what they gave stays as a sum of nobody's, what they only promised is let go."""

from __future__ import annotations

from participation.accounts.models import User
from participation.database import db_now

from ..models import Approval, Campaign, Expense, Paper, Payout, Pledge
from ..policies import STANDING
from .common import locked, tell
from .standing import let_go

GONE = "—"


def let_go_of(user: User) -> None:
    """No row of this room names the person afterwards; no sum that was taken changes. Inside the caller's transaction.

    What they entered for a project stays, and so do its papers; those of what they asked for in vain go. A promise that
    is already being taken, because its campaign was funded, is taken: it stays, without a name.
    """
    standing = Pledge.objects.filter(person=user, state__in=STANDING, campaign__state=Campaign.State.OPEN)
    for campaign_id in sorted(set(standing.values_list("campaign_id", flat=True))):
        campaign = locked(campaign_id)
        rows = Pledge.objects.select_for_update(of=("self",)).filter(person=user, campaign=campaign)
        for pledge in rows.filter(state__in=STANDING).order_by("pk"):
            if campaign.state == Campaign.State.OPEN:
                let_go(campaign, pledge)
        tell(campaign)
    for pledge in Pledge.objects.filter(person=user).order_by("pk"):
        pledge.person, pledge.is_anonymous, pledge.client_key = None, True, f"gone.{pledge.pk}"
        pledge.save(update_fields=["person", "is_anonymous", "client_key"])
    asked, gone = Payout.objects.filter(by=user), {"holder": GONE, "iban": GONE, "by": None}
    asked.filter(state=Payout.State.ASKED).update(state=Payout.State.WITHDRAWN, decided_at=db_now(), **gone)
    asked.update(**gone)
    Approval.objects.filter(official=user).update(official=None)
    Expense.objects.filter(by=user).update(by=None, client_key="")
    Paper.objects.filter(by=user).update(by=None, name=GONE)
