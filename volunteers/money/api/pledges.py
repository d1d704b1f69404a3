"""One's own pledges."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema, extend_schema_view
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from participation.rest.fields import Problem
from participation.rest.views import Row, Rows, found, made, read, signed_in

from ..actions.cards import begin_card, enter_card
from ..actions.pledging import change_pledge, pledge_money, withdraw_pledge
from ..models import Pledge
from ..paper import paper_for
from ..selectors.pledges import own_pledge, own_pledges
from ..selectors.receipts import proof_of
from .data import pledge_data, pledge_detail, receipt_data
from .fields import BankCardIn, BankCardOut, PledgeChange, PledgeDetail, PledgeIn, PledgeOut, ReceiptOut
from .refunds import Refunds

OF_ONE: dict[str, Any] = {"pagination_class": None}
AWAY = "`service_away`: Stripe does not answer now; ask again"
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

    @extend_schema(
        summary="Enter a card",
        request=BankCardIn,
        responses={200: BankCardOut, 409: STATE, 503: OpenApiResponse(Problem, AWAY)},
    )
    @action(detail=True, methods=["post"], **OF_ONE)
    def card(self, request: Request, pk: str) -> Response:
        """For a pledge by card: what Stripe knows of its card is looked at, and you learn how one is entered. The card goes
        from your program to Stripe, with Stripe's own library; then ask this once more. Nothing is charged by it.
        """
        pledge, wanted = self.known(request, pk), read(BankCardIn, request)
        person = signed_in(request)
        entered = enter_card(person=person, pledge_id=pledge.pk, payment_method=wanted.get("payment_method", ""))
        entry = begin_card(person=person, pledge_id=pledge.pk) if entered.state == Pledge.State.PLEDGED else None
        secret = entry.client_secret if entry else None
        return Response({"state": entered.state, "client_secret": secret, "public_key": settings.CARDS.public_key})

    @extend_schema(summary="Take a pledge back", request=None, responses={200: PledgeDetail, 409: STATE})
    @action(detail=True, methods=["post"], **OF_ONE)
    def cancel(self, request: Request, pk: str) -> Response:
        """Until the campaign closes. Nothing of it will be taken."""
        pledge = self.known(request, pk)
        withdraw_pledge(person=signed_in(request), pledge_id=pledge.pk)
        return Response(self.whole(request, pk))

    @extend_schema(summary="The receipt of a pledge", responses=ReceiptOut)
    @action(detail=True, **OF_ONE)
    def receipt(self, request: Request, pk: str) -> Response:
        """Once the money was taken; until then there is none."""
        return Response(receipt_data(found(proof_of(self.known(request, pk)))))

    @extend_schema(
        operation_id="pledges_receipt_pdf",
        summary="The receipt for printing",
        responses={(200, "application/pdf"): OpenApiTypes.BINARY},
    )
    def pdf(self, request: Request, pk: str) -> HttpResponse:
        """The same as PDF/UA, in the language asked for."""
        proof = found(proof_of(self.known(request, pk)))
        headers = {
            "Content-Disposition": f'attachment; filename="receipt-{proof.number}.pdf"',
            "Cache-Control": "private, no-store",
        }
        return HttpResponse(paper_for(proof), content_type="application/pdf", headers=headers)
