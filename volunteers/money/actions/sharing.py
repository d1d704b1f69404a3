"""What pools add to the pledges of a campaign that is being decided."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import F, Sum

from ..matching import Given, Terms, match
from ..models import Campaign, Pledge, Pool, Share


def given(pledges: Iterable[Pledge]) -> list[Given]:
    """Pledges as pools see them: a donor is an organisation or a person."""
    return [
        Given(
            id=one.pk,
            donor=f"o{one.organisation_id}" if one.organisation_id else f"p{one.person_id}",
            cents=one.cents,
            at=one.at,
        )
        for one in pledges
    ]


def terms(pool: Pool) -> Terms:
    """The pool's terms, with what is left after what other campaigns were given."""
    used = Share.objects.filter(pool=pool).aggregate(n=Sum(F("cents") - F("returned_cents")))["n"] or 0
    return Terms(
        left=pool.total_cents - int(used),
        numerator=pool.numerator,
        denominator=pool.denominator,
        donor_cap=pool.donor_cap_cents,
        campaign_cap=pool.campaign_cap_cents,
    )


def share_pools(campaign: Campaign, pledges: list[Pledge]) -> list[Share]:
    """The shares of each pool of the municipality, locked one after the other; not yet kept."""
    pools = Pool.objects.select_for_update(of=("self",)).filter(
        municipality=campaign.project.municipality_id, ended_at=None
    )
    made = []
    for pool in pools.order_by("pk"):
        for one in match(given(pledges), terms(pool)):
            made.append(Share(pool=pool, pledge_id=one.id, campaign=campaign, cents=one.cents, reason=one.reason))
    return made
