"""The report on the proposals received (справка): a page and a table."""

from __future__ import annotations

from collections import Counter

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from proposals.selectors.answers import REPORTED, progress_of, report_rows
from proposals.selectors.answers import report_csv as as_csv

from ..finding import find_consultation
from .reading import frame

OUTCOMES = ("accepted", "partly", "rejected")


@require_safe
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """Every proposal with its answer; before it is published, when and by whom it will be."""
    consultation = find_consultation(request, pk)
    published = consultation.stage in REPORTED
    rows = report_rows(consultation)
    counts = Counter(row.outcome for row in rows)
    wanted, words = request.GET.get("answer", ""), request.GET.get("q", "").strip()[:80]
    shown = [row for row in rows if (wanted not in OUTCOMES or row.outcome == wanted) and _has(row, words)]
    context = {
        **frame(request, consultation),
        "published": published,
        "rows": shown,
        "all": len(rows),
        "wordings": sum(row.is_wording for row in rows),
        "marked": sum(not row.is_wording for row in rows),
        "counts": {"support": counts["accepted"], "unsure": counts["partly"], "oppose": counts["rejected"]},
        "wanted": wanted,
        "words": words,
        "waiting": None if published else progress_of(consultation).total,
    }
    return render(request, "consultations/report.html", context)


def _has(row: object, words: str) -> bool:
    text = " ".join(str(getattr(row, name)) for name in ("proposer", "clause", "proposal", "reason", "number"))
    return all(word in text.casefold() for word in words.casefold().split())


@require_safe
def report_csv(request: HttpRequest, pk: int) -> HttpResponse:
    """The published report for a spreadsheet."""
    consultation = find_consultation(request, pk)
    if consultation.stage not in REPORTED:
        raise Http404(_("The report has not been published yet."))
    response = HttpResponse(
        as_csv(consultation, request.GET.get("separator", "")), content_type="text/csv; charset=utf-8"
    )
    name = slugify(consultation.title, allow_unicode=False)[:40] or "report"
    response["Content-Disposition"] = f'attachment; filename="{name}-{consultation.pk}.csv"'
    return response
