"""Campaigns and their public numbers."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from participation.database import db_now
from participation.ready import Ready
from volunteers.projects.policies import RUNNING

from ..models import Campaign, Pledge, Share

COUNTED = (Pledge.State.AUTHORISED, Pledge.State.CAPTURED)
Row = dict[str, Any]


def with_numbers(rows: QuerySet[Campaign]) -> QuerySet[Campaign]:
    """Campaigns with ``pledged_cents`` and ``donors``: two more sums in the same query."""
    standing = Q(pledges__state__in=COUNTED)
    return rows.annotate(
        pledged_cents=Coalesce(Sum(F("pledges__cents") - F("pledges__refunded_cents"), filter=standing), 0),
        donors=Count("pledges", filter=standing),
    )


def public_campaigns() -> QuerySet[Campaign]:
    """Campaigns that everybody sees: opened, of a project that everybody sees."""
    seen = Campaign.objects.exclude(state=Campaign.State.PLANNED).filter(
        project__opened_at__isnull=False, project__hidden_at=None
    )
    return with_numbers(seen).select_related("project__municipality")


def get_public_campaign(pk: int) -> Campaign | None:
    """One of them; None if there is none."""
    return public_campaigns().filter(pk=pk).first()


def get_campaign(pk: int) -> Campaign | None:
    """A campaign in any state, with its project."""
    return Campaign.objects.select_related("project__municipality").filter(pk=pk).first()


def campaign_of(project_id: int) -> Campaign | None:
    """The project's campaign with its numbers, in any state; None if it asks for no money."""
    rows = with_numbers(Campaign.objects.filter(project=project_id))
    return rows.select_related("project__municipality").first()


def matched_cents(campaign_id: int) -> int:
    """What pools have added, or will once it is taken."""
    rows = Share.objects.filter(campaign=campaign_id)
    return int(rows.aggregate(n=Sum(F("cents") - F("returned_cents")))["n"] or 0)


def _with_matched(pk: int) -> QuerySet[Campaign]:
    shares = Share.objects.filter(campaign=OuterRef("pk")).order_by().values("campaign")
    added = Subquery(shares.annotate(n=Sum(F("cents") - F("returned_cents"))).values("n"))
    return with_numbers(Campaign.objects.filter(pk=pk)).annotate(matched_cents=Coalesce(added, 0))


_NUMBERS: Ready[Campaign] = Ready(_with_matched)  # told with every act about money


def numbers_of(campaign: Campaign) -> Row:
    """What everybody may know of the sums, as the live stream tells it. One query."""
    counted: Any = _NUMBERS.only(campaign.pk)
    return {
        "campaign": campaign.pk,
        "state": counted.state,
        "pledged_cents": counted.pledged_cents,
        "donors": counted.donors,
        "matched_cents": counted.matched_cents,
        "minimum_cents": counted.minimum_cents,
        "optimum_cents": counted.optimum_cents,
        "closes_at": counted.closes_at.isoformat(),
    }


def due_campaigns() -> list[int]:
    """Open campaigns whose moment has come by the database's clock, or whose project no longer goes on."""
    over = Q(closes_at__lte=db_now()) | ~Q(project__state__in=RUNNING)
    rows = Campaign.objects.filter(over, state=Campaign.State.OPEN, project__hidden_at=None)
    return list(rows.order_by("pk").values_list("pk", flat=True))


def public_donors(campaign: Campaign) -> list[str]:
    """Names of those who let themselves be named, by name: neither sums nor moments. Two queries at most."""
    rows = campaign.pledges.filter(state__in=COUNTED, is_anonymous=False, person__isnull=False)
    names = rows.values_list("organisation__name", "person__display_name")
    return sorted({body or name for body, name in names if body or name})
