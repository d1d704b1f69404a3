"""Paying out to projects: asked by those who lead them, decided by officials."""

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
from participation.rest.filters import IdFilter
from participation.rest.views import Collection, Rows, found, made, read, signed_in
from proposals.api.filters import ChoicesFilter
from volunteers.projects.policies import may_lead

from ..actions import payouts as acts
from ..models import Payout
from ..policies import may_decide_payout
from ..selectors.campaigns import get_campaign
from ..selectors.payouts import full_accounts, seen_payouts, waiting_payouts
from .desk_data import payout_data
from .desk_fields import PayoutIn, PayoutOut, PayoutRefusalIn

OF_ONE: dict[str, Any] = {"filterset_class": None, "pagination_class": None}
STATE = OpenApiResponse(Problem, "`closed`: not everything is collected yet, or it has been decided already")
CHANGED = {200: PayoutOut, 409: STATE}


class PayoutFilters(django_filters.FilterSet):
    """Payouts by campaign, project and state, and those that wait for you."""

    campaign = IdFilter(field_name="campaign")
    project = IdFilter(field_name="campaign__project")
    state = ChoicesFilter(choices=Payout.State.choices, help_text="one or several: `asked,approved`")
    waiting = django_filters.BooleanFilter(
        method="waits", help_text="`true`: what waits for your own decision as an official"
    )

    def waits(self, rows: QuerySet[Payout], _name: str, value: bool) -> QuerySet[Payout]:
        """Only those, or all."""
        return rows.filter(pk__in=waiting_payouts(self.request.user).values("pk")) if value else rows


@extend_schema_view(
    list=extend_schema(summary="Payouts"),
    retrieve=extend_schema(summary="One payout"),
    create=extend_schema(
        summary="Ask for a payout", request=PayoutIn, responses={200: PayoutOut, 201: PayoutOut, 409: STATE}
    ),
)
class Payouts(Collection):
    """Money that leaves for a project. Seen by those who lead it and by the officials of its municipality; everybody sees
    what was paid for what in `campaigns/{id}/movements/`.
    """

    serializer_class = PayoutOut
    filterset_class = PayoutFilters
    queryset = Payout.objects.none()

    def get_queryset(self) -> QuerySet[Payout]:
        return seen_payouts(self.request.user)

    def present(self, rows: Sequence[Payout]) -> Rows:
        whole = full_accounts(signed_in(self.request), rows)
        return [payout_data(row, in_full=row.pk in whole) for row in rows]

    def known(self, pk: str) -> Payout:
        """The payout of the address; 404 for whoever is told nothing of it."""
        signed_in(self.request)
        return found(self.get_queryset().filter(pk=int(pk)).first())

    def whole(self, pk: object, status: int = 200) -> Response:
        """As it is after an act."""
        return Response(self.one(self.known(str(pk))), status=status)

    def list(self, request: Request) -> Response:
        """Of the projects that you lead, and of the municipalities whose official you are; the newest first."""
        signed_in(request)
        return self.answer(self.get_queryset())

    def retrieve(self, request: Request, pk: str) -> Response:
        return self.whole(pk)

    def create(self, request: Request) -> Response:
        """Coordinators, once the campaign is collected; no more than is held and not asked for already."""
        person = signed_in(request)
        wanted = read(PayoutIn, request, may=lambda: self._may_ask(request))
        wanted["campaign_id"] = wanted.pop("campaign")
        one = acts.ask_payout(person=person, **wanted)
        return self.whole(one.pk, made(one))

    @extend_schema(summary="Approve", request=None, responses=CHANGED)
    @action(detail=True, methods=["post"], **OF_ONE)
    def approve(self, request: Request, pk: str) -> Response:
        """Officials who have no part in the project. Two for a large sum, or another account than last time."""
        acts.approve_payout(official=signed_in(request), payout_id=self.known(pk).pk)
        return self.whole(pk)

    @extend_schema(summary="Refuse", request=PayoutRefusalIn, responses=CHANGED)
    @action(detail=True, methods=["post"], **OF_ONE)
    def refuse(self, request: Request, pk: str) -> Response:
        """The same officials, with a reason that the coordinators read."""
        payout = self.known(pk)
        wanted = read(PayoutRefusalIn, request, may=lambda: may_decide_payout(request.user, payout))
        acts.refuse_payout(official=signed_in(request), payout_id=payout.pk, **wanted)
        return self.whole(pk)

    @extend_schema(summary="Take back", request=None, responses=CHANGED)
    @action(detail=True, methods=["post"], **OF_ONE)
    def withdraw(self, request: Request, pk: str) -> Response:
        """Coordinators, before it is decided."""
        acts.withdraw_payout(person=signed_in(request), payout_id=self.known(pk).pk)
        return self.whole(pk)

    def _may_ask(self, request: Request) -> bool:
        """Whether who sent the request leads the project it is about; what names none is told so."""
        sent = request.data.get("campaign") if isinstance(request.data, dict) else None
        number = as_id(str(sent))
        campaign = get_campaign(number) if number else None
        return campaign is None or may_lead(request.user, campaign.project)
