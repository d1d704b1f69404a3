"""Consultations: what everybody may read of them."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema, extend_schema_view
from rest_framework.decorators import action
from rest_framework.exceptions import NotFound
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from participation.record.selectors import list_public_acts
from participation.rest.fields import Problem
from participation.rest.renderers import Csv
from participation.rest.views import Rows

from ..models import Consultation
from ..selectors.answers import REPORTED, report_csv, report_rows
from ..selectors.numbers import numbers_of
from ..selectors.reading import read_draft
from ..selectors.states import visible_to, with_state
from .data import consultation_data
from .export import ExportOut, export_answer
from .fields import ConsultationDetail, ConsultationOut
from .filters import ConsultationFilters
from .outcome import ActOut, ReportOut, ResultsOut, act_data, report_data, results_data
from .papers import Papers

NO_REPORT = OpenApiResponse(Problem, "no such consultation, or its report is not published yet")


@extend_schema_view(
    list=extend_schema(summary="Consultations"),
    retrieve=extend_schema(summary="One consultation", responses=ConsultationDetail),
)
class Consultations(Papers):
    """Consultations. What is being prepared is known to officials of its municipality alone."""

    serializer_class = ConsultationOut
    filterset_class = ConsultationFilters
    queryset = Consultation.objects.none()
    rates = {"create": "imports", "import_": "imports", "export": "exports"}

    def get_queryset(self) -> QuerySet[Consultation]:
        return with_state(visible_to(self.request.user)).order_by("-published_at", "-id")

    def present(self, rows: Sequence[Consultation]) -> Rows:
        numbers = numbers_of([row.pk for row in rows])
        return [consultation_data(row, numbers[row.pk]) for row in rows]

    def list(self, request: Request) -> Response:
        return self.answer(self.get_queryset())

    def retrieve(self, request: Request, pk: str) -> Response:
        return self.detail_of(self.known(pk))

    @extend_schema(summary="Public record", responses=ActOut(many=True))
    @action(detail=True, filterset_class=None)
    def history(self, request: Request, pk: str) -> Response:
        """Every public act on it, newest first: who, in which role, what, when."""
        acts = list_public_acts(scope=self.known(pk).scope)
        page = self.paginate_queryset(self.filter_queryset(acts))
        return self.get_paginated_response([act_data(act) for act in page or []])

    @extend_schema(summary="Results by clause and by kind of participant", responses=ResultsOut)
    @action(detail=True, filterset_class=None, pagination_class=None)
    def results(self, request: Request, pk: str) -> Response:
        """Tallies of all clauses in reading order; final once `sealed_at` is set."""
        consultation = self.known(pk)
        return Response(results_data(consultation, read_draft(consultation)))

    @extend_schema(
        summary="Report on the proposals received",
        responses={200: ReportOut, 404: NO_REPORT},
        parameters=[OpenApiParameter("format", str, enum=["json", "csv"], description="csv: as `report.csv`")],
    )
    @action(detail=True, filterset_class=None, pagination_class=None, renderer_classes=[JSONRenderer, Csv])
    def report(self, request: Request, pk: str) -> Response:
        """The справка: every proposal with its answer. Public once it is published."""
        consultation = self._reported(pk)
        if isinstance(request.accepted_renderer, Csv):
            return Response(report_csv(consultation), headers=_as_file(consultation))
        return Response(report_data(consultation, report_rows(consultation)))

    @extend_schema(
        summary="Report as CSV",
        operation_id="consultations_report_csv",
        responses={(200, "text/csv"): OpenApiTypes.STR, 404: NO_REPORT},
    )
    def report_csv(self, request: Request, pk: str) -> HttpResponse:
        """The same for a spreadsheet, in the language asked for."""
        consultation = self._reported(pk)
        headers = _as_file(consultation)
        return HttpResponse(report_csv(consultation), content_type="text/csv; charset=utf-8", headers=headers)

    @extend_schema(summary="The whole consultation as one JSON document", responses=ExportOut)
    @action(detail=True, filterset_class=None, pagination_class=None)
    def export(self, request: Request, pk: str) -> HttpResponseBase:
        """Details, versions, clauses with tallies, comments, suggestions, proposals with answers, attachments, history:
        what is public, nothing else. Sent piece by piece, so its size costs no memory."""
        return export_answer(request._request, self.known(pk))

    def _reported(self, pk: str) -> Consultation:
        consultation = self.known(pk)
        if consultation.stage not in REPORTED:
            raise NotFound(_("The report on proposals is not published yet."), code="not_published")
        return consultation


def _as_file(consultation: Consultation) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="report-{consultation.pk}.csv"'}
