"""How people stand: clause by clause, by kind of participant, and over time."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from frontend import charts
from participation.record.selectors import acts_per_day
from proposals.selectors.reading import read_draft

from .. import outline
from ..finding import find_consultation
from .reading import frame, totals


@require_safe
def results(request: HttpRequest, pk: int) -> HttpResponse:
    """The tallies as they are; sealed once it has closed."""
    consultation = find_consultation(request, pk)
    parts = outline.arrange(read_draft(consultation))
    voted = [part for part in parts if part.takes_part]
    days = acts_per_day(consultation.scope, consultation.municipality.timezone)
    groups = charts.add_up(part.view.tally.groups for part in voted if part.view.tally)
    context = {
        **frame(request, consultation),
        "parts": voted,
        "columns": outline.strip(parts),
        "contested": outline.most_contested(parts, most=5),
        "totals": totals(consultation, parts),
        "group_rows": charts.group_rows(charts.flat(groups), charts.fold(groups)),
        "days": days,
        "widest": max((part.view.tally.total for part in voted if part.view.tally), default=0),
        "sealed": consultation.window.sealed_at,
    }
    return render(request, "consultations/results.html", context)
