"""What pools add to the pledges of a campaign that is being decided."""

from __future__ import annotations

from django.db.models import F, Sum

from ..matching import match
from ..models import Campaign, Pledge, Pool, Share
from ..selectors.adding import given, terms


def share_pools(campaign: Campaign, pledges: list[Pledge]) -> list[Share]:
    """The shares of each pool of the municipality, locked one after the other; not yet kept."""
    pools = Pool.objects.select_for_update(of=("self",)).filter(
        municipality=campaign.project.municipality_id, ended_at=None
    )
    made = []
    for pool in pools.order_by("pk"):
        used = Share.objects.filter(pool=pool).aggregate(n=Sum(F("cents") - F("returned_cents")))["n"] or 0
        for one in match(given(pledges), terms(pool, int(used))):
            made.append(Share(pool=pool, pledge_id=one.id, campaign=campaign, cents=one.cents, reason=one.reason))
    return made
