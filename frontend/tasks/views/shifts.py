"""Shifts added, moved, cancelled and removed by those who lead the project."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from participation.database import db_now
from participation.keys import as_id
from participation.refusals import Closed, Refused
from volunteers.tasks.actions.shifts import add_shift, cancel_shift, change_shift, remove_shift
from volunteers.tasks.policies import HAS_BEGUN, TASK_DONE, refusal_of_shift, refusal_to_plan
from volunteers.tasks.selectors.shifts import get_shift

from .. import drawing
from ..common import address_of, crumbs_of_task, led
from ..forms import CancelForm, ShiftForm, shift_start

WEEK = timedelta(days=7)


@led
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, task: Any) -> HttpResponse:
    """A time at which people are needed; ``?after=`` another shift of the task: the same, a week later."""
    if refusal := refusal_to_plan(task.project):
        raise refusal
    if task.done_at is not None or task.hidden_at is not None:
        raise Closed(TASK_DONE)
    zone = task.project.municipality.timezone
    form = ShiftForm(zone, request.POST or None, initial=_a_week_later(request, task, zone))
    if request.method == "POST" and form.is_valid():
        try:
            made = add_shift(person=request.user, task_id=task.pk, **form.given())
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("The shift is there: helpers can sign up."))
            return redirect(made.get_absolute_url())
    return _page(request, form, task, _("Add a shift"))


@led
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, shift: Any) -> HttpResponse:
    """Until it begins; whoever is on its list is told where time or place moved."""
    _refuse_unless_to_come(shift)
    zone = shift.task.project.municipality.timezone
    form = ShiftForm(zone, request.POST or None, initial=shift_start(shift, zone))
    if request.method == "POST" and form.is_valid():
        try:
            change_shift(person=request.user, shift_id=shift.pk, **_kept(form.given(), shift))
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("It is changed. Whoever is on the list is told where time or place moved."))
            return redirect("shift", shift.task.project_id, shift.task_id, shift.pk)
    return _page(request, form, shift.task, _("Change the shift"), shift)


@led
@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: HttpRequest, shift: Any) -> HttpResponse:
    """Asked once, with the reason that everybody on the list is told."""
    _refuse_unless_to_come(shift)
    form = CancelForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            cancel_shift(person=request.user, shift_id=shift.pk, reason=form.cleaned_data["reason"])
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("It is cancelled. Whoever is on the list is told."))
            return redirect(shift.get_absolute_url())
    heading = _("Cancel the shift")
    context = {
        "project": shift.task.project,
        "heading": heading,
        "words": _whom_it_concerns(shift),
        "send": _("Yes, cancel it"),
        "form": form,
        "back": address_of("shift", shift),
        "crumbs": crumbs_of_task(shift.task, (heading, "")),
    }
    return render(request, "projects/sure.html", context, status=422 if form.errors else 200)


@led
@require_POST
def remove(request: HttpRequest, shift: Any) -> HttpResponse:
    """A shift for which nobody signed up is gone."""
    try:
        remove_shift(person=request.user, shift_id=shift.pk)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("shift", shift.task.project_id, shift.task_id, shift.pk)
    messages.success(request, _("The shift is removed."))
    return redirect(shift.task.get_absolute_url())


def _refuse_unless_to_come(shift: Any) -> None:
    """Raises why nothing is changed any more. A shift of a task that is done can still be cancelled."""
    if refusal := refusal_to_plan(shift.task.project):
        raise refusal
    now = db_now()
    if shift.cancelled_at is not None and (refusal := refusal_of_shift(shift, now)):
        raise refusal
    if now >= shift.begins:
        raise Closed(HAS_BEGUN)


def _whom_it_concerns(shift: Any) -> str:
    """Which shift it is, and how many people planned with it."""
    on_it = shift.going + shift.waiting
    whom = _("Nobody is on its list.")
    if on_it:
        whom = ngettext("%(n)d person comes or waits.", "%(n)d people come or wait.", on_it) % {"n": on_it}
    when = drawing.when_words(shift.begins, shift.ends, shift.task.project.municipality.timezone)
    return _("“%(task)s”, %(when)s. %(whom)s") % {"task": shift.task.title, "when": when, "whom": whom}


def _kept(given: dict[str, Any], shift: Any) -> dict[str, Any]:
    """The form knows minutes: a moment that was not touched stays what it is, to the second."""
    for name in ("begins", "ends"):
        before = getattr(shift, name)
        if given[name] == before.replace(second=0, microsecond=0):
            given[name] = before
    return given


def _a_week_later(request: HttpRequest, task: Any, zone: str) -> dict[str, Any]:
    number = as_id(request.GET.get("after", ""))
    before = get_shift(number, request.user) if number else None
    return shift_start(before, zone, later=WEEK) if before is not None and before.task_id == task.pk else {}


def _page(request: HttpRequest, form: ShiftForm, task: Any, heading: str, shift: Any = None) -> HttpResponse:
    context = {
        "form": form,
        "project": task.project,
        "task": task,
        "shift": shift,
        "heading": heading,
        "back": address_of("shift", shift) if shift else task.get_absolute_url(),
        "crumbs": crumbs_of_task(task, (heading, "")),
    }
    return render(request, "tasks/shift_form.html", context, status=422 if form.errors else 200)
