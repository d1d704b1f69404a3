"""The rules that hold in a municipality."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.permissions import AllowAny, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from participation.places.selectors import get_municipality
from participation.rest.asking import PAGING, check_parameters
from participation.rest.fields import moment
from participation.rest.views import Collection, Row, Rows, found, read, signed_in

from ..actions import repeal_rule, write_rule
from ..models import Rule
from ..selectors import RuleView, current_rules


class RuleOut(serializers.Serializer[Any]):
    """A rule."""

    code = serializers.CharField(help_text="decisions name it")
    title = serializers.CharField()
    text = serializers.CharField()
    since = serializers.DateTimeField(allow_null=True, help_text="null: one of the platform's own")


class RuleIn(serializers.Serializer[Any]):
    """New words for the rule of that code, or a new rule."""

    municipality = serializers.CharField(max_length=8, help_text="code, such as `DOB17`")
    code = serializers.SlugField(max_length=30, default="", allow_blank=True, help_text="empty: a new rule")
    title = serializers.CharField(max_length=120)
    text = serializers.CharField(max_length=2000)


class RuleNamed(serializers.Serializer[Any]):
    """A rule by its code."""

    municipality = serializers.CharField(max_length=8)
    code = serializers.SlugField(max_length=30)


@extend_schema_view(
    list=extend_schema(
        summary="Rules",
        description="Those that hold in the municipality: its own, or the platform's where it has written none.",
        parameters=[OpenApiParameter("municipality", str, description="code; without it the platform's own")],
    ),
    create=extend_schema(
        summary="Write a rule",
        description="Moderators of the municipality and administrators. The earlier wording is kept. Where there were no "
        "rules of its own, the platform's become its own first.",
        request=RuleIn,
        responses={201: RuleOut},
    ),
)
class Rules(Collection):
    """The rules that moderators decide by."""

    serializer_class = RuleOut
    queryset = Rule.objects.none()

    def get_permissions(self) -> Sequence[Any]:
        """Everybody reads them."""
        return [AllowAny()] if self.action == "list" else [IsAuthenticated()]

    def filter_queryset(self, queryset: Any) -> Any:
        """A list, not a query: there are few."""
        return queryset

    def present(self, rows: Sequence[RuleView]) -> Rows:
        return [rule_data(row) for row in rows]

    def list(self, request: Request) -> Response:
        check_parameters(request, PAGING | {"municipality"})
        code = request.query_params.get("municipality", "")
        place = found(get_municipality(code)) if code else None
        return self.answer(current_rules(place.pk if place else None))

    def create(self, request: Request) -> Response:
        made = write_rule(writer=signed_in(request), **read(RuleIn, request))
        return Response(rule_data(RuleView(made.code, made.title, made.text, made.pk, made.since)), status=201)

    @extend_schema(summary="Repeal a rule", request=RuleNamed, responses={204: None})
    @action(detail=False, methods=["post"])
    def repeal(self, request: Request) -> Response:
        """It holds no longer; its words are kept for the decisions that were made under it."""
        repeal_rule(writer=signed_in(request), **read(RuleNamed, request))
        return Response(status=204)


def rule_data(row: RuleView) -> Row:
    """See RuleOut."""
    return {"code": row.code, "title": row.title, "text": row.text, "since": moment(row.since)}
