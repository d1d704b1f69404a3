"""The public log of decisions: anonymous, without anybody's words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import django_filters
from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from participation.places.selectors import get_municipality
from participation.rest.asking import asked_number, check_parameters
from participation.rest.fields import PlaceShort, place_short
from participation.rest.views import Collection, Row, Rows, found

from ..models import Appeal, Decision
from ..selectors import Line, as_line, public_log, yearly


class LogLine(serializers.Serializer[Any]):
    """A decision as everybody may read it: no names, no words."""

    id = serializers.IntegerField()
    day = serializers.DateField()
    municipality = PlaceShort(allow_null=True)
    kind = serializers.CharField(help_text="of thing: `post`, `suggestion` …")
    outcome = serializers.ChoiceField(choices=Decision.Outcome.choices)
    rule_code = serializers.CharField(allow_blank=True)
    rule = serializers.CharField(
        allow_blank=True, help_text="its title on that day; the platform's own rules in your language"
    )
    detection = serializers.ChoiceField(choices=Decision.Detection.choices)
    hours = serializers.FloatField(allow_null=True, help_text="from the first report to the effect; null: not reported")
    appeal = serializers.ChoiceField(choices=["", "waiting", *Appeal.Outcome.values])
    is_reversed = serializers.BooleanField()


class YearlyCount(serializers.Serializer[Any]):
    """One row of the yearly report."""

    by = serializers.CharField(help_text="`outcome`, `rule`, `detection`, `appeals`, `time` or `all`")
    what = serializers.CharField(help_text="such as `hide`; stable, for programs")
    label = serializers.CharField()  # type: ignore[assignment]  # a field's name
    n = serializers.FloatField()


class LogFilters(django_filters.FilterSet):
    """What of the log is wanted."""

    municipality = django_filters.CharFilter(method="of_place", help_text="code, such as `DOB17`")
    outcome = django_filters.ChoiceFilter(choices=Decision.Outcome.choices)
    detection = django_filters.ChoiceFilter(choices=Decision.Detection.choices)
    rule = django_filters.CharFilter(field_name="rule_code", help_text="code of the rule")
    kind = django_filters.CharFilter(method="of_kind", help_text="of thing: `post`, `suggestion` …")
    since = django_filters.DateFilter(field_name="decided_at", lookup_expr="date__gte", help_text="from this day on")
    until = django_filters.DateFilter(field_name="decided_at", lookup_expr="date__lte", help_text="up to this day")

    class Meta:
        model = Decision
        fields: list[str] = []

    def of_place(self, rows: QuerySet[Decision], name: str, value: str) -> QuerySet[Decision]:
        """One municipality's."""
        return rows.filter(municipality__code=value.upper())

    def of_kind(self, rows: QuerySet[Decision], name: str, value: str) -> QuerySet[Decision]:
        """One kind of thing."""
        return rows.filter(ref__startswith=f"{value}.")


@extend_schema_view(list=extend_schema(summary="What moderators decided", description="Newest first; anonymous."))
class ModerationLog(Collection):
    """The public log of decisions."""

    serializer_class = LogLine
    filterset_class = LogFilters
    permission_classes = [AllowAny]
    queryset = Decision.objects.none()

    def get_queryset(self) -> QuerySet[Decision]:
        return public_log()

    def present(self, rows: Sequence[Decision]) -> Rows:
        return [line_data(as_line(row)) for row in rows]

    def list(self, request: Request) -> Response:
        return self.answer(self.get_queryset())

    @extend_schema(
        summary="What a year comes to",
        parameters=[
            OpenApiParameter("year", int, required=True),
            OpenApiParameter("municipality", str, description="code; without it everywhere"),
        ],
        responses=YearlyCount(many=True),
        filters=False,
    )
    @action(detail=False, pagination_class=None)
    def yearly(self, request: Request) -> Response:
        """Counts by outcome, rule, detection and appeals, and the median time; as the site's yearly CSV."""
        check_parameters(request, ("year", "municipality"))
        year = asked_number(request, "year", least=2000, most=2100, example=2026)
        code = request.query_params.get("municipality", "")
        place = found(get_municipality(code)) if code else None
        counts = yearly(place.pk if place else None, year)
        return Response([{"by": c.by, "what": c.what, "label": c.label, "n": c.n} for c in counts])


def line_data(line: Line) -> Row:
    """See LogLine."""
    return {
        "id": line.id,
        "day": line.day.isoformat(),
        "municipality": place_short(line.municipality) if line.municipality else None,
        "kind": line.kind,
        "outcome": line.outcome,
        "rule_code": line.rule_code,
        "rule": line.rule,
        "detection": line.detection,
        "hours": line.hours,
        "appeal": line.appeal,
        "is_reversed": line.is_reversed,
    }
