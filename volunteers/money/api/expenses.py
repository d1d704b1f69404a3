"""Expenses of projects for everybody, and papers for those who may see them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import HttpResponseBase
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema, extend_schema_view
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from participation.database import db_now
from participation.keys import as_id
from participation.refusals import NotAllowed
from participation.rest.asking import asked_number, check_parameters
from participation.rest.fields import Problem
from participation.rest.filters import BIGGEST_ID, IdFilter, Ordering
from participation.rest.views import Collection, Rows, found, made, read, signed_in
from proposals.api.papers import AsItIs
from volunteers.projects.policies import may_lead
from volunteers.projects.selectors.projects import get_visible

from ..actions.expenses import add_expense, change_expense, remove_expense
from ..actions.papers import attach_paper, prepare_paper, remove_paper
from ..models import Expense, Paper
from ..policies import may_account, may_add_payout_papers, may_see_papers
from ..selectors.expenses import (
    get_expense,
    get_paper,
    opened_to,
    papers_of_expense,
    papers_of_payout,
    visible_expenses,
    with_papers,
)
from ..selectors.payouts import get_payout
from ..serving import as_download
from .expense_data import expense_data, paper_data, spending_data
from .expense_fields import (
    ExpenseChange,
    ExpenseIn,
    ExpenseOut,
    ExpenseRemove,
    FileIn,
    PaperOut,
    PayoutFileIn,
    SpendingOut,
)

OF_ONE: dict[str, Any] = {"filterset_class": None, "pagination_class": None}
STATE = OpenApiResponse(
    Problem, "`closed`: the project is over for long, or it is decided; `stale`: somebody changed it"
)
FILE = OpenApiResponse(Problem, "the file is not what papers may be; `reason` says why")
PROJECT = OpenApiParameter("project", int, required=True, description="the project's id")
PAYOUT = OpenApiParameter("payout", int, required=True, description="the payout's id")


class ExpenseFilters(django_filters.FilterSet):
    """Expenses of a project, or of a line of its budget."""

    project = IdFilter(field_name="project")
    line = IdFilter(field_name="line")
    ordering = Ordering(fields={"day": "day", "cents": "cents"})


@extend_schema_view(
    list=extend_schema(summary="What projects spent"),
    retrieve=extend_schema(summary="One expense"),
    create=extend_schema(
        summary="Enter an expense", request=ExpenseIn, responses={200: ExpenseOut, 201: ExpenseOut, 409: STATE}
    ),
    partial_update=extend_schema(
        summary="Change an expense", request=ExpenseChange, responses={200: ExpenseOut, 409: STATE}
    ),
)
class Expenses(Collection):
    """What was paid, for what, when and for which line of the budget. Suppliers and papers are not public."""

    serializer_class = ExpenseOut
    filterset_class = ExpenseFilters
    queryset = Expense.objects.none()

    def get_queryset(self) -> QuerySet[Expense]:
        return visible_expenses(self.request.user)

    def present(self, rows: Sequence[Expense]) -> Rows:
        opened = opened_to(self.request.user, {row.project_id for row in rows})
        with_papers([row for row in rows if row.project_id in opened])
        return [expense_data(row, is_whole=row.project_id in opened) for row in rows]

    def known(self, pk: str) -> Expense:
        """The expense of the address; 404 for whoever does not see its project."""
        return found(get_expense(int(pk), self.request.user))

    def list(self, request: Request) -> Response:
        """The newest first. A supplier and papers are told to coordinators and the officials of the municipality."""
        return self.answer(self.get_queryset())

    def retrieve(self, request: Request, pk: str) -> Response:
        return Response(self.one(self.known(pk)))

    def create(self, request: Request) -> Response:
        """Coordinators enter it while the project runs and for 90 days after. Its sums are told as `expense.changed`."""
        person, sent = signed_in(request), request.data
        number = sent.get("project") if hasattr(sent, "get") else None
        wanted = read(ExpenseIn, request, may=lambda: self._leads(number))
        project = found(get_visible(wanted.pop("project"), person))
        one = add_expense(person=person, project_id=project.pk, **wanted)
        return Response(self.one(self.known(str(one.pk))), status=made(one))

    def partial_update(self, request: Request, pk: str) -> Response:
        """What is not given stays. The sum before stands in the public record."""
        person, known = signed_in(request), self.known(pk)
        wanted = read(ExpenseChange, request, may=lambda: may_account(person, known.project, db_now()))
        change_expense(person=person, expense_id=known.pk, **wanted)
        return Response(self.one(self.known(pk)))

    @extend_schema(summary="Take an expense out", request=ExpenseRemove, responses={204: None, 409: STATE})
    @action(detail=True, methods=["post"], **OF_ONE)
    def remove(self, request: Request, pk: str) -> Response:
        """It does not count any more and its papers are deleted; that it was there and why it went stays public."""
        person, known = signed_in(request), self.known(pk)
        wanted = read(ExpenseRemove, request, may=lambda: may_account(person, known.project, db_now()))
        remove_expense(person=person, expense_id=known.pk, reason=wanted["reason"])
        return Response(status=204)

    @extend_schema(summary="What a project planned and spent", parameters=[PROJECT], responses=SpendingOut)
    @action(detail=False, **OF_ONE)
    def sums(self, request: Request) -> Response:
        """By line of the budget; what of it was paid out by the campaign and what was paid by others."""
        check_parameters(request, {"project"})
        number = asked_number(request, "project", most=BIGGEST_ID, example=6)
        return Response(spending_data(found(get_visible(number, request.user))))

    @extend_schema(methods=["GET"], summary="Papers of an expense", responses=PaperOut(many=True))
    @extend_schema(
        methods=["POST"],
        summary="Put a paper beside an expense",
        request={"multipart/form-data": FileIn},
        responses={200: PaperOut, 201: PaperOut, 400: FILE, 409: STATE},
    )
    @action(detail=True, methods=["get", "post"], **OF_ONE)
    def papers(self, request: Request, pk: str) -> Response:
        """Read by coordinators and the officials of the municipality; coordinators add them."""
        person, known = signed_in(request), self.known(pk)
        if not may_see_papers(person, known.project):
            raise NotAllowed
        if request.method == "GET":
            return Response([paper_data(one) for one in papers_of_expense(known)])
        if not may_lead(person, known.project):
            raise NotAllowed
        paper = prepare_paper(person=person, file=read(FileIn, request)["file"])
        one = attach_paper(person=person, paper=paper, expense_id=known.pk)
        return Response(paper_data(one), status=made(one))

    def _leads(self, number: Any) -> bool:
        project = get_visible(as_id(str(number)) or 0, self.request.user)
        return project is None or may_lead(self.request.user, project)


@extend_schema_view(
    list=extend_schema(summary="Papers of a payout", parameters=[PAYOUT], responses=PaperOut(many=True)),
    create=extend_schema(
        summary="Put a paper beside a payout",
        request={"multipart/form-data": PayoutFileIn},
        responses={200: PaperOut, 201: PaperOut, 400: FILE, 409: STATE},
    ),
    retrieve=extend_schema(summary="A paper", responses={(200, "application/octet-stream"): OpenApiTypes.BINARY}),
    destroy=extend_schema(summary="Remove a paper", responses={204: None, 409: STATE}),
)
class Papers(Collection):
    """Receipts, invoices, contracts: for coordinators and the officials of the municipality, never public."""

    serializer_class = PaperOut
    queryset = Paper.objects.none()
    pagination_class = None

    def get_content_negotiator(self) -> Any:
        """What is asked of one paper is a file, whatever kind the client wants."""
        return AsItIs() if self.detail else super().get_content_negotiator()

    def list(self, request: Request) -> Response:
        """Those beside one payout."""
        person = signed_in(request)
        check_parameters(request, {"payout"})
        payout = found(get_payout(asked_number(request, "payout", most=BIGGEST_ID, example=3)))
        found(payout if may_see_papers(person, payout.campaign.project) else None)
        return Response([paper_data(one) for one in papers_of_payout(payout)])

    def create(self, request: Request) -> Response:
        """Coordinators add them until the payout is decided; whoever decides reads them."""
        person, wanted = signed_in(request), read(PayoutFileIn, request)
        payout = found(get_payout(wanted["payout"]))
        found(payout if may_see_papers(person, payout.campaign.project) else None)
        if not may_add_payout_papers(person, payout) and not may_lead(person, payout.campaign.project):
            raise NotAllowed
        paper = prepare_paper(person=person, file=wanted["file"])
        one = attach_paper(person=person, paper=paper, payout_id=payout.pk)
        return Response(paper_data(one), status=made(one))

    def retrieve(self, request: Request, pk: str) -> HttpResponseBase:
        """Always as a download."""
        return as_download(found(get_paper(int(pk), signed_in(request))))

    def destroy(self, request: Request, pk: str) -> Response:
        """Coordinators only, as long as papers can be added there."""
        person = signed_in(request)
        remove_paper(person=person, paper_id=found(get_paper(int(pk), person)).pk)
        return Response(status=204)
