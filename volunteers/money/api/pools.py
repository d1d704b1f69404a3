"""Pools that add to pledges: public, set up by officials and by businesses."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import django_filters
from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from participation.rest.filters import IdFilter
from participation.rest.views import Collection, Row, Rows, read, signed_in

from ..actions.pools import end_pool, open_pool
from ..models import Pool
from ..selectors.pools import get_pool, public_pools
from .desk import place_named
from .desk_data import pool_detail
from .desk_fields import PoolDetail, PoolIn

OF_ONE: dict[str, Any] = {"filterset_class": None, "pagination_class": None}


class PoolFilters(django_filters.FilterSet):
    """Pools by municipality, by whose money it is, and whether they go on."""

    municipality = django_filters.CharFilter(field_name="municipality__code", lookup_expr="iexact", max_length=8)
    organisation = IdFilter(field_name="organisation")
    ended = django_filters.BooleanFilter(
        field_name="ended_at", lookup_expr="isnull", exclude=True, help_text="`false`: those that still add"
    )


@extend_schema_view(
    list=extend_schema(summary="Pools"),
    retrieve=extend_schema(summary="One pool"),
    create=extend_schema(summary="Set up a pool", request=PoolIn, responses={201: PoolDetail}),
)
class Pools(Collection):
    """Money of a municipality or a business that is added to pledges, by rules that everybody reads."""

    serializer_class = PoolDetail
    filterset_class = PoolFilters
    queryset = Pool.objects.none()

    def get_queryset(self) -> QuerySet[Pool]:
        return public_pools()

    def present(self, rows: Sequence[Pool]) -> Rows:
        return [pool_detail(row) for row in rows]

    def whole(self, pk: object) -> Row:
        """As it is now, or 404."""
        return self.one(get_pool(int(str(pk))))

    def list(self, request: Request) -> Response:
        """The newest first, with what is left of each."""
        return self.answer(self.get_queryset())

    def retrieve(self, request: Request, pk: str) -> Response:
        return Response(self.whole(pk))

    def create(self, request: Request) -> Response:
        """Officials for their municipality; who speaks for a business that is vouched for, for that business. It adds to
        every campaign of the municipality that is decided from now on.
        """
        person, wanted = signed_in(request), read(PoolIn, request)
        place = place_named(wanted.pop("municipality"))
        organisation = wanted.pop("organisation", None)
        one = open_pool(person=person, municipality_id=place.pk, organisation_id=organisation, **wanted)
        return Response(self.whole(one.pk), status=201)

    @extend_schema(summary="End a pool", request=None, responses=PoolDetail)
    @action(detail=True, methods=["post"], **OF_ONE)
    def end(self, request: Request, pk: str) -> Response:
        """Who may set it up. What it has added stays."""
        person = signed_in(request)
        self.whole(pk)
        end_pool(person=person, pool_id=int(pk))
        return Response(self.whole(pk))
