"""Signing up for a shift, and calling off."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from frontend.projects.common import stranger
from participation.database import db_now
from participation.refusals import Refused
from volunteers.tasks.actions.reminding import DAY
from volunteers.tasks.actions.signing import call_off, sign_up
from volunteers.tasks.selectors.shifts import get_shift, own_of
from volunteers.tasks.selectors.tasks import get_task

from ..showing import show_task


@require_POST
def signup(request: HttpRequest, pk: int, task_id: int, shift_id: int) -> HttpResponse:
    """``on=1``: the person comes, or waits for a place; otherwise they do not. Back to the shift, or to one's own."""
    shift = get_shift(shift_id, request.user)
    if shift is None or (shift.task_id, shift.task.project_id) != (task_id, pk):
        raise Http404(_("There is no such shift."))
    task = get_task(task_id, request.user)  # of one that is hidden, who is on the list can still call off
    back = shift.get_absolute_url()
    if (way := stranger(request, back)) is not None:
        return way
    try:
        said = _signed_up(request, shift_id) if request.POST.get("on") else _called_off(request, shift_id)
    except Refused as refusal:
        if task is None:
            raise
        request.place = shift.task.project.municipality  # type: ignore[attr-defined]  # the frame reads it
        return show_task(request, task, said=(shift_id, str(refusal)), status=refusal.status)
    if said:
        messages.success(request, said)
    return redirect("own_shifts") if task is None or request.POST.get("back") == "own" else redirect(back)


def _signed_up(request: HttpRequest, shift_id: int) -> str:
    row = sign_up(person=request.user, shift_id=shift_id)
    if row.state == "waiting":
        own = own_of([shift_id], request.user)[shift_id]
        words = _("You are on the waiting list: number %(place)d. As soon as there is a place for you, you are told.")
        return words % {"place": own.place}
    if row.state == "going":
        soon = row.shift.begins - db_now() < DAY  # then nobody is reminded a day before
        return _("You have a place.") if soon else _("You have a place. We remind you a day before.")
    return ""


def _called_off(request: HttpRequest, shift_id: int) -> str:
    if call_off(person=request.user, shift_id=shift_id):
        return _("You have called off. Thank you for saying so: the next one can come.")
    return ""
