"""Municipalities as the API tells them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import django_filters
from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from participation.database import contains
from participation.rest.filters import Ordering
from participation.rest.views import Collection, Row, Rows

from .models import Municipality
from .selectors import get_municipality, list_municipalities


class RegionOut(serializers.Serializer[Any]):
    """A district."""

    code = serializers.CharField()
    name = serializers.CharField()


class MunicipalityOut(serializers.Serializer[Any]):
    """A municipality."""

    code = serializers.CharField(help_text="NSI code, such as VAR16")
    name = serializers.CharField(help_text="in the language asked for: Bulgarian, or Latin script for every other")
    name_bg = serializers.CharField()
    name_en = serializers.CharField()
    region = RegionOut()
    country = serializers.CharField()
    is_live = serializers.BooleanField(help_text="takes part in Megdan")
    timezone = serializers.CharField()
    latitude = serializers.FloatField(allow_null=True)
    longitude = serializers.FloatField(allow_null=True)
    minimum_days = serializers.IntegerField(help_text="shortest term of a consultation here, in days")
    website = serializers.CharField(allow_blank=True)
    url = serializers.CharField(help_text="path of its page on this site")


class MunicipalityFilters(django_filters.FilterSet):
    """What municipalities can be asked for."""

    is_live = django_filters.BooleanFilter(help_text="only those that take part, or only the others")
    region = django_filters.CharFilter(field_name="region__code", lookup_expr="iexact", help_text="code of a district")
    search = django_filters.CharFilter(method="named", help_text="part of the name, in either script")
    ordering = Ordering(fields={"name_bg": "name_bg", "name_en": "name_en", "code": "code"})

    def named(self, rows: QuerySet[Municipality], _name: str, value: str) -> QuerySet[Municipality]:
        """Those whose name, or every word of it, is as asked."""
        for word in value.split()[:6]:
            rows = rows.filter(contains("name_bg", word) | contains("name_en", word))
        return rows


@extend_schema_view(list=extend_schema(summary="Municipalities"), retrieve=extend_schema(summary="One municipality"))
class Municipalities(Collection):
    """The 265 municipalities of Bulgaria, by code."""

    serializer_class = MunicipalityOut
    filterset_class = MunicipalityFilters
    queryset = Municipality.objects.none()
    lookup_field = "code"
    lookup_value_regex = "[A-Za-z]{2,4}[0-9]{1,4}"

    def present(self, rows: Sequence[Municipality]) -> Rows:
        return [municipality_data(row) for row in rows]

    def list(self, request: Request) -> Response:
        return self.answer(list_municipalities())

    def retrieve(self, request: Request, code: str) -> Response:
        return Response(self.one(get_municipality(code)))


def municipality_data(row: Municipality) -> Row:
    """See MunicipalityOut."""
    return {
        "code": row.code,
        "name": row.name,
        "name_bg": row.name_bg,
        "name_en": row.name_en,
        "region": {"code": row.region.code, "name": row.region.name},
        "country": row.country,
        "is_live": row.is_live,
        "timezone": row.timezone,
        "latitude": float(row.latitude) if row.latitude is not None else None,
        "longitude": float(row.longitude) if row.longitude is not None else None,
        "minimum_days": row.minimum_days,
        "website": row.website,
        "url": f"/municipalities/{row.code}/",
    }
