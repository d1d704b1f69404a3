"""Payouts of a project's money, for those who lead it: asked for and taken back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from frontend.projects.common import crumbs_of, led, standing
from participation.refusals import Refused
from participation.retries import was_there
from volunteers.money.actions.payouts import ask_payout, withdraw_payout
from volunteers.money.amounts import TWO_OFFICIALS_FROM
from volunteers.money.policies import approvals_needed
from volunteers.money.selectors.campaigns import campaign_of
from volunteers.money.selectors.movements import held_cents
from volunteers.money.selectors.payouts import available, payouts_of

from ..campaign_forms import PayoutForm
from ..common import status_of, tried
from ..words import CAMPAIGNS, payout_line


@never_cache
@led
@require_http_methods(["GET", "HEAD", "POST"])
def payouts(request: HttpRequest, project: Any) -> HttpResponse:
    """What is there, what was asked for and what became of it; POST asks for more."""
    found = campaign_of(project.pk)
    rows: list[Any] = list(payouts_of(found)) if found else []
    form = PayoutForm(request.POST if request.method == "POST" else None, last=rows[0] if rows else None)
    if request.method == "POST" and found is not None:
        asked = tried(
            form, lambda: ask_payout(person=request.user, campaign_id=found.pk, **form.cleaned_data)
        )  # fmt: skip
        if asked:
            again = was_there(asked)
            messages.success(request, _("It was asked for already.") if again else _("The municipality is asked."))
            return redirect("project_payouts", project.pk)
    return _page(request, project, found, rows, form)


def _page(request: HttpRequest, project: Any, found: Any, rows: list[Any], form: PayoutForm) -> HttpResponse:
    context = {
        **standing(project), "campaign": found, "form": form,
        "is_collected": found is not None and found.state == "settled",
        "campaign_words": CAMPAIGNS[found.state][0] if found else "",
        "two_from": TWO_OFFICIALS_FROM,
        "held": held_cents(found) if found else 0,
        "available": available(found.pk, project.pk) if found else 0,
        "rows": [{**payout_line(one), "needed": approvals_needed(one)} for one in rows],
        "crumbs": crumbs_of(project, _("Payouts")),
    }  # fmt: skip
    return render(request, "treasury/payouts.html", context, status=status_of(form))


@led
@require_POST
def withdraw(request: HttpRequest, project: Any, payout_id: int) -> HttpResponse:
    """What was asked for is taken back, while nobody has decided."""
    found = campaign_of(project.pk)
    if found is None or not payouts_of(found).filter(pk=payout_id).exists():
        raise Http404
    try:
        withdraw_payout(person=request.user, payout_id=payout_id)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("It is taken back. The money stays for the project."))
    return redirect("project_payouts", project.pk)
