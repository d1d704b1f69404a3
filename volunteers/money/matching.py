"""How a pool adds to pledges: a function of what was pledged and of the pool's terms, and of nothing else.

First come, first served, by the moment a pledge was made. Each pledge is added to by the ratio, rounded down to whole cents,
but no donor gets more than the cap per donor, no campaign more than the cap per campaign, and the pool gives no more than it
holds.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Reason(StrEnum):
    """What decided how much was added to a pledge."""

    RATIO = "ratio"  # all that the ratio gives
    DONOR = "donor"  # the cap per donor
    CAMPAIGN = "campaign"  # the cap per campaign
    EMPTY = "empty"  # the pool holds no more


@dataclass(frozen=True)
class Given:
    """A pledge as the pool sees it. ``donor`` tells one from another and nothing more."""

    id: int
    donor: str
    cents: int
    at: datetime


@dataclass(frozen=True)
class Terms:
    """A pool: what it holds, the ratio as a fraction, and its caps (None: none)."""

    left: int
    numerator: int = 1
    denominator: int = 1
    donor_cap: int | None = None
    campaign_cap: int | None = None


@dataclass(frozen=True)
class Added:
    """What is added to a pledge, and why so much."""

    id: int
    cents: int
    reason: Reason


def match(pledges: Iterable[Given], pool: Terms) -> list[Added]:
    """What the pool adds to each pledge, in the order in which they were made."""
    left = max(0, pool.left)
    campaign = pool.campaign_cap
    by_donor: dict[str, int] = {}
    added = []
    for one in sorted(pledges, key=lambda given: (given.at, given.id)):
        cents, reason = one.cents * pool.numerator // pool.denominator, Reason.RATIO
        before = by_donor.get(one.donor, 0)
        limits = [(None if pool.donor_cap is None else pool.donor_cap - before, Reason.DONOR)]
        limits += [(campaign, Reason.CAMPAIGN), (left, Reason.EMPTY)]
        for limit, why in limits:
            if limit is not None and limit < cents:
                cents, reason = limit, why
        by_donor[one.donor] = before + cents
        left -= cents
        campaign = None if campaign is None else campaign - cents
        added.append(Added(one.id, cents, reason))
    return added
