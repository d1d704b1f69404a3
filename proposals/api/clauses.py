"""Clauses with their tallies."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.request import Request
from rest_framework.response import Response

from participation.rest.views import Collection, Rows, found

from ..models import Passage
from ..selectors.clauses import visible_passages
from ..selectors.reading import clause_views
from .data import clause_data
from .fields import ClauseOut
from .filters import ClauseFilters


@extend_schema_view(list=extend_schema(summary="Clauses"), retrieve=extend_schema(summary="One clause"))
class Clauses(Collection):
    """Clauses in their newest wording, in reading order."""

    serializer_class = ClauseOut
    filterset_class = ClauseFilters
    queryset = Passage.objects.none()

    def get_queryset(self) -> QuerySet[Passage]:
        return visible_passages(self.request.user)

    def present(self, rows: Sequence[Passage]) -> Rows:
        viewer = self.request.user
        return [clause_data(view, viewer=viewer) for view in clause_views(list(rows), viewer=viewer)]

    def list(self, request: Request) -> Response:
        return self.answer(self.get_queryset())

    def retrieve(self, request: Request, pk: str) -> Response:
        return Response(self.one(found(self.get_queryset().filter(clause_id=int(pk)).first())))
