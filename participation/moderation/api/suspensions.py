"""Where one may not speak for a time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from participation.places.models import Suspension
from participation.places.selectors import list_suspensions
from participation.rest.fields import PlaceShort, moment, place_short
from participation.rest.views import Collection, Rows, signed_in


class SuspensionOut(serializers.Serializer[Any]):
    """You can vote, read, report and appeal there, and add nothing until then."""

    municipality = PlaceShort(allow_null=True, help_text="null: everywhere")
    since = serializers.DateTimeField()
    until = serializers.DateTimeField()


@extend_schema_view(list=extend_schema(summary="Where you may not speak now"))
class Suspensions(Collection):
    """One's own suspensions that stand. Each has its statement among the decisions; it ends by itself."""

    serializer_class = SuspensionOut
    permission_classes = [IsAuthenticated]
    queryset = Suspension.objects.none()

    def present(self, rows: Sequence[Suspension]) -> Rows:
        return [
            {
                "municipality": place_short(row.municipality) if row.municipality else None,
                "since": moment(row.since),
                "until": moment(row.until),
            }
            for row in rows
        ]

    def list(self, request: Request) -> Response:
        return self.answer(list_suspensions(signed_in(request)))
