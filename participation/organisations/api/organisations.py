"""Organisations that take part."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from participation.places.selectors import get_municipality
from participation.rest.fields import PlaceShort, moment, place_short
from participation.rest.filters import Ordering
from participation.rest.views import Row, Rows, read, signed_in

from ..actions import refuse_organisation, register_organisation, vouch_for
from ..models import Organisation
from ..selectors import matching, visible_organisations
from .representatives import Representatives


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


class OrganisationIn(serializers.Serializer[Any]):
    """An organisation to be vouched for."""

    name = serializers.CharField(max_length=160)
    kind = serializers.ChoiceField(choices=Organisation.Kind.choices)
    municipality = serializers.CharField(max_length=8, help_text="code of the municipality that is to vouch for it")
    registration_number = serializers.CharField(max_length=20, default="", allow_blank=True)
    website = serializers.URLField(max_length=200, default="", allow_blank=True)
    about = serializers.CharField(max_length=2000, default="", allow_blank=True)
    post = serializers.CharField(max_length=120, default="", allow_blank=True, help_text="your own post in it")


class RefusalIn(serializers.Serializer[Any]):
    """Why."""

    reason = serializers.CharField(max_length=2000)


class OrganisationFilters(django_filters.FilterSet):
    """Organisations by place, kind, state and name."""

    municipality = django_filters.CharFilter(field_name="municipality__code", lookup_expr="iexact", max_length=8)
    kind = django_filters.ChoiceFilter(choices=Organisation.Kind.choices)
    state = django_filters.ChoiceFilter(choices=Organisation.State.choices)
    search = django_filters.CharFilter(method="by_words", max_length=100, help_text="words of the name")
    ordering = Ordering(fields={"name": "name"})

    def by_words(self, rows: QuerySet[Organisation], _name: str, value: str) -> QuerySet[Organisation]:
        """Every word stands in the name."""
        return matching(rows, value)


@extend_schema_view(
    list=extend_schema(summary="Organisations"),
    retrieve=extend_schema(summary="One organisation"),
    create=extend_schema(summary="Register", request=OrganisationIn, responses={201: OrganisationOut}),
)
class Organisations(Representatives):
    """NGOs, businesses, libraries, schools. Everybody sees those that a municipality vouches for."""

    serializer_class = OrganisationOut
    filterset_class = OrganisationFilters
    queryset = Organisation.objects.none()
    rates = {"create": "organisations"}

    def get_queryset(self) -> QuerySet[Organisation]:
        return visible_organisations(self.request.user)

    def present(self, rows: Sequence[Organisation]) -> Rows:
        return [organisation_data(row) for row in rows]

    def list(self, request: Request) -> Response:
        return self.answer(self.get_queryset())

    def retrieve(self, request: Request, pk: str) -> Response:
        return Response(self.one(self.known(pk)))

    def create(self, request: Request) -> Response:
        """It waits for an official of its municipality to vouch for it; you are its first representative."""
        wanted = read(OrganisationIn, request)
        place = get_municipality(wanted.pop("municipality"))
        if place is None:
            raise serializers.ValidationError({"municipality": [_("There is no such municipality.")]})
        made = register_organisation(user=signed_in(request), municipality_id=place.pk, **wanted)
        return Response(self.one(self.known(str(made.pk))), status=201)

    @extend_schema(summary="Vouch for it", request=None, responses=OrganisationOut)
    @action(detail=True, methods=["post"], filterset_class=None)
    def vouch(self, request: Request, pk: str) -> Response:
        """Officials of its municipality: its representatives may speak for it from now on."""
        vouch_for(official=signed_in(request), organisation_id=self.known(pk).pk)
        return Response(self.one(self.known(pk)))

    @extend_schema(summary="Refuse it", request=RefusalIn, responses=OrganisationOut)
    @action(detail=True, methods=["post"], filterset_class=None)
    def refuse(self, request: Request, pk: str) -> Response:
        """Officials of its municipality: nobody may speak for it, and its representatives are told why."""
        wanted, known = read(RefusalIn, request), self.known(pk)
        refuse_organisation(official=signed_in(request), organisation_id=known.pk, reason=wanted["reason"])
        return Response(self.one(self.known(pk)))


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
