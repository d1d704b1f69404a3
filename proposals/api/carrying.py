"""What was said in public forum sessions, carried into consultations."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import django_filters
from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from participation.rest.fields import IdField, moment
from participation.rest.filters import IdFilter
from participation.rest.views import Collection, Row, Rows, found, read, signed_in

from ..actions.carrying import carry, claim_carried
from ..models import Carried
from ..selectors.carried import all_carried
from .comments import WINDOW


class CarriedOut(serializers.Serializer[Any]):
    """Something said in a session that stands in a consultation."""

    id = serializers.IntegerField()
    session = serializers.IntegerField()
    consultation = serializers.IntegerField()
    comment = serializers.IntegerField(help_text="the comment it became")
    question = serializers.IntegerField(allow_null=True, help_text="the question from the floor it was")
    turn = serializers.IntegerField(allow_null=True, help_text="the spoken contribution it was")
    at = serializers.DateTimeField()
    named_at = serializers.DateTimeField(allow_null=True, help_text="when the speaker put their name to it")


class CarriedIn(serializers.Serializer[Any]):
    """A question or a turn, and the clause it is about."""

    session = IdField()
    clause = IdField()
    question = IdField(required=False, allow_null=True)
    turn = IdField(required=False, allow_null=True)


class CarriedFilters(django_filters.FilterSet):
    """By session or consultation."""

    session = IdFilter()
    consultation = IdFilter()


@extend_schema_view(
    list=extend_schema(summary="What was carried from sessions into consultations"),
    create=extend_schema(
        summary="Carry into a consultation", request=CarriedIn, responses={201: CarriedOut, 409: WINDOW}
    ),
)
class CarriedThings(Collection):
    """Said at a session, answered in a consultation. Nobody's name is carried without their word."""

    serializer_class = CarriedOut
    filterset_class = CarriedFilters
    queryset = Carried.objects.none()

    def get_queryset(self) -> QuerySet[Carried]:
        return all_carried()

    def present(self, rows: Sequence[Carried]) -> Rows:
        return [carried_data(row) for row in rows]

    def list(self, request: Request) -> Response:
        return self.answer(self.get_queryset())

    def create(self, request: Request) -> Response:
        """Officials of the municipality only; the comment is marked as a proposal."""
        wanted = read(CarriedIn, request)
        made = carry(
            official=signed_in(request),
            session_id=wanted["session"],
            clause_id=wanted["clause"],
            question_id=wanted.get("question"),
            turn_id=wanted.get("turn"),
        )
        return Response(carried_data(made), status=201)

    @extend_schema(summary="Put your name to it", request=None, responses={200: CarriedOut, 409: WINDOW})
    @action(detail=True, methods=["post"], filterset_class=None)
    def claim(self, request: Request, pk: str) -> Response:
        """The speaker only: the comment is theirs from now on."""
        known = found(self.get_queryset().filter(pk=int(pk)).first())
        return Response(carried_data(claim_carried(person=signed_in(request), carried_id=known.pk)))


def carried_data(row: Carried) -> Row:
    """See CarriedOut."""
    return {
        "id": row.pk,
        "session": row.session_id,
        "consultation": row.consultation_id,
        "comment": row.comment_id,
        "question": row.question_id,
        "turn": row.turn_id,
        "at": moment(row.at),
        "named_at": moment(row.named_at),
    }
