"""What pools would add as things stand: computed as it is when a campaign is decided (``matching.match``)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from participation.accounts.models import User

from ..matching import Added, Given, Terms, match
from ..models import Campaign, Pledge, Pool

EXAMPLE = 2_000  # cents: what the example gives
NOT_MADE = 2**62  # in the place of the number of a pledge that nobody has made: after all others of the same moment


@dataclass(frozen=True)
class Addition:
    """What a pool adds to a pledge, and why so much (``matching.Reason``)."""

    pool: Pool
    cents: int
    reason: str


def given(pledges: Iterable[Pledge]) -> list[Given]:
    """Pledges as pools see them."""
    return [Given(one.pk, donor_of(one.person_id, one.organisation_id), one.cents, one.at) for one in pledges]


def donor_of(person_id: int | None, organisation_id: int | None) -> str:
    """A donor is an organisation or a person."""
    return f"o{organisation_id}" if organisation_id else f"p{person_id}"


def terms(pool: Pool, used: int) -> Terms:
    """The pool's terms, with what is left after ``used``, which other campaigns were given."""
    return Terms(
        left=pool.total_cents - used,
        numerator=pool.numerator,
        denominator=pool.denominator,
        donor_cap=pool.donor_cap_cents,
        campaign_cap=pool.campaign_cap_cents,
    )


def standing(campaign: Campaign) -> list[Pledge]:
    """The pledges that would count if the campaign were decided now. One query."""
    return list(campaign.pledges.filter(state=Pledge.State.AUTHORISED))


def would_add(pools: Sequence[Pool], pledges: Sequence[Given]) -> Mapping[int, list[Added]]:
    """What each pool of ``pools_for`` would add to each pledge, by pool. No query."""
    return {pool.pk: match(pledges, terms(pool, int(_used(pool)))) for pool in pools}


def expected_cents(pools: Sequence[Pool], pledges: Sequence[Given]) -> int:
    """What all pools would add together if the campaign were decided now. No query."""
    return sum(one.cents for added in would_add(pools, pledges).values() for one in added)


def example(pools: Sequence[Pool], pledges: Sequence[Given], person: object = None) -> list[Addition]:
    """What each pool would add to 20 euro more of the person, or of somebody new, after all other pledges. No query."""
    donor = donor_of(person.pk, None) if isinstance(person, User) else "new"
    at = max((one.at for one in pledges), default=timezone.now())
    return _of(NOT_MADE, pools, [*pledges, Given(NOT_MADE, donor, EXAMPLE, at)])


def expected_for(pledge: Pledge, pools: Sequence[Pool]) -> list[Addition]:
    """What each pool would add to a pledge that stands, if its campaign were decided now. One query."""
    return _of(pledge.pk, pools, given(standing(pledge.campaign)))


def _of(pk: int, pools: Sequence[Pool], pledges: Sequence[Given]) -> list[Addition]:
    added = would_add(pools, pledges)
    found = ((pool, one) for pool in pools for one in added[pool.pk] if one.id == pk)
    return [Addition(pool, one.cents, str(one.reason)) for pool, one in found]


def _used(pool: Any) -> int:
    return pool.used_cents or 0  # annotated by with_left
