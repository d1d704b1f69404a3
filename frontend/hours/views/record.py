"""A volunteer's own record: sums, hours, shifts and certificates, to look at, print and take along."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from frontend import dates
from volunteers.tasks.selectors.certificates import own_certificates
from volunteers.tasks.selectors.hours import own_hours
from volunteers.tasks.selectors.record import Part, parts_of, record_csv, record_of
from volunteers.tasks.selectors.shifts import own_signups

from ..words import SIGNED, length, note_of, paper

PAGE, MOST_QUESTIONS = 30, 30
TAKEN = {"Cache-Control": "private, no-store"}


@never_cache
@login_required
@require_safe
def record(request: HttpRequest) -> HttpResponse:
    """What was questioned first, then sums, certificates, hours and shifts; with ``all`` every row, for printing."""
    person: Any = request.user
    size = 10_000 if request.GET.get("all") else PAGE
    parts = parts_of(person)
    hours = Paginator(own_hours(person), size).get_page(request.GET.get("page"))
    shifts = Paginator(own_signups(person), size).get_page(request.GET.get("shifts"))
    asked = own_hours(person).filter(state="disputed", reply="")[:MOST_QUESTIONS]
    papers = list(own_certificates(person))
    context = {
        "confirmed": length(sum(one.confirmed for one in parts)),
        "waiting": sum(one.waiting for one in parts),
        "waiting_words": length(sum(one.waiting for one in parts)),
        "parts": [_part(one, papers) for one in parts],
        "papers": [paper(one) for one in papers],
        "asked": [note_of(one) for one in asked],
        "hours": [note_of(one) for one in hours],
        "hours_page": hours,
        "shifts": [_shift(one) for one in shifts],
        "shifts_page": shifts,
        "is_all": size != PAGE,
        "crumbs": [(_("Volunteers"), reverse("volunteers")), (_("My record"), "")],
    }
    return render(request, "hours/record.html", context)


def _part(one: Part, papers: list[Any]) -> dict[str, Any]:
    """One project's sums, and whether a certificate can be made that tells more than the valid one."""
    valid = next((row for row in papers if row.state == "valid" and row.project_id == one.project.pk), None)
    first, last = dates.day(one.first), dates.day(one.last)
    return {
        "project": one.project,
        "days": first if one.first == one.last else f"{first} – {last}",
        "confirmed": length(one.confirmed),
        "waiting": length(one.waiting) if one.waiting else "",
        "may_issue": bool(one.confirmed) and (valid is None or valid.minutes != one.confirmed),
        "is_newer": valid is not None,
    }


def _shift(row: Any) -> dict[str, Any]:
    shift = row.shift
    project = shift.task.project
    cancelled = shift.cancelled_at is not None
    return {
        "task": shift.task.title,
        "project": project.title,
        "when": dates.moment(shift.begins, project.municipality.timezone),
        "place": shift.place,
        "state": _("cancelled by the coordinators") if cancelled else SIGNED.get(row.state, row.state),
        "tone": "support" if row.state == "came" else "",
    }


@never_cache
@login_required
@require_safe
def as_json(request: HttpRequest) -> HttpResponse:
    """Everything as data, the same as the API tells it."""
    person: Any = request.user
    headers = {"Content-Disposition": 'attachment; filename="volunteer-record.json"', **TAKEN}
    return JsonResponse(record_of(person), headers=headers, json_dumps_params={"ensure_ascii": False, "indent": 1})


@never_cache
@login_required
@require_safe
def as_csv(request: HttpRequest) -> HttpResponse:
    """Every note of hours as a sheet."""
    person: Any = request.user
    headers = {"Content-Disposition": 'attachment; filename="hours.csv"', **TAKEN}
    sheet = record_csv(person, request.GET.get("separator", ""))
    return HttpResponse(sheet, content_type="text/csv; charset=utf-8", headers=headers)
