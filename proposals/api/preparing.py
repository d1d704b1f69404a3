"""What officials do with a consultation: draft, import, mend, check, publish, report, adopt, withdraw."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from participation.documents.api import ImportOut, import_data
from participation.places.selectors import get_municipality
from participation.refusals import NotAllowed
from participation.rest.fields import Problem
from participation.rest.views import Collection, Row, found, read, signed_in

from .. import readiness
from ..actions.adopting import correct_adoption, record_adoption, today_in
from ..actions.answering import publish_report
from ..actions.changing import extend_term, take_back_announcement
from ..actions.drafts import SECTIONS, discard_draft, plan_dates, save_section, start_draft
from ..actions.files import import_text
from ..actions.publishing import publish_consultation, withdraw_consultation
from ..actions.trees import change_tree
from ..models import Consultation
from ..policies import may_work_on
from ..selectors.consultations import get_consultation
from ..selectors.drafts import DraftView, get_draft
from ..selectors.numbers import numbers_of
from .data import consultation_detail
from .drafting import (
    AdoptIn,
    DetailsIn,
    DraftIn,
    ExtendIn,
    ImportIn,
    PublishIn,
    ReadinessItem,
    ReportIn,
    TreeChange,
    TreeOut,
    WithdrawIn,
    arguments_of,
)
from .fields import ConsultationDetail

NOT_READY = OpenApiResponse(Problem, "`not_ready`: `missing` names each piece that the law wants")
STALE = OpenApiResponse(Problem, "`stale`: somebody changed it since; `revision` is the newest")
OFFICIAL = "Officials of its municipality only."


class Preparing(Collection):
    """Actions of officials on consultations; the ground of Consultations."""

    def known(self, pk: str) -> Consultation:
        """The consultation, or 404 for whoever may not know of it."""
        return found(get_consultation(int(pk), viewer=self.request.user))

    def detail_of(self, row: Consultation, status: int = 200) -> Response:
        """The whole consultation as an answer."""
        return Response(consultation_detail(row, numbers_of([row.pk])[row.pk]), status=status)

    @extend_schema(summary="Start a draft", request=DraftIn, responses={201: ConsultationDetail})
    def create(self, request: Request) -> Response:
        """Only officials of the municipality know of it until it is published."""
        wanted = read(DraftIn, request)
        place = get_municipality(wanted["municipality"])
        if place is None:
            raise ValidationError({"municipality": [_("There is no such municipality.")]})
        made = start_draft(
            official=signed_in(request),
            municipality_id=place.pk,
            kind=wanted["kind"],
            title=wanted["title"],
            language=wanted["language"],
        )
        return self.detail_of(self.known(str(made.pk)), status=201)

    @extend_schema(summary="Change the details of a draft", request=DetailsIn, responses=ConsultationDetail)
    def partial_update(self, request: Request, pk: str) -> Response:
        """Only what is named changes, and only until it is published."""
        official = signed_in(request)
        known, wanted = _own(official, self.known(pk)), read(DetailsIn, request, partial=True)
        dates = [name for name in SECTIONS["dates"] if name in wanted]
        with transaction.atomic():
            for section, names in SECTIONS.items():
                values = {name: wanted[name] for name in names if name in wanted and name not in dates}
                if values:
                    save_section(official=official, consultation_id=known.pk, section=section, values=values)
            if dates:
                plan_dates(
                    official=official,
                    consultation_id=known.pk,
                    opens_at=wanted.get("planned_opens_at", known.planned_opens_at),
                    closes_at=wanted.get("planned_closes_at", known.planned_closes_at),
                    short_term_reason=wanted.get("short_term_reason", known.short_term_reason),
                )
        return self.detail_of(self.known(pk))

    @extend_schema(summary="Discard a draft", responses={204: None})
    def destroy(self, request: Request, pk: str) -> Response:
        """What was published cannot be discarded, only withdrawn."""
        discard_draft(official=signed_in(request), consultation_id=self.known(pk).pk)
        return Response(status=204)

    @extend_schema(summary="Import a document", request=ImportIn, responses={202: ImportOut})
    @action(detail=True, methods=["post"], url_path="import", filterset_class=None, pagination_class=None)
    def import_(self, request: Request, pk: str) -> Response:
        """Send a `file` (multipart: PDF, DOCX, ODT, Markdown, text) or `text`. Watch `/imports/{id}/`; once it is done,
        it is the draft's text, as one step that can be undone: `import_job` of the tree names it."""
        known = self.known(pk)
        wanted = read(ImportIn, request, may=lambda: may_work_on(request.user, known))
        job = import_text(
            official=signed_in(request),
            consultation_id=known.pk,
            file=wanted.get("file"),
            text=wanted.get("text"),
        )
        return Response(import_data(job), status=202)

    @extend_schema(methods=["GET"], summary="Clause tree of a draft", responses=TreeOut)
    @extend_schema(
        methods=["POST"], summary="Change the clause tree", request=TreeChange, responses={200: TreeOut, 409: STALE}
    )
    @action(detail=True, methods=["get", "post"], filterset_class=None, pagination_class=None)
    def tree(self, request: Request, pk: str) -> Response:
        """Officials of its municipality only. Every change can be undone."""
        known, focus = _own(signed_in(request), self.known(pk)), ""
        if request.method == "POST":
            focus = _change(request, known, read(TreeChange, request))
        return Response(tree_data(known, get_draft(known), focus))

    @extend_schema(summary="What is still missing", description=OFFICIAL, responses=ReadinessItem(many=True))
    @action(detail=True, filterset_class=None, pagination_class=None)
    def readiness(self, request: Request, pk: str) -> Response:
        """The checklist: what is not ``ok`` and no advice blocks publishing."""
        known = _own(signed_in(request), self.known(pk))
        return Response([item_data(item) for item in readiness.check(known)])

    @extend_schema(summary="Publish", request=PublishIn, responses={200: ConsultationDetail, 409: NOT_READY})
    @action(detail=True, methods=["post"], filterset_class=None, pagination_class=None)
    def publish(self, request: Request, pk: str) -> Response:
        """It opens and closes by itself at the given moments; without them at those planned in the draft."""
        known = self.known(pk)
        wanted = read(PublishIn, request, may=lambda: may_work_on(request.user, known))
        publish_consultation(
            official=signed_in(request),
            consultation_id=known.pk,
            opens_at=wanted.get("opens_at") or known.planned_opens_at,
            closes_at=wanted.get("closes_at") or known.planned_closes_at,
        )
        return self.detail_of(self.known(pk))

    @extend_schema(summary="Withdraw", request=WithdrawIn, responses=ConsultationDetail)
    @action(detail=True, methods=["post"], filterset_class=None, pagination_class=None)
    def withdraw(self, request: Request, pk: str) -> Response:
        """It accepts nothing more; what was said stays readable, with the reason."""
        known = self.known(pk)
        wanted = read(WithdrawIn, request, may=lambda: may_work_on(request.user, known))
        withdraw_consultation(official=signed_in(request), consultation_id=known.pk, reason=wanted["reason"])
        return self.detail_of(self.known(pk))

    @extend_schema(summary="Take the announcement back", request=WithdrawIn, responses=ConsultationDetail)
    @action(detail=True, methods=["post"], filterset_class=None, pagination_class=None)
    def take_back(self, request: Request, pk: str) -> Response:
        """Before it opens: a draft again, known to officials alone; the record says so, with the reason."""
        known = self.known(pk)
        wanted = read(WithdrawIn, request, may=lambda: may_work_on(request.user, known))
        take_back_announcement(official=signed_in(request), consultation_id=known.pk, reason=wanted["reason"])
        return self.detail_of(self.known(pk))

    @extend_schema(summary="Extend the term", request=ExtendIn, responses=ConsultationDetail)
    @action(detail=True, methods=["post"], filterset_class=None, pagination_class=None)
    def extend(self, request: Request, pk: str) -> Response:
        """It closes later, never earlier; whoever follows it is told."""
        known = self.known(pk)
        wanted = read(ExtendIn, request, may=lambda: may_work_on(request.user, known))
        extend_term(official=signed_in(request), consultation_id=known.pk, **wanted)
        return self.detail_of(self.known(pk))

    @extend_schema(summary="Correct the recorded decision", request=AdoptIn, responses=ConsultationDetail)
    @action(detail=True, methods=["post"], filterset_class=None, pagination_class=None)
    def correct_decision(self, request: Request, pk: str) -> Response:
        """Its number and day; the public record keeps what stood there before."""
        known = self.known(pk)
        wanted = read(AdoptIn, request, may=lambda: may_work_on(request.user, known))
        correct_adoption(
            official=signed_in(request),
            consultation_id=known.pk,
            decision_number=wanted["decision_number"],
            adopted_on=wanted.get("adopted_on") or known.adopted_on or today_in(known),
        )
        return self.detail_of(self.known(pk))

    @extend_schema(summary="Publish the report", request=ReportIn, responses=ConsultationDetail)
    @action(detail=True, methods=["post"], filterset_class=None, pagination_class=None)
    def publish_report(self, request: Request, pk: str) -> Response:
        """All drafted answers become public and final; those who proposed are told."""
        known = self.known(pk)
        wanted = read(ReportIn, request, may=lambda: may_work_on(request.user, known))
        publish_report(official=signed_in(request), consultation_id=known.pk, note=wanted["note"])
        return self.detail_of(self.known(pk))

    @extend_schema(summary="Record the adoption", request=AdoptIn, responses=ConsultationDetail)
    @action(detail=True, methods=["post"], filterset_class=None, pagination_class=None)
    def adopt(self, request: Request, pk: str) -> Response:
        """The council or the mayor decided."""
        known = self.known(pk)
        wanted = read(AdoptIn, request, may=lambda: may_work_on(request.user, known))
        record_adoption(
            official=signed_in(request),
            consultation_id=known.pk,
            decision_number=wanted["decision_number"],
            adopted_on=wanted.get("adopted_on") or today_in(known),
        )
        return self.detail_of(self.known(pk))


def _own(user: object, known: Consultation) -> Consultation:
    if not may_work_on(user, known):
        raise NotAllowed
    return known


def _change(request: Request, known: Consultation, wanted: dict[str, Any]) -> str:
    changed = change_tree(
        official=signed_in(request),
        consultation_id=known.pk,
        operation=wanted["operation"],
        key=wanted["key"],
        revision=wanted["revision"],
        **arguments_of(wanted),
    )
    return changed.focus


def item_data(item: readiness.Item) -> Row:
    """See ReadinessItem."""
    return {"code": item.code, "label": str(item.label), "ok": item.ok, "is_advice": item.is_advice, "url": item.link}


def tree_data(consultation: Consultation, view: DraftView, focus: str) -> Row:
    """See TreeOut."""
    clauses = [
        {"key": r.key, "depth": r.depth, "kind": r.kind, "label": r.label, "heading": r.heading, "body": r.body}
        for r in view.rows
    ]
    return {
        "consultation": consultation.pk,
        "revision": view.revision,
        "undoes": view.undoes,
        "redoes": view.redoes,
        "focus": focus,
        "import_job": view.import_job,
        "clauses": clauses,
    }
