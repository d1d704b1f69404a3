"""The hours of a project: one's own are noted, corrected, answered for and taken back here; coordinators decide."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from frontend.projects.common import crumbs_of, find_project
from participation.keys import as_id
from participation.refusals import NotAllowed, Refused
from participation.retries import was_there
from volunteers.tasks.actions.hours import answer_dispute, correct_hours, log_hours, withdraw_hours

from ..common import address_of_note, find_note, standing_of
from ..forms import CorrectionForm, HoursForm, SettleForm, see
from ..showing import show_hours, show_note


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def hours(request: HttpRequest, pk: int) -> HttpResponse:
    """What waits for the reader's yes, the form for hours of their own, and those they noted; POST notes some."""
    project = find_project(request, pk)
    standing = standing_of(request, project)
    if request.method != "POST":
        return show_hours(request, project, standing)
    if not standing.may_note:
        raise NotAllowed
    if shift_id := as_id(request.POST.get("shift", "")):
        return _note_shift(request, project, shift_id)
    form = HoursForm(standing.tasks, request.POST)
    if form.is_valid():
        try:
            made = log_hours(person=request.user, project_id=pk, **form.given())
        except Refused as refusal:
            form.refuse(refusal)
        else:
            return _noted(request, project, made)
    return show_hours(request, project, standing, form=form, status=422)


def _note_shift(request: HttpRequest, project: Any, shift_id: int) -> HttpResponse:
    """The hours of a whole shift, with one button."""
    try:
        made = log_hours(person=request.user, project_id=project.pk, shift_id=shift_id)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("project_hours", project.pk)
    return _noted(request, project, made)


def _noted(request: HttpRequest, project: Any, made: Any) -> HttpResponse:
    if not was_there(made):
        said = (
            _("Noted. An official of the municipality confirms it.")
            if made.of_leader
            else _("Noted. The coordinators confirm it.")
        )
        messages.success(request, said)
    return redirect("project_hours", project.pk)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def note(request: HttpRequest, pk: int, hours_id: int) -> HttpResponse:
    """One note with its history, and what the reader can do about it; POST corrects one's own."""
    found = find_note(request, pk, hours_id)
    if request.method != "POST":
        return show_note(request, found)
    if found.user_id != request.user.pk:
        raise NotAllowed
    form = CorrectionForm(request.POST)
    if form.is_valid():
        try:
            correct_hours(person=request.user, hours_id=hours_id, **form.given())
        except Refused as refusal:
            form.refuse(refusal)
            see(form, refusal, found.version)
        else:
            messages.success(request, _("Corrected. It waits to be confirmed."))
            return redirect("hours_note", pk, hours_id)
    return show_note(request, found, correcting=form, status=422)


@never_cache
@login_required
@require_POST
def answer(request: HttpRequest, pk: int, hours_id: int) -> HttpResponse:
    """What one says to a question about one's hours."""
    found = find_note(request, pk, hours_id)
    if found.user_id != request.user.pk:
        raise NotAllowed
    form = SettleForm(request.POST)
    if form.is_valid():
        try:
            answer_dispute(person=request.user, hours_id=hours_id, **form.cleaned_data)
        except Refused as refusal:
            form.refuse(refusal)
            see(form, refusal, found.version)
        else:
            messages.success(request, _("Answered. Whoever asked was told and decides again."))
            return redirect("hours_note", pk, hours_id)
    return show_note(request, found, settling=form, status=422)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, pk: int, hours_id: int) -> HttpResponse:
    """One's own hours count no longer; asked once."""
    found = find_note(request, pk, hours_id)
    if found.user_id != request.user.pk:
        raise NotAllowed
    if request.method == "POST":
        withdraw_hours(person=request.user, hours_id=hours_id)
        messages.success(request, _("Taken back: these hours count no longer."))
        return redirect("project_hours", pk)
    heading = _("Take these hours back")
    context = {
        "project": found.project, "heading": heading, "send": _("Take them back"),
        "words": _("They count no longer, and cannot be confirmed. Their history stays."),
        "back": address_of_note(found), "crumbs": crumbs_of(found.project, heading),
    }  # fmt: skip
    return render(request, "projects/sure.html", context)
