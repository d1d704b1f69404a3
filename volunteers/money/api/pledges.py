"""One's own pledges."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiResponse, extend_schema, extend_schema_view
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from participation.rest.fields import Problem
from participation.rest.views import Row, Rows, found, made, read, signed_in

from ..actions.pledging import change_pledge, pledge_money, withdraw_pledge
from ..models import Pledge
from ..selectors.pledges import own_pledge, own_pledges
from .data import pledge_data, pledge_detail
from .fields import PledgeChange, PledgeDetail, PledgeIn, PledgeOut
from .refunds import Refunds

OF_ONE: dict[str, Any] = {"pagination_class": None}
STATE = OpenApiResponse(
    Problem, "`closed` or `not_yet_open`: the campaign's moment; `key_used_differently`: the key was another pledge's"
)


@extend_schema_view(
    list=extend_schema(summary="Your pledges"),
    retrieve=extend_schema(summary="One of your pledges", responses=PledgeDetail),
    create=extend_schema(
        summary="Pledge money",
        request=PledgeIn,
        responses={200: PledgeDetail, 201: PledgeDetail, 409: STATE},
    ),
    partial_update=extend_schema(
        summary="Change a pledge", request=PledgeChange, responses={200: PledgeDetail, 409: STATE}
    ),
)
class Pledges(Refunds):
    """What you pledged. Nobody else is told, unless you let your name be shown."""

    serializer_class = PledgeOut
    queryset = Pledge.objects.none()

    def get_queryset(self) -> QuerySet[Pledge]:
        return own_pledges(self.request.user)

    def present(self, rows: Sequence[Pledge]) -> Rows:
        return [pledge_data(row) for row in rows]

    def known(self, request: Request, pk: str) -> Pledge:
        """One's own, or 404."""
        return found(own_pledge(signed_in(request), int(pk)))

    def whole(self, request: Request, pk: object) -> Row:
        """The pledge as it is now."""
        return pledge_detail(self.known(request, str(pk)))

    def list(self, request: Request) -> Response:
        signed_in(request)
        return self.answer(self.get_queryset())

    def retrieve(self, request: Request, pk: str) -> Response:
        """With how to transfer it, where it is to be transferred, and what pools added."""
        return Response(self.whole(request, pk))

    def create(self, request: Request) -> Response:
        """Nothing is taken before the campaign is funded. The same key with the same body answers the same pledge."""
        person, wanted = signed_in(request), read(PledgeIn, request)
        one = pledge_money(
            person=person,
            campaign_id=wanted["campaign"],
            cents=wanted["cents"],
            provider=wanted["provider"],
            client_key=wanted["client_key"],
            organisation_id=wanted.get("organisation"),
            is_anonymous=wanted["is_anonymous"],
        )
        return Response(self.whole(request, one.pk), status=made(one))

    def partial_update(self, request: Request, pk: str) -> Response:
        """Until the campaign closes. A new sum stands once it is reserved; until then the one before does."""
        pledge, wanted = self.known(request, pk), read(PledgeChange, request)
        change_pledge(person=signed_in(request), pledge_id=pledge.pk, **wanted)
        return Response(self.whole(request, pk))

    @extend_schema(summary="Take a pledge back", request=None, responses={200: PledgeDetail, 409: STATE})
    @action(detail=True, methods=["post"], **OF_ONE)
    def cancel(self, request: Request, pk: str) -> Response:
        """Until the campaign closes. Nothing of it will be taken."""
        pledge = self.known(request, pk)
        withdraw_pledge(person=signed_in(request), pledge_id=pledge.pk)
        return Response(self.whole(request, pk))
