"""What a project spent, for everybody; suppliers and papers for coordinators and officials."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from frontend.projects.common import crumbs_of, find_project, standing
from participation.live.selectors import get_head
from volunteers.money.policies import may_account, may_see_papers
from volunteers.money.selectors.expenses import (
    covered_of,
    expenses_of,
    payouts_with_papers,
    removed_expenses_of,
    told_spending,
)

from ..drawing import draw_table


@require_safe
def expenses(request: HttpRequest, pk: int) -> HttpResponse:
    """By line of the budget and one by one, the newest first. The stream's place is asked first."""
    project = find_project(request, pk)
    head, told, sees = get_head(project.scope), told_spending(project), may_see_papers(request.user, project)
    context = {
        **standing(project),
        "head": head,
        "told": told,
        "table": draw_table(told),
        "covered": covered_of(project, told["spent_cents"]),
        "expenses": [_shown(one) for one in expenses_of(project, request.user)],
        "removed": removed_expenses_of(project),
        "sees_papers": sees,
        "payouts": payouts_with_papers(project) if sees else [],
        "may_account": may_account(request.user, project, timezone.now()),
        "crumbs": crumbs_of(project, _("What was spent")),
    }
    response = render(request, "expenses/page.html", context)
    response["Cache-Control"] = "private, no-cache"
    return response


def _shown(one: Any) -> dict[str, Any]:
    """An expense as the page shows it; without supplier and papers where the reader may not see them."""
    sees = hasattr(one, "shown_papers")
    return {
        "pk": one.pk,
        "what": one.what,
        "cents": one.cents,
        "day": one.day,
        "line": one.line.what if one.line else "",
        "is_changed": one.changed_at is not None,
        "supplier": one.supplier if sees else "",
        "papers": one.shown_papers if sees else [],
    }
