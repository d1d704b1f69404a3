"""Hours: noted, corrected, confirmed, questioned; and one's own record."""

from __future__ import annotations

from collections.abc import Sequence

import django_filters
from django.db.models import QuerySet
from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from participation.refusals import Refused
from participation.rest.asking import asked_choice, check_parameters
from participation.rest.filters import IdFilter, Ordering
from participation.rest.views import Collection, Row, Rows, found, made, read, signed_in
from volunteers.projects.selectors.projects import get_project

from ..actions import deciding
from ..actions import hours as acts
from ..models import Hours
from ..policies import refusal_to_decide
from ..selectors.hours import get_hours, history_of, hours_of_project, hours_to_decide, own_hours
from ..selectors.record import record_csv, record_of
from .base import OF_ONE, STATE
from .data import change_data, hours_data
from .paper_fields import (
    HoursCorrection,
    HoursDetail,
    HoursIn,
    HoursOut,
    ManyIn,
    ManyOut,
    QuestionIn,
    RecordOut,
    ReplyIn,
    Seen,
)

CHANGED = {200: HoursDetail, 409: STATE}
SHOW = ("own", "to_decide", "project")


class HoursFilters(django_filters.FilterSet):
    """Hours by whose they are, project, state and day."""

    show = django_filters.ChoiceFilter(
        choices=[(one, one) for one in SHOW],
        method="as_it_is",
        help_text="`own` (by default), `to_decide`: what waits for you, `project`: all of a project you lead",
    )
    project = IdFilter(field_name="project")
    state = django_filters.MultipleChoiceFilter(choices=Hours.State.choices)
    since = django_filters.DateFilter(field_name="day", lookup_expr="gte")
    until = django_filters.DateFilter(field_name="day", lookup_expr="lte")
    ordering = Ordering(fields={"day": "day"})

    def as_it_is(self, rows: QuerySet[Hours], _name: str, _value: str) -> QuerySet[Hours]:
        """The view has chosen the rows already."""
        return rows


@extend_schema_view(
    list=extend_schema(summary="Hours"),
    retrieve=extend_schema(summary="Hours with their history", responses=HoursDetail),
    create=extend_schema(
        summary="Note hours", request=HoursIn, responses={200: HoursDetail, 201: HoursDetail, 409: STATE}
    ),
    partial_update=extend_schema(summary="Correct hours", request=HoursCorrection, responses=CHANGED),
    destroy=extend_schema(summary="Withdraw hours", responses={204: None}),
)
class HoursNotes(Collection):
    """Who worked how long. Read by the person, by who leads the project and by officials of its municipality."""

    serializer_class = HoursOut
    filterset_class = HoursFilters
    queryset = Hours.objects.none()

    def get_queryset(self) -> QuerySet[Hours]:
        person, show = self.request.user, self.request.query_params.get("show", "")
        if show == "to_decide":
            return hours_to_decide(person)
        number = self.request.query_params.get("project", "")
        if show == "project":
            project = get_project(int(number)) if number.isascii() and number.isdigit() and len(number) < 19 else None
            return hours_of_project(project, person) if project else Hours.objects.none()
        return own_hours(person)

    def present(self, rows: Sequence[Hours]) -> Rows:
        return [hours_data(row) for row in rows]

    def list(self, request: Request) -> Response:
        """Your own; with `show=to_decide` what waits for your yes, with `show=project&project=…` all of a project that
        you lead."""
        signed_in(request)
        return self.answer(self.get_queryset())

    def retrieve(self, request: Request, pk: str) -> Response:
        """With how they stood before each change."""
        signed_in(request)
        return self._told(pk)

    def create(self, request: Request) -> Response:
        """Whoever takes part. At most 16 hours on a day in all projects; of a shift once. A coordinator confirms them,
        hours of coordinators an official."""
        person, wanted = signed_in(request), read(HoursIn, request)
        numbers = {f"{name}_id": wanted.pop(name, None) for name in ("project", "task", "shift")}
        row = acts.log_hours(person=person, **numbers, **wanted)
        return self._told(str(row.pk), made(row))

    def partial_update(self, request: Request, pk: str) -> Response:
        """Your own; they wait to be confirmed again, and the history keeps how they stood."""
        hours = self._known(pk)
        wanted = read(HoursCorrection, request, may=lambda: hours.user_id == request.user.pk)
        acts.correct_hours(person=signed_in(request), hours_id=hours.pk, **wanted)
        return self._told(pk)

    def destroy(self, request: Request, pk: str) -> Response:
        """Your own: they count no longer."""
        acts.withdraw_hours(person=signed_in(request), hours_id=self._known(pk).pk)
        return Response(status=204)

    @extend_schema(summary="Confirm", request=Seen, responses=CHANGED)
    @action(detail=True, methods=["post"], **OF_ONE)
    def confirm(self, request: Request, pk: str) -> Response:
        """Coordinators, never their own; of those who lead the project an official who does not."""
        hours = self._known(pk)
        seen = read(Seen, request, may=lambda: self._refusal(hours) is None).get("seen")
        deciding.confirm_hours(person=signed_in(request), hours_id=hours.pk, seen=seen)
        return self._told(pk)

    @extend_schema(summary="Confirm many", request=ManyIn, responses=ManyOut)
    @action(detail=False, methods=["post"], **OF_ONE)
    def confirm_many(self, request: Request) -> Response:
        """Each by itself, at most 200: what cannot be confirmed is left as it was, and the answer says why."""
        person, wanted = signed_in(request), read(ManyIn, request)
        done, left = deciding.confirm_many(person=person, seen=[(one["id"], one["seen"]) for one in wanted["hours"]])
        return Response({"confirmed": done, "left": [{"id": number, "detail": words} for number, words in left]})

    @extend_schema(summary="Question", request=QuestionIn, responses=CHANGED)
    @action(detail=True, methods=["post"], **OF_ONE)
    def dispute(self, request: Request, pk: str) -> Response:
        """Who may confirm them; the person reads what is not clear and answers or corrects them."""
        hours = self._known(pk)
        wanted = read(QuestionIn, request, may=lambda: self._refusal(hours) is None)
        deciding.dispute_hours(person=signed_in(request), hours_id=hours.pk, **wanted)
        return self._told(pk)

    @extend_schema(summary="Answer a question", request=ReplyIn, responses=CHANGED)
    @action(detail=True, methods=["post"], **OF_ONE)
    def answer_question(self, request: Request, pk: str) -> Response:
        """Whoever worked; who asked decides again."""
        hours = self._known(pk)
        wanted = read(ReplyIn, request, may=lambda: hours.user_id == request.user.pk)
        acts.answer_dispute(person=signed_in(request), hours_id=hours.pk, **wanted)
        return self._told(pk)

    @extend_schema(summary="Your own record", responses=RecordOut)
    @action(detail=False, **OF_ONE)
    def record(self, request: Request) -> Response:
        """All your hours, shifts and certificates, to take along."""
        return Response(record_of(signed_in(request)))

    @extend_schema(
        operation_id="hours_record_csv",
        summary="Your own record as a sheet",
        parameters=[OpenApiParameter("separator", enum=["comma", "semicolon"], description="`comma` by default")],
        responses={(200, "text/csv"): OpenApiTypes.STR},
    )
    def record_csv(self, request: Request) -> HttpResponse:
        """All your hours, with a byte order mark, formulas made harmless."""
        person = signed_in(request)
        check_parameters(request, ("separator",))
        sheet = record_csv(person, asked_choice(request, "separator", ("comma", "semicolon")))
        headers = {"Content-Disposition": 'attachment; filename="hours.csv"', "Cache-Control": "private, no-store"}
        return HttpResponse(sheet, content_type="text/csv; charset=utf-8", headers=headers)

    def _refusal(self, hours: Hours) -> Refused | None:
        return refusal_to_decide(self.request.user, hours)

    def _known(self, pk: str) -> Hours:
        signed_in(self.request)
        return found(get_hours(int(pk), self.request.user))

    def _told(self, pk: str, status: int = 200) -> Response:
        hours = self._known(pk)
        data: Row = {**hours_data(hours), "history": [change_data(row) for row in history_of(hours)]}
        return Response(data, status=status)
