"""Giving back what was taken, by officials, as part of the collection of pledges."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from participation.rest.asking import check_parameters
from participation.rest.fields import Problem
from participation.rest.views import Collection, found, read

from ..actions.refunding import refund_pledge
from ..selectors.desk import find_given, get_given
from .desk import official
from .desk_data import given_data
from .desk_fields import GiftOut, RefundIn

OF_ONE: dict[str, Any] = {"pagination_class": None}
NUMBER = OpenApiParameter("number", required=True, description="of a receipt, or the reference of a transfer")
STATE = OpenApiResponse(Problem, "`closed`: nothing of it can be given back, or it has not been kept")


class Refunds(Collection):
    """What officials may do with pledges of others."""

    @extend_schema(summary="Find what can be given back", parameters=[NUMBER], responses=GiftOut)
    @action(detail=False, **OF_ONE)
    def given(self, request: Request) -> Response:
        """Officials who have no part in the project. Without the donor's name."""
        person = official(request)
        check_parameters(request, ("number",))
        return Response(given_data(found(find_given(person, request.query_params.get("number", "")[:60]))))

    @extend_schema(summary="What was given back", methods=["GET"], responses=GiftOut)
    @extend_schema(
        summary="Give back", methods=["POST"], request=RefundIn, responses={200: GiftOut, 201: GiftOut, 409: STATE}
    )
    @action(detail=True, methods=["get", "post"], **OF_ONE)
    def refunds(self, request: Request, pk: str) -> Response:
        """Officials who have no part in the project. Never more than was taken, and not what has been paid out."""
        person = official(request)
        pledge = found(get_given(person, int(pk)))
        if request.method == "GET":
            return Response(given_data(pledge))
        wanted, before = read(RefundIn, request), given_data(pledge)["next_number"]
        made = refund_pledge(official=person, pledge_id=pledge.pk, **wanted)
        status = 201 if made.number == before else 200
        return Response(given_data(found(get_given(person, int(pk)))), status=status)
