"""How people stand: clause by clause, by kind of participant, and over time."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from frontend import charts
from participation.record.selectors import acts_per_day
from participation.voting.folding import OTHER
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
    tallies = [part.view.tally for part in voted if part.view.tally]
    # Only what is published of each clause is added up: a sum over clauses counts votes, not people, and would hide
    # nobody whom the clauses hide.
    groups = charts.add_up(tally.folded() or {OTHER: tally.counts} for tally in tallies)
    context = {
        **frame(request, consultation),
        "parts": voted,
        "columns": outline.strip(parts),
        "contested": outline.most_contested(parts, most=5),
        "totals": totals(consultation, parts),
        "group_rows": charts.group_rows(charts.flat(groups), groups),
        "days": days,
        "widest": max((tally.total for tally in tallies), default=0),
        "sealed": consultation.window.sealed_at,
    }
    return render(request, "consultations/results.html", context)
