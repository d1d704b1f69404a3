"""The public record of one consultation."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from frontend.feeds import clauses_about, tell
from frontend.record import MADE_OF, told_votes
from participation.record.selectors import list_public_acts, votes_per_day
from proposals.selectors.names import clause_names

from ..finding import find_consultation
from .reading import frame

FILTERS = (
    ("", _("Everything")),
    ("state", _("Steps of the procedure")),
    ("comments", _("Comments")),
    ("suggestions", _("Suggested wordings")),
    ("ballots", _("Votes (without who and what)")),
    ("moderation", _("Moderation")),
)
PER_PAGE = 50


@require_safe
def history(request: HttpRequest, pk: int) -> HttpResponse:
    """Every act on it: who, in which role, what, when; of votes how many there were on a day. ``?show=`` filters."""
    consultation = find_consultation(request, pk)
    show = request.GET.get("show", "")
    names = clause_names(consultation)
    votes_alone = show == "ballots"
    rows: Any = (
        votes_per_day(consultation.scope, consultation.municipality.timezone)
        if votes_alone
        else list_public_acts(scope=consultation.scope, kinds=MADE_OF.get(show))
    )
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        **frame(request, consultation),
        "page": page,
        "acts": [] if votes_alone else _placed(page, names),
        "votes": [told_votes(consultation.pk, row, names) for row in page] if votes_alone else [],
        "filters": FILTERS,
        "show": show if show in dict(FILTERS) else "",
    }
    return render(request, "consultations/history.html", context)


def _placed(page: Any, names: dict[int, str]) -> list[tuple[Any, str]]:
    """Each act with the clause it is about."""
    found = tell(page)
    clauses = clauses_about(act for act, _line in found)
    return [(line, names.get(clauses[act.pk], "")) for act, line in found]
