"""Confirming hours, one, several or a whole shift; questioning them; the officials' desk for hours of coordinators."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from frontend.projects.common import find_project
from participation.keys import as_id
from participation.places.selectors import list_roles_of
from participation.refusals import Refused
from volunteers.tasks.actions.deciding import confirm_many, confirm_shift, dispute_hours
from volunteers.tasks.policies import refusal_to_decide
from volunteers.tasks.selectors.hours import get_hours, hours_of_project
from volunteers.tasks.selectors.worked import shifts_to_count

from ..common import crumbs_under, find_note, standing_of, waiting_at_desk
from ..forms import DoubtForm, see
from ..showing import PAGE, show_note
from ..words import STATES, note_of

STANDING = ("logged", "disputed", "confirmed")
MOST_TOLD = 5  # of those that were left, the others as a number


@never_cache
@login_required
@require_safe
def everybodys(request: HttpRequest, pk: int) -> HttpResponse:
    """All notes of the project that stand, by their state, for who leads it and officials."""
    project = find_project(request, pk)
    if not standing_of(request, project).oversees:
        raise PermissionDenied
    wanted = request.GET.get("state", "")
    rows = hours_of_project(project, request.user)
    rows = rows.filter(state=wanted) if wanted in STANDING else rows
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "project": project,
        "page": page,
        "rows": [note_of(one) for one in page],
        "wanted": wanted,
        "states": [(one, STATES[one]) for one in STANDING],
        "crumbs": crumbs_under(project, _("Everybody's hours")),
    }
    return render(request, "hours/all.html", context)


@login_required
@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """The ticked notes, or all that the page showed, count."""
    project = find_project(request, pk)
    if not standing_of(request, project).oversees:
        raise PermissionDenied
    _confirm(request)
    note = as_id(request.POST.get("note", ""))
    return redirect("hours_note", pk, note) if note else redirect("project_hours", pk)


@login_required
@require_POST
def confirm_everybody(request: HttpRequest, pk: int, shift_id: int) -> HttpResponse:
    """Whoever was at the shift has its hours, confirmed."""
    project = find_project(request, pk)
    if not standing_of(request, project).leads:
        raise PermissionDenied
    if not shifts_to_count(project, request.user).filter(pk=shift_id).exists():
        messages.info(request, _("Nobody of this shift is left to be counted."))
        return redirect("project_hours", pk)
    done = confirm_shift(person=request.user, shift_id=shift_id)
    said = ngettext("Confirmed for %(n)d person.", "Confirmed for %(n)d people.", done) % {"n": done}
    messages.success(request, said)
    return redirect("project_hours", pk)


@never_cache
@login_required
@require_POST
def question(request: HttpRequest, pk: int, hours_id: int) -> HttpResponse:
    """They do not count until what is not clear is settled."""
    found = find_note(request, pk, hours_id)
    if refusal := refusal_to_decide(request.user, found):
        raise refusal
    form = DoubtForm(request.POST)
    if form.is_valid():
        try:
            dispute_hours(person=request.user, hours_id=hours_id, **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
            see(form, refused, found.version)
        else:
            messages.success(request, _("They were asked. You are told when they answer."))
            return redirect("hours_note", pk, hours_id)
    return show_note(request, found, doubting=form, status=422)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def desk(request: HttpRequest) -> HttpResponse:
    """Hours of those who lead projects of one's municipality: nobody confirms their own, so officials do."""
    official: Any = request.user
    if not any(role.kind == "official" for role in list_roles_of(official)):
        raise PermissionDenied
    if request.method == "POST":
        _confirm(request)
        return redirect("work_hours")
    page = Paginator(waiting_at_desk(request.user), PAGE).get_page(request.GET.get("page"))
    crumbs = [(_("Workspace"), reverse("work")), (_("Projects"), reverse("work_projects")), (_("Hours"), "")]
    context = {"page": page, "waiting": [note_of(one) for one in page], "crumbs": crumbs}
    return render(request, "hours/desk.html", context)


def _confirm(request: HttpRequest) -> None:
    """Confirm what was sent, and say how many count and why others do not."""
    seen = _seen(request.POST.getlist("shown" if request.POST.get("all") else "hours"))
    if not seen:
        messages.error(request, _("Tick the hours that you confirm."))
        return
    try:
        done, left = confirm_many(person=request.user, seen=seen)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return
    if done:
        said = ngettext("Confirmed: %(n)d note of hours.", "Confirmed: %(n)d notes of hours.", done) % {"n": done}
        messages.success(request, said)
    for number, why in left[:MOST_TOLD]:
        messages.error(request, _left(request, number, why))
    if more := len(left[MOST_TOLD:]):
        messages.error(request, ngettext("%(n)d more was left.", "%(n)d more were left.", more) % {"n": more})


def _left(request: HttpRequest, number: int, why: str) -> str:
    """Whose hours were not confirmed, and why; no name of what the reader may not see."""
    row: Any = get_hours(number, request.user)
    if row is None:
        return why
    told = note_of(row)
    return _("Not confirmed: %(who)s, %(day)s. %(why)s") % {"who": told["who"], "day": told["day"], "why": why}


def _seen(sent: list[str]) -> list[tuple[int, int]]:
    """``12.3`` is note 12 as it was in its version 3; what says no such thing is left out."""
    pairs = [one.partition(".") for one in sent]
    known = [(as_id(number), as_id(version)) for number, _dot, version in pairs]
    return [(number, version) for number, version in known if number is not None and version is not None]
