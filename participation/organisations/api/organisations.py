"""Organisations that take part."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import django_filters
from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from participation.rest.fields import PlaceShort, moment, place_short
from participation.rest.filters import Ordering
from participation.rest.views import Collection, Row, Rows, found

from ..models import Organisation
from ..selectors import visible_organisations


class OrganisationOut(serializers.Serializer[Any]):
    """An organisation."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    kind = serializers.ChoiceField(choices=Organisation.Kind.choices)
    group = serializers.CharField(help_text="what its votes count under: ngo, business or institution")
    municipality = PlaceShort(help_text="which one vouches for it")
    registration_number = serializers.CharField(allow_blank=True)
    website = serializers.CharField(allow_blank=True)
    about = serializers.CharField(allow_blank=True)
    state = serializers.ChoiceField(choices=Organisation.State.choices)
    registered_at = serializers.DateTimeField()
    url = serializers.CharField()


class OrganisationFilters(django_filters.FilterSet):
    """Organisations by place, kind, state and name."""

    municipality = django_filters.CharFilter(field_name="municipality__code", lookup_expr="iexact", max_length=8)
    kind = django_filters.ChoiceFilter(choices=Organisation.Kind.choices)
    state = django_filters.ChoiceFilter(choices=Organisation.State.choices)
    search = django_filters.CharFilter(field_name="name", lookup_expr="icontains", max_length=100)
    ordering = Ordering(fields={"name": "name"})


@extend_schema_view(list=extend_schema(summary="Organisations"), retrieve=extend_schema(summary="One organisation"))
class Organisations(Collection):
    """NGOs, businesses, libraries, schools. Everybody sees those that a municipality vouches for."""

    serializer_class = OrganisationOut
    filterset_class = OrganisationFilters
    queryset = Organisation.objects.none()

    def get_queryset(self) -> QuerySet[Organisation]:
        return visible_organisations(self.request.user)

    def present(self, rows: Sequence[Organisation]) -> Rows:
        return [organisation_data(row) for row in rows]

    def list(self, request: Request) -> Response:
        return self.answer(self.get_queryset())

    def retrieve(self, request: Request, pk: str) -> Response:
        return Response(self.one(self._known(pk)))

    def _known(self, pk: str) -> Organisation:
        return found(self.get_queryset().filter(pk=int(pk)).first())


def organisation_data(row: Organisation) -> Row:
    """See OrganisationOut. Who registered it and who vouched are not told."""
    return {
        "id": row.pk,
        "name": row.name,
        "kind": row.kind,
        "group": row.group,
        "municipality": place_short(row.municipality),
        "registration_number": row.registration_number,
        "website": row.website,
        "about": row.about,
        "state": row.state,
        "registered_at": moment(row.registered_at),
        "url": f"/organisations/{row.pk}/",
    }
