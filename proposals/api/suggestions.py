"""Suggested wordings: read, made, taken back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from participation.rest.fields import IdField
from participation.rest.views import Collection, Rows, found, made, read, signed_in

from ..actions.taking_part import LONGEST, LONGEST_REASON, suggest_wording, withdraw_suggestion
from ..models import Suggestion
from ..selectors.clauses import known_clause
from ..selectors.suggestions import views_of, visible_suggestions
from .comments import WINDOW
from .data import suggestion_row
from .fields import SuggestionOut
from .filters import SuggestionFilters


class SuggestionIn(serializers.Serializer[Any]):
    """Another wording of a clause."""

    clause = IdField()
    text = serializers.CharField(
        max_length=LONGEST, allow_blank=True, help_text="the whole wording wanted, Markdown; empty: delete the clause"
    )
    reason = serializers.CharField(max_length=LONGEST_REASON, help_text="why, in a sentence or more")
    organisation = IdField(required=False, allow_null=True, help_text="speak for this organisation")
    client_key = serializers.CharField(
        max_length=40, default="", allow_blank=True, help_text="sent again, gives the suggestion made before"
    )


@extend_schema_view(
    list=extend_schema(summary="Suggested wordings"),
    retrieve=extend_schema(summary="One suggestion"),
    create=extend_schema(
        summary="Suggest a wording",
        request=SuggestionIn,
        responses={200: SuggestionOut, 201: SuggestionOut, 409: WINDOW},
    ),
)
class Suggestions(Collection):
    """Other wordings for clauses."""

    serializer_class = SuggestionOut
    filterset_class = SuggestionFilters
    queryset = Suggestion.objects.none()
    rates = {"create": "suggestions"}

    def get_queryset(self) -> QuerySet[Suggestion]:
        return visible_suggestions(self.request.user)

    def present(self, rows: Sequence[Suggestion]) -> Rows:
        viewer = self.request.user
        return [suggestion_row(view, viewer=viewer) for view in views_of(list(rows), viewer)]

    def list(self, request: Request) -> Response:
        return self.answer(self.get_queryset())

    def retrieve(self, request: Request, pk: str) -> Response:
        return Response(self.one(self._known(pk)))

    def create(self, request: Request) -> Response:
        wanted = read(SuggestionIn, request)
        wish = suggest_wording(
            author=signed_in(request),
            clause_id=known_clause(wanted["clause"], viewer=request.user),
            text=wanted["text"],
            reason=wanted["reason"],
            organisation_id=wanted.get("organisation"),
            client_key=wanted["client_key"],
        )
        return Response(self.one(wish), status=made(wish))

    @extend_schema(summary="Take your suggestion back", request=None, responses={200: SuggestionOut, 409: WINDOW})
    @action(detail=True, methods=["post"], filterset_class=None)
    def withdraw(self, request: Request, pk: str) -> Response:
        """It stays readable as withdrawn, and is not answered."""
        person, known = signed_in(request), self._known(pk)
        withdraw_suggestion(author=person, suggestion_id=known.pk)
        return Response(self.one(self._known(pk)))

    def _known(self, pk: str) -> Suggestion:
        return found(self.get_queryset().filter(pk=int(pk)).first())
