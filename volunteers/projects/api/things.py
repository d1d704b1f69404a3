"""Things offered to a project."""

from __future__ import annotations

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from participation.refusals import NotAllowed
from participation.rest.views import found, made, read, signed_in

from ..actions import offering
from ..models import Offer
from ..policies import leads
from ..selectors.page import get_need, get_offer, list_offers, list_own_offers
from .base import NEED, OF_ONE, OFFER, STATE, Known
from .bodies import BroughtIn, OfferAnswerIn, OfferIn
from .data import offer_data
from .fields import OfferOut

DONE = {200: OfferOut, 409: STATE}


class Things(Known):
    """What people bring."""

    @extend_schema(summary="What you offered", responses=OfferOut(many=True))
    @action(detail=False, filterset_class=None)
    def my_offers(self, request: Request) -> Response:
        """To all projects, the newest first."""
        rows: QuerySet[Offer] = list_own_offers(signed_in(request)).select_related(
            "user", "need__project", "organisation"
        )
        page = self.paginate_queryset(rows) or []
        return self.get_paginated_response([offer_data(row) for row in page])

    @extend_schema(summary="What was offered", responses=OfferOut(many=True))
    @action(detail=True, **OF_ONE)
    def offers(self, request: Request, pk: str) -> Response:
        """Those who lead the project only: what waits for an answer first."""
        person, project = signed_in(request), self.known(pk)
        if not leads(person, project):
            raise NotAllowed
        return Response([offer_data(row) for row in list_offers(project)])

    @extend_schema(summary="Offer a thing", request=OfferIn, responses={200: OfferOut, 201: OfferOut, 409: STATE})
    @action(detail=True, methods=["post"], url_path=f"needs/{NEED}/offers", **OF_ONE)
    def offer(self, request: Request, pk: str, need_id: str) -> Response:
        """At most what is still missing. An offer that stands is given back as it is: withdraw it to make another."""
        person, project = signed_in(request), self.known(pk)
        need = found(get_need(int(need_id), project))
        wanted = read(OfferIn, request)
        offer = offering.offer_thing(
            person=person, need_id=need.pk, quantity=wanted["quantity"], words=wanted["words"],
            organisation_id=wanted.get("organisation"),
        )  # fmt: skip
        return Response(self._offer(pk, offer.pk), status=made(offer))

    @extend_schema(summary="Take your offer back", request=None, responses=DONE)
    @action(detail=True, methods=["post"], url_path=f"offers/{OFFER}/withdraw", **OF_ONE)
    def withdraw_offer(self, request: Request, pk: str, offer_id: str) -> Response:
        """Until the thing is brought; others can bring it then."""
        person, offer = signed_in(request), self._mine_or_led(request, pk, offer_id)
        offering.withdraw_offer(person=person, offer_id=offer.pk)
        return Response(self._offer(pk, offer.pk))

    @extend_schema(summary="Answer an offer", request=OfferAnswerIn, responses=DONE)
    @action(detail=True, methods=["post"], url_path=f"offers/{OFFER}/answer", **OF_ONE)
    def answer_offer(self, request: Request, pk: str, offer_id: str) -> Response:
        """Those who lead the project only. Whoever offered is told."""
        person, offer = signed_in(request), self._mine_or_led(request, pk, offer_id)
        wanted = read(OfferAnswerIn, request, may=self.leads(offer.need.project))
        offering.answer_offer(person=person, offer_id=offer.pk, accept=wanted["accept"], answer=wanted["answer"])
        return Response(self._offer(pk, offer.pk))

    @extend_schema(summary="The thing is there", request=BroughtIn, responses=DONE)
    @action(detail=True, methods=["post"], url_path=f"offers/{OFFER}/brought", **OF_ONE)
    def brought(self, request: Request, pk: str, offer_id: str) -> Response:
        """Those who lead the project only; or it is not, after all."""
        person, offer = signed_in(request), self._mine_or_led(request, pk, offer_id)
        wanted = read(BroughtIn, request, may=self.leads(offer.need.project))
        offering.mark_brought(person=person, offer_id=offer.pk, is_brought=wanted["is_brought"])
        return Response(self._offer(pk, offer.pk))

    def _mine_or_led(self, request: Request, pk: str, offer_id: str) -> Offer:
        """An offer of the person's own or to a project that they lead; 404 for every other."""
        project = self.known(pk)
        offer = found(get_offer(int(offer_id), project))
        is_known = offer.user_id == request.user.pk or leads(request.user, project)
        return found(offer if is_known else None)

    def _offer(self, pk: str, offer_id: int) -> object:
        return offer_data(found(get_offer(offer_id, self.known(pk))))
