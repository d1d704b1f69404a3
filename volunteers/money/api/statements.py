"""Bank statements of a municipality's account, for its officials."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import django_filters
from django.db.models import QuerySet
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema, extend_schema_view
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from participation.rest.fields import Problem
from participation.rest.views import Collection, Row, Rows, found, made, read, signed_in

from ..actions.settling import set_aside_line, settle_line
from ..actions.statements import book_statement, discard_statement, upload_statement
from ..models import Statement
from ..selectors.statements import (
    account_places,
    get_line,
    get_statement,
    near_pledges,
    seen_line,
    seen_lines,
    statements_of,
)
from ..statements.entries import MOST_BYTES
from .desk import place_named
from .statement_fields import (
    SetAsideIn,
    SettleIn,
    StatementDetail,
    StatementIn,
    StatementLineDetail,
    StatementOut,
    line_data,
    near_data,
    statement_data,
)

OF_ONE: dict[str, Any] = {"filterset_class": None, "pagination_class": None}
LINE = r"lines/(?P<line_id>[0-9]{1,18})"
NUMBER = OpenApiParameter("line_id", OpenApiTypes.INT, OpenApiParameter.PATH)
STATE = OpenApiResponse(Problem, "`closed`: it is booked or settled already, or the pledge is over")
UNREAD = OpenApiResponse(
    Problem, "why the file cannot be read; `columns_unclear`: say the columns of the table, its `headings` are told"
)


class StatementFilters(django_filters.FilterSet):
    """Statements by place and state."""

    municipality = django_filters.CharFilter(field_name="municipality__code", lookup_expr="iexact", max_length=8)
    state = django_filters.ChoiceFilter(choices=Statement.State.choices)


@extend_schema_view(
    list=extend_schema(summary="Bank statements"),
    retrieve=extend_schema(summary="One statement with its lines", responses=StatementDetail),
    create=extend_schema(
        summary="Upload a statement",
        request={"multipart/form-data": StatementIn},
        responses={200: StatementDetail, 201: StatementDetail, 400: UNREAD},
    ),
    destroy=extend_schema(summary="Throw a statement away", responses={204: None, 409: STATE}),
)
class Statements(Collection):
    """Statements of the account to which people transfer what they pledged. For officials of its municipality."""

    serializer_class = StatementOut
    filterset_class = StatementFilters
    queryset = Statement.objects.none()

    def get_queryset(self) -> QuerySet[Statement]:
        return statements_of(self.request.user)

    def present(self, rows: Sequence[Statement]) -> Rows:
        return [statement_data(row) for row in rows]

    def known(self, request: Request, pk: str) -> Statement:
        """One of those that the person keeps, or 404."""
        return found(get_statement(signed_in(request), int(pk)))

    def whole(self, request: Request, pk: object) -> Row:
        """The statement as it is now."""
        row = self.known(request, str(pk))
        return {**statement_data(row), "lines": [line_data(one) for one in seen_lines(row, signed_in(request))]}

    def line(self, request: Request, pk: str, line_id: str) -> Row:
        """A line as it is now."""
        row = found(get_line(signed_in(request), int(pk), int(line_id)))
        near = [near_data(one) for one in near_pledges(row)]
        return {**line_data(seen_line(row, signed_in(request))), "near": near}

    def list(self, request: Request) -> Response:
        signed_in(request)
        return self.answer(self.get_queryset())

    def retrieve(self, request: Request, pk: str) -> Response:
        """Before it is booked, `state` and `verdict` of a line are what they will be."""
        return Response(self.whole(request, pk))

    def create(self, request: Request) -> Response:
        """CAMT.053 of any version, or a table (CSV), to 5 MB. Nothing is booked yet. The same file again is the same
        statement."""
        person = signed_in(request)
        wanted = read(StatementIn, request, may=lambda: bool(account_places(person)))
        file = wanted["file"]
        place = place_named(wanted["municipality"])
        columns = {name[7:]: n - 1 for name, n in wanted.items() if name.startswith("column_")}
        one = upload_statement(
            official=person,
            municipality_id=place.pk,
            name=file.name,
            data=file.read(MOST_BYTES + 1),
            columns=columns or None,
        )
        return Response(self.whole(request, one.pk), status=made(one))

    def destroy(self, request: Request, pk: str) -> Response:
        """While nothing of it is booked."""
        known = self.known(request, pk)
        discard_statement(official=signed_in(request), statement_id=known.pk)
        return Response(status=204)

    @extend_schema(summary="Book a statement", request=None, responses={200: StatementDetail, 409: STATE})
    @action(detail=True, methods=["post"], **OF_ONE)
    def book(self, request: Request, pk: str) -> Response:
        """Each line that names a pledge and its sum; once, in however many statements it stands."""
        known = self.known(request, pk)
        book_statement(official=signed_in(request), statement_id=known.pk)
        return Response(self.whole(request, pk))

    @extend_schema(summary="One line, and what it may have meant", parameters=[NUMBER], responses=StatementLineDetail)
    @action(detail=True, url_path=LINE, **OF_ONE)
    def one_line(self, request: Request, pk: str, line_id: str) -> Response:
        """With pledges whose reference is like the one that was written, or that wait for the same sum."""
        return Response(self.line(request, pk, line_id))

    @extend_schema(
        summary="Say whose money a line is",
        parameters=[NUMBER],
        request=SettleIn,
        responses={200: StatementLineDetail, 409: STATE},
    )
    @action(detail=True, methods=["post"], url_path=f"{LINE}/settle", **OF_ONE)
    def settle(self, request: Request, pk: str, line_id: str) -> Response:
        """It is booked to that pledge; where the bank took money back, the pledge is let go."""
        row, person = found(get_line(signed_in(request), int(pk), int(line_id))), signed_in(request)
        settle_line(official=person, line_id=row.pk, reference=read(SettleIn, request)["reference"])
        return Response(self.line(request, pk, line_id))

    @extend_schema(
        summary="Set a line aside",
        parameters=[NUMBER],
        request=SetAsideIn,
        responses={200: StatementLineDetail, 409: STATE},
    )
    @action(detail=True, methods=["post"], url_path=f"{LINE}/set_aside", **OF_ONE)
    def set_aside(self, request: Request, pk: str, line_id: str) -> Response:
        """It has nothing to do with pledges, or was dealt with elsewhere. It can still be settled afterwards."""
        row, person = found(get_line(signed_in(request), int(pk), int(line_id))), signed_in(request)
        set_aside_line(official=person, line_id=row.pk, words=read(SetAsideIn, request)["words"])
        return Response(self.line(request, pk, line_id))
