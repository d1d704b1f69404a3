"""What officials do with money: the account, transfers that arrive, and the daily comparison."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiResponse, extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from participation.places.selectors import get_municipality, is_official
from participation.refusals import NotAllowed
from participation.rest.fields import Problem
from participation.rest.views import Collection, Rows, found, made, read, signed_in

from ..actions.arriving import confirm_arrival, set_treasury
from ..models import Pledge, Reconciliation, Treasury
from ..selectors.desk import expected_transfers, own_places, to_send_back, treasuries_of
from ..selectors.payouts import newest_reconciliation
from .desk_data import arrival_data, reconciliation_data, sent_back_data, treasury_data
from .desk_fields import ArrivalIn, ArrivalOut, ReconciliationOut, SentBackOut, TreasuryIn, TreasuryOut

OVER = OpenApiResponse(Problem, "`closed`: the pledge is over, and the bank has to send the money back")
OF_ALL: dict[str, Any] = {"pagination_class": None}


def place_named(code: str) -> Any:
    """The municipality, by its code. Raises ValidationError for none."""
    place = get_municipality(code[:8]) if code else None
    if place is None:
        raise serializers.ValidationError({"municipality": [_("There is no such municipality.")]})
    return place


def official(request: Request) -> Any:
    """The person, who is an official somewhere. Raises SignInFirst, NotAllowed."""
    person = signed_in(request)
    if not any(is_official(person, place.pk) for place in own_places(person)):
        raise NotAllowed
    return person


@extend_schema_view(
    list=extend_schema(summary="Accounts of your municipalities"),
    create=extend_schema(summary="Say your account", request=TreasuryIn, responses={200: TreasuryOut}),
)
class Treasuries(Collection):
    """The account to which people transfer what they give. Whoever pledges a transfer is told it."""

    serializer_class = TreasuryOut
    queryset = Treasury.objects.none()

    def present(self, rows: Sequence[Treasury]) -> Rows:
        return [treasury_data(row) for row in rows]

    def list(self, request: Request) -> Response:
        """Officials only."""
        return self.answer(treasuries_of(official(request)))

    def create(self, request: Request) -> Response:
        """Officials of the municipality: people transfer there from now on."""
        person = signed_in(request)
        sent = request.data.get("municipality") if isinstance(request.data, dict) else ""
        named = get_municipality(str(sent or "")[:8])
        wanted = read(TreasuryIn, request, may=lambda: named is None or is_official(person, named.pk))
        place = place_named(wanted.pop("municipality"))
        row = set_treasury(official=person, municipality_id=place.pk, **wanted)
        return Response(treasury_data(row))


@extend_schema_view(
    list=extend_schema(summary="Transfers that are expected"),
    create=extend_schema(
        summary="Confirm that a transfer arrived",
        request=ArrivalIn,
        responses={200: ArrivalOut, 201: ArrivalOut, 409: OVER},
    ),
)
class Arrivals(Collection):
    """Money on its way to the municipality's account, by reference. Nobody's name."""

    serializer_class = ArrivalOut
    queryset = Pledge.objects.none()

    def present(self, rows: Sequence[Pledge]) -> Rows:
        return [arrival_data(row, row.expected_cents, is_confirmed=False) for row in rows]  # type: ignore[attr-defined]  # annotated by expected_transfers

    def list(self, request: Request) -> Response:
        """Officials only: of campaigns that are open, the longest promised first."""
        return self.answer(expected_transfers(official(request)))

    def create(self, request: Request) -> Response:
        """Officials who have no part in the project: the same reference and sum a second time change nothing (200)."""
        person = official(request)
        wanted = read(ArrivalIn, request)
        row = confirm_arrival(official=person, **wanted)
        return Response(arrival_data(row, wanted["cents"], is_confirmed=True), status=made(row))

    @extend_schema(summary="Transfers that go back", responses=SentBackOut(many=True))
    @action(detail=False)
    def to_send_back(self, request: Request) -> Response:
        """Officials only, of projects they have no part in: given back, or let go after it had arrived, and shown by no
        bank statement yet; the newest first. It goes to the account it came from.
        """
        page = self.paginate_queryset(to_send_back(official(request)))
        return self.get_paginated_response([sent_back_data(row) for row in page or []])


class Reconciliations(Collection):
    """Every day every cent is compared: what people did against what the ledger says."""

    serializer_class = ReconciliationOut
    queryset = Reconciliation.objects.none()

    @extend_schema(summary="The newest comparison", responses=ReconciliationOut)
    @action(detail=False, **OF_ALL)
    def newest(self, request: Request) -> Response:
        """Officials only; 404 before the first one."""
        official(request)
        return Response(reconciliation_data(found(newest_reconciliation())))
