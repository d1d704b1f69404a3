"""The campaign of a project in public: sums, rules, donors who let themselves be named, and where the money went."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from frontend import dates
from frontend.projects.common import crumbs_of, find_project
from participation.live.selectors import get_head
from volunteers.money.selectors.campaigns import budget_of, public_donors
from volunteers.money.selectors.movements import KINDS, movements_of, public_payouts

from ..showing import found_of, pools_of, still_missing, told_of


@require_safe
def money(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything that everybody may know. The stream's place is asked first."""
    project = find_project(request, pk)
    head = get_head(project.scope)
    shown = found_of(request, project)
    campaign = shown.campaign
    pools = pools_of(shown, request.user)
    budget, moved = budget_of(campaign), movements_of(campaign)
    context = {
        "project": project,
        "head": head,
        **told_of(shown),
        "pools": pools,
        "missing": still_missing(shown, pools),
        "budget": budget,
        "budget_cents": sum(line["cents"] for line in budget),
        "donors": public_donors(campaign),
        "unnamed": shown.numbers["donors"],
        "moved": [{"what": KINDS[row["kind"]], "cents": row["cents"]} for row in moved],
        "held": sum(row["cents"] for row in moved),
        "paid": [_paid(row, project) for row in public_payouts(campaign)],
        "crumbs": crumbs_of(project, pgettext("of a project", "Money")),
    }
    response = render(request, "giving/money.html", context)
    patch_vary_headers(response, ("Cookie", "Accept-Language"))
    response["Cache-Control"] = "private, no-cache"
    return response


def _paid(row: dict[str, Any], project: Any) -> dict[str, Any]:
    return {**row, "day": dates.day(row["decided_at"], project.municipality.timezone)}
