"""What one did in public oneself."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from participation.record.models import Act
from participation.record.selectors import list_acts_of
from participation.rest.views import Collection, Rows, signed_in

from ..selectors.titles import titles_of
from .outcome import ActOut, act_data


class OwnActOut(ActOut):
    """An act of yours, and where."""

    scope = serializers.CharField(help_text="such as `consultation.12`")
    title = serializers.CharField(
        allow_blank=True,
        help_text="of the consultation, topic, public forum, poll … where it was; empty where that is not read any more",
    )


@extend_schema_view(list=extend_schema(summary="What you did in public", operation_id="me_contributions", tags=["me"]))
class Contributions(Collection):
    """Your own acts in the public record, newest first. Ballots are not among them: the record names no voters."""

    serializer_class = OwnActOut
    permission_classes = [IsAuthenticated]
    queryset = Act.objects.none()

    def get_queryset(self) -> QuerySet[Act]:
        return list_acts_of(signed_in(self.request))

    def present(self, rows: Sequence[Act]) -> Rows:
        titles = titles_of(row.scope for row in rows)
        return [{**act_data(row), "scope": row.scope, "title": titles.get(row.scope, "")} for row in rows]

    def list(self, request: Request) -> Response:
        return self.answer(self.get_queryset())
