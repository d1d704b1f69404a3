"""Closing a campaign: decided once, under its lock; then taking what was pledged, or letting it go."""

from __future__ import annotations

from django.db import transaction

from participation.database import db_now
from volunteers.projects.policies import RUNNING

from ..models import Attempt, Campaign, Pledge
from ..selectors.campaigns import due_campaigns
from .booking import settle
from .common import locked, note, tell
from .planning import plan
from .sharing import share_pools
from .standing import let_go

State = Campaign.State


@transaction.atomic
def close_campaign(*, campaign_id: int) -> bool:
    """Whether the campaign is funded is decided, if its moment has come; False where it was before, or has not come.

    Funded, each reserved pledge will be taken once. Otherwise nothing is, and all are let go. Pledges that no provider has
    confirmed are let go either way. It waits while a moderator hides the project. What pools add counts towards the minimum.
    """
    campaign = locked(campaign_id)
    now, goes_on = db_now(), campaign.project.state in RUNNING
    if campaign.state != State.OPEN or campaign.project.hidden_at is not None or (campaign.closes_at > now and goes_on):
        return False
    rows = Pledge.objects.select_for_update(of=("self",)).filter(campaign=campaign).order_by("pk")
    for pledge in rows.filter(state=Pledge.State.PLEDGED):
        let_go(campaign, pledge)
    standing = list(rows.filter(state=Pledge.State.AUTHORISED))
    shares = share_pools(campaign, standing) if goes_on else []
    total = sum(pledge.cents for pledge in standing) + sum(share.cents for share in shares)
    is_funded = goes_on and bool(standing) and total >= campaign.minimum_cents
    campaign.state = State.FUNDED if is_funded else State.NOT_FUNDED
    campaign.decided_at, campaign.decided_cents = now, total
    campaign.save(update_fields=["state", "decided_at", "decided_cents"])
    for share in shares if is_funded else []:
        share.save()
    for pledge in standing:
        if is_funded:
            plan(pledge, Attempt.Kind.CAPTURE, cents=pledge.cents, reference=pledge.reference)
        else:
            let_go(campaign, pledge)
    kind = "campaign.funded" if is_funded else "campaign.not_funded"
    note(campaign, kind, None, data={"cents": total})
    settle(campaign)
    tell(campaign, kind)
    return True


def close_due() -> int:
    """Decide every campaign whose moment has come; how many."""
    return sum(close_campaign(campaign_id=pk) for pk in due_campaigns())
