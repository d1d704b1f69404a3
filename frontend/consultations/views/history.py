"""The public record of one consultation."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from frontend.record import MADE_OF, clause_of, told
from participation.record.selectors import list_public_acts
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
    """Every act on it: who, in which role, what, when. ``?show=`` filters."""
    consultation = find_consultation(request, pk)
    show = request.GET.get("show", "")
    acts = list_public_acts(scope=consultation.scope, kinds=MADE_OF.get(show))
    page = Paginator(acts, PER_PAGE).get_page(request.GET.get("page"))
    names = clause_names(consultation)
    context = {
        **frame(request, consultation),
        "page": page,
        "acts": [(told(act), names.get(clause_of(act), "")) for act in page],
        "filters": FILTERS,
        "show": show if show in MADE_OF else "",
    }
    return render(request, "consultations/history.html", context)
