"""Campaigns: what everybody may know of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import django_filters
from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiResponse, extend_schema, extend_schema_view
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from participation.keys import as_id
from participation.rest.fields import Problem
from participation.rest.filters import IdFilter, Ordering
from participation.rest.views import Collection, Rows, found, read, signed_in
from proposals.api.filters import ChoicesFilter
from volunteers.projects.policies import may_lead
from volunteers.projects.selectors.projects import get_project

from ..actions.campaigns import change_campaign, open_campaign, plan_campaign
from ..models import Campaign
from ..selectors.adding import example, given, standing, would_add
from ..selectors.campaigns import get_public_campaign, known_campaigns, numbers_of, public_donors
from ..selectors.movements import held_cents, movements_of, public_payouts
from ..selectors.pledges import ways_to_pay
from ..selectors.pools import added_by, pools_for
from .data import campaign_data, pool_data
from .desk_fields import CampaignChange, CampaignIn
from .fields import CampaignDetail, CampaignOut, MovementsOut, PoolOut

OF_ONE: dict[str, Any] = {"filterset_class": None, "pagination_class": None}
STATE = OpenApiResponse(Problem, "`closed` or `not_yet_open`: the state of the project or campaign does not allow it")
STATES = [choice for choice in Campaign.State.choices if choice[0] != Campaign.State.PLANNED]


class CampaignFilters(django_filters.FilterSet):
    """Campaigns by place, state and project."""

    municipality = django_filters.CharFilter(
        field_name="project__municipality__code", lookup_expr="iexact", max_length=8
    )
    state = ChoicesFilter(choices=STATES, help_text="one or several: `open,funded`")
    project = IdFilter(field_name="project")
    ordering = Ordering(fields={"closes_at": "closes_at"})


@extend_schema_view(
    list=extend_schema(summary="Campaigns"),
    retrieve=extend_schema(summary="One campaign with its donors", responses=CampaignDetail),
    create=extend_schema(summary="Plan a campaign", request=CampaignIn, responses={201: CampaignDetail, 409: STATE}),
    partial_update=extend_schema(
        summary="Change it before it is opened", request=CampaignChange, responses={200: CampaignDetail, 409: STATE}
    ),
)
class Campaigns(Collection):
    """Money for projects: pledged until a moment, taken only where the minimum was reached."""

    serializer_class = CampaignOut
    filterset_class = CampaignFilters
    queryset = Campaign.objects.none()

    def get_queryset(self) -> QuerySet[Campaign]:
        return known_campaigns(self.request.user).order_by("-closes_at", "-id")

    def present(self, rows: Sequence[Campaign]) -> Rows:
        return [campaign_data(row) for row in rows]

    def known(self, pk: str) -> Campaign:
        """The campaign of the address, or 404."""
        return found(get_public_campaign(int(pk)))

    def whole(self, pk: object, status: int = 200) -> Response:
        """The campaign as it is now; 404 for whoever does not see it."""
        campaign = found(known_campaigns(self.request.user).filter(pk=int(str(pk))).first())
        numbers = numbers_of(campaign)
        extra = {
            "matched_cents": numbers["matched_cents"],
            "collected_cents": numbers["collected_cents"],
            "goal_cents": numbers["goal_cents"],
            "named_donors": public_donors(campaign),
            "providers": ways_to_pay(campaign),
        }
        return Response({**campaign_data(campaign), **extra}, status=status)

    def list(self, request: Request) -> Response:
        """Those that everybody sees; and those you plan for projects that you lead."""
        return self.answer(self.get_queryset())

    def retrieve(self, request: Request, pk: str) -> Response:
        """Donors are named where they want it, without sums. Numbers are told on the live stream of the project."""
        return self.whole(pk)

    def create(self, request: Request) -> Response:
        """Coordinators of the project. Nobody else sees it before it is opened."""
        person = signed_in(request)
        wanted = read(CampaignIn, request, may=lambda: _may_plan(request))
        one = plan_campaign(person=person, project_id=wanted.pop("project"), **wanted)
        return self.whole(one.pk, 201)

    def partial_update(self, request: Request, pk: str) -> Response:
        """Coordinators, until it is opened."""
        campaign = self._own(request, pk)
        wanted = read(CampaignChange, request, may=lambda: may_lead(request.user, campaign.project))
        change_campaign(person=request.user, campaign_id=campaign.pk, **wanted)
        return self.whole(pk)

    @extend_schema(summary="Open it", request=None, responses={200: CampaignDetail, 409: STATE})
    @action(detail=True, methods=["post"], **OF_ONE)
    def open(self, request: Request, pk: str) -> Response:
        """Coordinators, after the municipality opened the project. Pledges can be made from now on; minimum, optimum and end
        stay as they are.
        """
        open_campaign(person=request.user, campaign_id=self._own(request, pk).pk)
        return self.whole(pk)

    def _own(self, request: Request, pk: str) -> Campaign:
        """One that the person sees, before something is done with it."""
        signed_in(request)
        return found(known_campaigns(request.user).filter(pk=int(pk)).first())

    @extend_schema(summary="Where its money came from and went", responses=MovementsOut)
    @action(detail=True, **OF_ONE)
    def movements(self, request: Request, pk: str) -> Response:
        """Sums by kind, from the ledger; what was paid for what. Nobody's name."""
        campaign = self.known(pk)
        data = {
            "movements": movements_of(campaign),
            "held_cents": held_cents(campaign),
            "payouts": public_payouts(campaign),
        }
        return Response(data)

    @extend_schema(summary="Pools that add to it", responses=PoolOut(many=True))
    @action(detail=True, **OF_ONE)
    def pools(self, request: Request, pk: str) -> Response:
        """With their terms in words, and what each has added. Until it is decided, what each would add as things stand,
        to everything and to 20 euro more of yours, computed as it will be then.
        """
        campaign = self.known(pk)
        added, pools = added_by(campaign), pools_for(campaign)
        if campaign.decided_at is not None:
            return Response([pool_data(row, added.get(row.pk, 0)) for row in pools])
        pledges = given(standing(campaign))
        would = would_add(pools, pledges)
        examples = {one.pool.pk: one for one in example(pools, pledges, request.user)}
        return Response([pool_data(row, 0, sum(one.cents for one in would[row.pk]), examples[row.pk]) for row in pools])


def _may_plan(request: Request) -> bool:
    """Whether who sent the request leads the project it is about; what names none is told so."""
    sent = request.data.get("project") if isinstance(request.data, dict) else None
    number = as_id(str(sent))
    project = get_project(number) if number else None
    return project is None or may_lead(request.user, project)
