"""Pools, what is left of them, and why a pledge got what it got."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import F, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..matching import Reason
from ..models import Campaign, Pool, Share

Row = dict[str, Any]
WHY: dict[str, str | Promise] = {
    Reason.RATIO: gettext_lazy("as much as the ratio gives"),
    Reason.DONOR: gettext_lazy("less: the limit for one donor was reached"),
    Reason.CAMPAIGN: gettext_lazy("less: the limit for one campaign was reached"),
    Reason.EMPTY: gettext_lazy("less: the pool was used up by earlier pledges"),
}


def with_left(rows: QuerySet[Pool]) -> QuerySet[Pool]:
    """Pools with ``used_cents``, what they have added or will."""
    return rows.annotate(used_cents=Coalesce(Sum(F("shares__cents") - F("shares__returned_cents")), 0))


def pools_for(campaign: Campaign) -> list[Pool]:
    """Pools that add to the campaign, or have added to it. One query."""
    place = Pool.objects.filter(municipality=campaign.project.municipality_id)
    if campaign.decided_at is None:
        rows = place.filter(ended_at=None)
    else:
        rows = place.filter(pk__in=Share.objects.filter(campaign=campaign).values("pool"))
    return list(with_left(rows).select_related("organisation", "municipality").order_by("pk"))


def public_pools() -> QuerySet[Pool]:
    """Every pool, the newest first, with what it has used."""
    return with_left(Pool.objects.select_related("organisation", "municipality")).order_by("-pk")


def get_pool(pk: int) -> Pool | None:
    """One of them; None if there is none."""
    return public_pools().filter(pk=pk).first()


def open_pools_in(places: Iterable[int]) -> list[Pool]:
    """Those of the municipalities, by number, that still add. One query."""
    return list(Pool.objects.filter(municipality__in=list(places), ended_at=None).order_by("pk"))


def added_by(campaign: Campaign) -> dict[int, int]:
    """What each pool has added to the campaign, in cents by pool. One query."""
    rows = Share.objects.filter(campaign=campaign).order_by().values_list("pool")
    return {pool: int(n) for pool, n in rows.annotate(n=Sum(F("cents") - F("returned_cents")))}


def terms_in_words(pool: Pool, euro: Callable[[int], str]) -> list[str]:
    """How the pool adds, in sentences of the active language; ``euro`` writes a sum."""
    added = euro(100 * pool.numerator // pool.denominator)
    said = [_("To each euro it adds %(added)s, first come, first served.") % {"added": added}]
    if pool.donor_cap_cents is not None:
        said.append(_("At most %(sum)s for one donor.") % {"sum": euro(pool.donor_cap_cents)})
    if pool.campaign_cap_cents is not None:
        said.append(_("At most %(sum)s for one campaign.") % {"sum": euro(pool.campaign_cap_cents)})
    said.append(_("It holds %(sum)s in all.") % {"sum": euro(pool.total_cents)})
    return said


def reason_in_words(share: Share) -> str:
    """Why a pledge got so much, in the active language."""
    return str(WHY[share.reason])
