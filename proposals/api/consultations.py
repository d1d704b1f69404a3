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

from forums.api.data import forum_data
from forums.api.fields import ForumOut
from forums.selectors.forums import forum_views
from participation.record.selectors import list_public_acts, votes_per_day
from participation.rest.asking import asked_choice
from participation.rest.fields import Problem
from participation.rest.renderers import Csv
from participation.rest.views import Rows, made, signed_in

from ..actions.forums import open_consultation_forum
from ..models import Consultation
from ..selectors.answers import REPORTED, report_csv, report_rows
from ..selectors.numbers import numbers_of
from ..selectors.reading import read_draft
from ..selectors.states import visible_to, with_state
from .data import consultation_data
from .export import ExportOut, export_answer
from .fields import ConsultationDetail, ConsultationOut
from .filters import ConsultationFilters
from .outcome import ActOut, ReportOut, ResultsOut, VotesOut, act_data, report_data, results_data
from .papers import Papers

SEPARATOR = OpenApiParameter(
    "separator", str, enum=["comma", "semicolon"], description="of the CSV; semicolon: for Excel"
)
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

    @extend_schema(summary="Open its forum", request=None, responses={200: ForumOut, 201: ForumOut})
    @action(detail=True, methods=["post"], filterset_class=None)
    def forum(self, request: Request, pk: str) -> Response:
        """Officials of its municipality only; the one it has, if it has one."""
        forum = open_consultation_forum(official=signed_in(request), consultation_id=self.known(pk).pk)
        return Response(forum_data(forum_views([forum])[0]), status=made(forum))

    @extend_schema(summary="Public record", responses=ActOut(many=True))
    @action(detail=True, filterset_class=None)
    def history(self, request: Request, pk: str) -> Response:
        """Every public act on it, newest first: who, in which role, what, when. Acts of voting are told by `votes`."""
        acts = list_public_acts(scope=self.known(pk).scope)
        page = self.paginate_queryset(self.filter_queryset(acts))
        return self.get_paginated_response([act_data(act) for act in page or []])

    @extend_schema(summary="Votes by day", responses=VotesOut(many=True))
    @action(detail=True, filterset_class=None)
    def votes(self, request: Request, pk: str) -> Response:
        """How often was voted on each clause, comment and suggestion on each day, newest first: never who, as what or how."""
        consultation = self.known(pk)
        days = votes_per_day(consultation.scope, consultation.municipality.timezone)
        page = self.paginate_queryset(self.filter_queryset(days))
        return self.get_paginated_response(page or [])

    @extend_schema(summary="Results by clause and by kind of participant", responses=ResultsOut)
    @action(detail=True, filterset_class=None, pagination_class=None)
    def results(self, request: Request, pk: str) -> Response:
        """Tallies of all clauses in reading order; final once `sealed_at` is set."""
        consultation = self.known(pk)
        return Response(results_data(consultation, read_draft(consultation)))

    @extend_schema(
        summary="Report on the proposals received",
        responses={200: ReportOut, 404: NO_REPORT},
        parameters=[
            OpenApiParameter("format", str, enum=["json", "csv"], description="csv: as `report.csv`"),
            SEPARATOR,
        ],
    )
    @action(detail=True, filterset_class=None, pagination_class=None, renderer_classes=[JSONRenderer, Csv])
    def report(self, request: Request, pk: str) -> Response:
        """The справка: every proposal with its answer. Public once it is published."""
        consultation = self._reported(pk)
        if isinstance(request.accepted_renderer, Csv):
            return Response(report_csv(consultation, _separator(request)), headers=_as_file(consultation))
        return Response(report_data(consultation, report_rows(consultation)))

    @extend_schema(
        summary="Report as CSV",
        operation_id="consultations_report_csv",
        parameters=[SEPARATOR],
        responses={(200, "text/csv"): OpenApiTypes.STR, 404: NO_REPORT},
    )
    def report_csv(self, request: Request, pk: str) -> HttpResponse:
        """The same for a spreadsheet, in the language asked for."""
        consultation = self._reported(pk)
        headers = _as_file(consultation)
        return HttpResponse(
            report_csv(consultation, _separator(request)), content_type="text/csv; charset=utf-8", headers=headers
        )

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


def _separator(request: Request) -> str:
    return asked_choice(request, "separator", ("comma", "semicolon"))


def _as_file(consultation: Consultation) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="report-{consultation.pk}.csv"'}
