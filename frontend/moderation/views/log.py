"""The public log of decisions, of one municipality or of all, and a year of it as a table."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from participation.keys import as_id
from participation.moderation.selectors import (
    as_line,
    log_csv,
    of_year,
    places_in_log,
    public_log,
    rules_in_log,
    yearly,
    yearly_csv,
    years_of,
)
from participation.moderation.words import COUNTED_BY
from participation.places.selectors import get_municipality

from ..words import APPEALS, OUTCOMES, kind_of, outcome_tone

PAGE = 30


@require_safe
def log(request: HttpRequest, code: str = "") -> HttpResponse:
    """Every decision that took effect, newest first, without names and without words."""
    code = code or request.GET.get("municipality", "")
    place = _place(request, code) if code else None
    rows = public_log().filter(municipality=place) if place else public_log()
    wanted = request.GET.get("show", "")
    if wanted in OUTCOMES:
        rows = rows.filter(outcome=wanted)
    rules, years = rules_in_log(place.pk if place else None), years_of(place.pk if place else None)
    rule, year = request.GET.get("rule", ""), as_id(request.GET.get("year", "")) or 0
    if rule in dict(rules):
        rows = rows.filter(rule_code=rule)
    if year in years:
        rows = of_year(rows, year)
    one = as_id(request.GET.get("decision", ""))
    if one:
        rows, wanted = rows.filter(pk=one), ""
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    lines = []
    for row in page:
        line = as_line(row)
        lines.append((line, kind_of(row.ref, row.scope), outcome_tone(line.outcome), APPEALS.get(line.appeal, "")))
    context = {
        "place": place,
        "page": page,
        "lines": lines,
        "places": places_in_log(),
        "years": years,
        "year": year if year in years else 0,
        "rules": rules,
        "rule": rule,
        "narrowed": bool(wanted or rule or year),
        "one": one,
        "show": wanted if wanted in OUTCOMES else "",
        "filters": [("", _("All")), *((value, label) for value, (label, _tone) in OUTCOMES.items())],
        "crumbs": _crumbs(place),
    }
    return render(request, "moderation/log.html", context)


@require_safe
def year_page(request: HttpRequest, year: int, code: str = "") -> HttpResponse:
    """What a year of decisions comes to, for those who answer for the municipality."""
    place = _place(request, code) if code else None
    if not 2000 <= year <= 2100:
        raise Http404
    counts = yearly(place.pk if place else None, year)
    by: dict[str, list[Any]] = {name: [] for name in COUNTED_BY}
    for one in counts:
        by[one.by].append(one)
    context = {
        "place": place,
        "year": year,
        "years": years_of(place.pk if place else None),
        "all": by["all"][0].n,
        "outcomes": [(one, outcome_tone(one.what)) for one in by["outcome"] if one.n],
        "rules": by["rule"],
        "detections": [one for one in by["detection"] if one.n],
        "appeals": {one.what: one.n for one in by["appeals"]},
        "hours": by["time"][0].n,
        "crumbs": [*_crumbs(place)[:-1], (_("Decisions of moderators"), _log_of(place)), (str(year), "")],
    }
    return render(request, "moderation/year.html", context)


def _log_of(place: Any) -> str:
    return reverse("municipality_log", args=[place.code]) if place else reverse("moderation_log")


@require_safe
def year_csv(request: HttpRequest, year: int, code: str = "") -> HttpResponse:
    """What a year comes to, for a spreadsheet; with ``?what=decisions`` its decisions one by one."""
    place = _place(request, code) if code else None
    if not 2000 <= year <= 2100:
        raise Http404
    one_by_one = request.GET.get("what") == "decisions"
    sheet = (log_csv if one_by_one else yearly_csv)(place.pk if place else None, year, request.GET.get("separator", ""))
    response = HttpResponse(sheet, content_type="text/csv; charset=utf-8")
    name = f"{'decisions' if one_by_one else 'moderation'}-{place.code if place else 'all'}-{year}"
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def _place(request: HttpRequest, code: str) -> Any:
    place = get_municipality(code)
    if place is None:
        raise Http404(_("There is no such municipality."))
    request.place = place  # type: ignore[attr-defined]  # the frame reads it
    return place


def _crumbs(place: Any) -> list[tuple[str, str]]:
    if place is None:
        return [(_("Rules"), reverse("rules")), (_("Decisions of moderators"), "")]
    return [
        (_("Municipalities"), reverse("municipalities")),
        (place.name, reverse("municipality", args=[place.code])),
        (_("Decisions of moderators"), ""),
    ]
