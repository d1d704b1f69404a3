"""The list of a shift, its door, and what follows from who was there: mostly for coordinators."""

from __future__ import annotations

from collections.abc import Callable

from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from participation.refusals import NotAllowed
from participation.rest.fields import moment
from participation.rest.views import Collection, found, made, read, signed_in

from ..actions.attending import check_in, tick
from ..actions.deciding import confirm_shift
from ..doors import door_of
from ..models import Shift
from ..policies import leads
from ..selectors.shifts import get_shift, list_others, list_signups
from .base import OF_ONE, STATE, absolute
from .data import signup_data
from .fields import DoorIn, DoorOut, GivenOut, ListOut, ShiftOut, TickIn


class Door(Collection):
    """Who comes, and who was there."""

    @extend_schema(summary="Who comes and who waits", responses=ListOut)
    @action(detail=True, **OF_ONE)
    def people(self, request: Request, pk: str) -> Response:
        """Coordinators, by name, in the order of signing up; `others` take part in the project and may be ticked too."""
        shift = self.known(pk)
        signed_in(request)
        if not leads(request.user, shift.task.project):
            raise NotAllowed
        return self.listed(shift)

    @extend_schema(summary="The code at the door", responses={200: DoorOut, 409: STATE})
    @action(detail=True, **OF_ONE)
    def door(self, request: Request, pk: str) -> Response:
        """Coordinators show it, from 30 minutes before the beginning to the end; a new one each minute."""
        shift = self.known(pk)
        shown = door_of(shift, signed_in(request), lambda path: absolute(request, path))
        told = {"code": shown.code, "address": shown.address, "svg": shown.svg, "changes_at": moment(shown.changes_at)}
        return Response(told, headers={"Cache-Control": "no-store"})

    @extend_schema(summary="Check in", request=DoorIn, responses={200: ShiftOut, 201: ShiftOut, 409: STATE})
    @action(detail=True, methods=["post"], url_path="check_in", **OF_ONE)
    def enter(self, request: Request, pk: str) -> Response:
        """Whoever has a place, once, with the code that the door shows now."""
        shift, person = self.known(pk), signed_in(request)
        code = read(DoorIn, request)["code"]
        return self.told(pk, made(check_in(person=person, shift_id=shift.pk, code=code)))

    @extend_schema(summary="Tick who came", request=TickIn, responses={200: ListOut, 409: STATE})
    @action(detail=True, methods=["post"], **OF_ONE)
    def tick(self, request: Request, pk: str) -> Response:
        """Coordinators; `came` false: they did not. Helpers who were not on the list can be ticked as well."""
        shift = self.known(pk)
        wanted = read(TickIn, request, may=self.leads(shift))
        tick(person=signed_in(request), shift_id=shift.pk, user_id=wanted["person"], came=wanted["came"])
        return self.listed(shift)

    @extend_schema(summary="Confirm the hours of all who came", request=None, responses={200: GivenOut, 409: STATE})
    @action(detail=True, methods=["post"], **OF_ONE)
    def confirm(self, request: Request, pk: str) -> Response:
        """Coordinators, after its end: the whole shift for everybody who was there and noted nothing. Those who lead the
        project wait for an official."""
        shift = self.known(pk)
        return Response({"confirmed": confirm_shift(person=signed_in(request), shift_id=shift.pk)})

    def known(self, pk: str) -> Shift:
        """The shift of the address, or 404."""
        return found(get_shift(int(pk), self.request.user))

    def leads(self, shift: Shift) -> Callable[[], bool]:
        """Asks whether who sent the request leads its project."""
        return lambda: leads(self.request.user, shift.task.project)

    def told(self, pk: str, status: int = 200) -> Response:
        """The shift as it is now."""
        return Response(self.present([self.known(pk)])[0], status=status)

    def listed(self, shift: Shift) -> Response:
        """Its list as it is now."""
        others = [{"person": one.pk, "name": one.display_name} for one in list_others(shift, self.request.user)]
        signups = [signup_data(row) for row in list_signups(shift, self.request.user)]
        return Response({"signups": signups, "others": others})
