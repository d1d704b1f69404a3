"""Campaigns and their public numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from participation.accounts.models import User
from participation.database import db_now
from participation.ready import Ready
from volunteers.projects.models import BudgetLine, Coordinator
from volunteers.projects.policies import RUNNING

from ..models import Campaign, Pledge, Share

COUNTED = (Pledge.State.AUTHORISED, Pledge.State.CAPTURED)
Row = dict[str, Any]


def with_numbers(rows: QuerySet[Campaign]) -> QuerySet[Campaign]:
    """Campaigns with ``pledged_cents``, ``given_cents`` (what of it was taken) and ``donors``, in the same query.

    Somebody who gives twice is one of ``donors``.
    """
    standing, taken = Q(pledges__state__in=COUNTED), Q(pledges__state=Pledge.State.CAPTURED)
    left = F("pledges__cents") - F("pledges__refunded_cents")
    donor = Coalesce(F("pledges__person"), -F("pledges__pk"))  # who has left counts for each pledge
    return rows.annotate(
        pledged_cents=Coalesce(Sum(left, filter=standing), 0),
        given_cents=Coalesce(Sum(left, filter=taken), 0),
        donors=Count(donor, filter=standing, distinct=True),
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


def known_campaigns(person: object) -> QuerySet[Campaign]:
    """Those that everybody sees, and those of projects that the person leads, in any state."""
    public = ~Q(state=Campaign.State.PLANNED) & Q(project__opened_at__isnull=False, project__hidden_at=None)
    if isinstance(person, User):
        public |= Q(Exists(Coordinator.objects.filter(project=OuterRef("project"), user=person)))
    return with_numbers(Campaign.objects.filter(public)).select_related("project__municipality")


def get_campaign(pk: int) -> Campaign | None:
    """A campaign in any state, with its project."""
    return Campaign.objects.select_related("project__municipality").filter(pk=pk).first()


def campaign_of(project_id: int) -> Campaign | None:
    """The project's campaign with its numbers, in any state; None if it asks for no money."""
    rows = with_numbers(Campaign.objects.filter(project=project_id))
    return rows.select_related("project__municipality").first()


def added_to(campaign_ids: Iterable[int]) -> dict[int, tuple[int, int]]:
    """What pools have added to each campaign, or will once it is taken, and how much of it beside pledges that were taken.

    One query; campaigns to which nothing was added are left out.
    """
    left, taken = F("cents") - F("returned_cents"), Q(pledge__state=Pledge.State.CAPTURED)
    rows = Share.objects.filter(campaign__in=list(campaign_ids)).order_by().values_list("campaign")
    every = rows.annotate(n=Sum(left), taken=Coalesce(Sum(left, filter=taken), 0))
    return {pk: (int(whole), int(there)) for pk, whole, there in every}


def budget_of(campaign: Campaign) -> list[Row]:
    """What the project would cost, line by line. One query."""
    return [dict(row) for row in BudgetLine.objects.filter(project=campaign.project_id).values("what", "cents")]


def goals_of(campaigns: Sequence[Campaign]) -> dict[int, int]:
    """What each campaign aims at, in cents: the minimum; without one the optimum, else what the project would cost.

    One query at most.
    """
    goals = {one.pk: int(one.minimum_cents or one.optimum_cents or 0) for one in campaigns}
    projects = {one.project_id: one.pk for one in campaigns if not goals[one.pk]}
    if projects:
        rows = BudgetLine.objects.filter(project__in=list(projects)).order_by().values_list("project")
        goals |= {projects[project]: int(n) for project, n in rows.annotate(n=Sum("cents"))}
    return goals


def _with_sums(pk: int) -> QuerySet[Campaign]:
    """What it got, what pools added to it, and what its project would cost."""
    shares = Share.objects.filter(campaign=OuterRef("pk")).order_by().values("campaign")
    taken = shares.filter(pledge__state=Pledge.State.CAPTURED)
    left = Sum(F("cents") - F("returned_cents"))
    lines = BudgetLine.objects.filter(project=OuterRef("project")).order_by().values("project")
    return with_numbers(Campaign.objects.filter(pk=pk)).annotate(
        added_cents=Coalesce(Subquery(shares.annotate(n=left).values("n")), 0),
        added_taken_cents=Coalesce(Subquery(taken.annotate(n=left).values("n")), 0),
        cost_cents=Coalesce(Subquery(lines.annotate(n=Sum("cents")).values("n")), 0),
    )


_NUMBERS: Ready[Campaign] = Ready(_with_sums)  # told with every act about money


def numbers_of(campaign: Campaign) -> Row:
    """What everybody may know of the sums, as the live stream tells it. One query."""
    counted: Any = _NUMBERS.only(campaign.pk)
    goal = counted.minimum_cents or counted.optimum_cents or counted.cost_cents
    return numbers_from(counted, int(goal), (int(counted.added_cents), int(counted.added_taken_cents)))


def numbers_from(counted: Any, goal: int, added: tuple[int, int]) -> Row:
    """The same of a campaign of ``with_numbers``, its goal and what pools added (``added_to``). No query."""
    return {
        "campaign": counted.pk,
        "state": counted.state,
        "pledged_cents": counted.pledged_cents,
        "donors": counted.donors,
        "matched_cents": added[0],
        "collected_cents": counted.given_cents + added[1],
        "minimum_cents": counted.minimum_cents,
        "optimum_cents": counted.optimum_cents,
        "goal_cents": goal,
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
