"""Shifts: read, arranged, signed up for."""

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

from participation.rest.filters import IdFilter, Ordering
from participation.rest.views import Rows, found, made, read, signed_in

from ..actions import feeds, shifts, signing
from ..calendar import feed_of, shift_file
from ..models import Shift
from ..selectors.feeds import owner_of_feed
from ..selectors.shifts import list_shifts, on_the_list, own_of
from .base import OF_ONE, STATE, absolute
from .data import shift_data
from .door import Door
from .fields import FeedOut, ReasonIn, ShiftChange, ShiftIn, ShiftOut

SIGNED_UP = {200: ShiftOut, 201: ShiftOut, 409: STATE}
CALENDAR = "text/calendar; charset=utf-8"


class ShiftFilters(django_filters.FilterSet):
    """Shifts by project, task, place and time."""

    project = IdFilter(field_name="task__project")
    task = IdFilter(field_name="task")
    municipality = django_filters.CharFilter(
        field_name="task__project__municipality__code", lookup_expr="iexact", max_length=8
    )
    after = django_filters.IsoDateTimeFilter(field_name="ends", lookup_expr="gt", help_text="not over at this moment")
    before = django_filters.IsoDateTimeFilter(field_name="begins", lookup_expr="lt", help_text="begun by this moment")
    is_cancelled = django_filters.BooleanFilter(field_name="cancelled_at", lookup_expr="isnull", exclude=True)
    own = django_filters.BooleanFilter(method="of_person", help_text="true: those you are on the list of")
    ordering = Ordering(fields={"begins": "begins"})

    def of_person(self, rows: QuerySet[Shift], _name: str, value: bool) -> QuerySet[Shift]:
        """Only those on whose list the person is, where asked for."""
        return on_the_list(rows, self.request.user) if value else rows


@extend_schema_view(
    list=extend_schema(summary="Shifts"),
    retrieve=extend_schema(summary="One shift", responses=ShiftOut),
    create=extend_schema(summary="Add a shift", request=ShiftIn, responses={201: ShiftOut, 409: STATE}),
    partial_update=extend_schema(summary="Move a shift", request=ShiftChange, responses={200: ShiftOut, 409: STATE}),
    destroy=extend_schema(summary="Remove a shift", responses={204: None, 409: STATE}),
)
class Shifts(Door):
    """When people are needed. Free places are told on the live stream `project.<id>`."""

    serializer_class = ShiftOut
    filterset_class = ShiftFilters
    queryset = Shift.objects.none()

    def get_queryset(self) -> QuerySet[Shift]:
        return list_shifts(self.request.user)

    def present(self, rows: Sequence[Shift]) -> Rows:
        own = own_of([row.pk for row in rows], self.request.user)
        return [shift_data(row, own.get(row.pk)) for row in rows]

    def list(self, request: Request) -> Response:
        return self.answer(self.get_queryset())

    def retrieve(self, request: Request, pk: str) -> Response:
        return self.told(pk)

    def create(self, request: Request) -> Response:
        """Coordinators, while the project runs."""
        wanted = read(ShiftIn, request)
        shift = shifts.add_shift(person=signed_in(request), task_id=wanted.pop("task"), **wanted)
        return self.told(str(shift.pk), 201)

    def partial_update(self, request: Request, pk: str) -> Response:
        """Coordinators, until it begins. Everybody on its list is told where time or place moved; more places go to
        whoever waits longest."""
        shift = self.known(pk)
        wanted = read(ShiftChange, request, may=self.leads(shift))
        shifts.change_shift(person=signed_in(request), shift_id=shift.pk, **wanted)
        return self.told(pk)

    def destroy(self, request: Request, pk: str) -> Response:
        """Coordinators, while nobody ever signed up; otherwise it is cancelled."""
        shifts.remove_shift(person=signed_in(request), shift_id=self.known(pk).pk)
        return Response(status=204)

    @extend_schema(summary="Cancel", request=ReasonIn, responses={200: ShiftOut, 409: STATE})
    @action(detail=True, methods=["post"], **OF_ONE)
    def cancel(self, request: Request, pk: str) -> Response:
        """Coordinators, until it begins, with a reason that everybody on its list is told."""
        shift = self.known(pk)
        reason = read(ReasonIn, request, may=self.leads(shift))["reason"]
        shifts.cancel_shift(person=signed_in(request), shift_id=shift.pk, reason=reason)
        return self.told(pk)

    @extend_schema(methods=["POST"], summary="Sign up", request=None, responses=SIGNED_UP)
    @extend_schema(methods=["DELETE"], summary="Call off", request=None, responses={200: ShiftOut, 409: STATE})
    @action(detail=True, methods=["post", "delete"], **OF_ONE)
    def signup(self, request: Request, pk: str) -> Response:
        """Whoever takes part in the project, until it begins. Where all places are taken you wait for one; whoever calls
        off makes room for the next, who is told at once."""
        shift, person = self.known(pk), signed_in(request)
        if request.method == "DELETE":
            signing.call_off(person=person, shift_id=shift.pk)
            return self.told(pk)
        return self.told(pk, made(signing.sign_up(person=person, shift_id=shift.pk)))

    @extend_schema(summary="Calendar file", responses={(200, "text/calendar"): OpenApiTypes.STR})
    def calendar(self, request: Request, pk: str) -> HttpResponse:
        """One event (RFC 5545). Of a cancelled shift it strikes out the one in your calendar."""
        shift = self.known(pk)
        headers = {"Content-Disposition": f'attachment; filename="shift-{shift.pk}.ics"'}
        return HttpResponse(shift_file(shift), content_type=CALENDAR, headers=headers)

    @extend_schema(methods=["POST"], summary="Make your calendar's address", request=None, responses={201: FeedOut})
    @extend_schema(methods=["DELETE"], summary="Close your calendar's address", request=None, responses={204: None})
    @action(detail=False, methods=["post", "delete"], **OF_ONE)
    def feed(self, request: Request) -> Response:
        """A secret address for your calendar program, told once; making another one closes the one of before."""
        person = signed_in(request)
        if request.method == "DELETE":
            feeds.remove_feed(person=person)
            return Response(status=204)
        key = feeds.make_feed(person=person)
        return Response({"address": absolute(request, f"/api/v1/shifts/feed/{key}.ics")}, status=201)

    @extend_schema(
        operation_id="shifts_feed_calendar",
        summary="A person's calendar",
        parameters=[OpenApiParameter("key", str, OpenApiParameter.PATH, description="the secret of the address")],
        responses={(200, "text/calendar"): OpenApiTypes.STR},
    )
    def feed_file(self, request: Request, key: str) -> HttpResponse:
        """Every shift to come and those of the last 90 days, for whoever knows the address; 404 where there is none."""
        owner = found(owner_of_feed(key))
        return HttpResponse(feed_of(owner), content_type=CALENDAR, headers={"Cache-Control": "private, no-store"})
