"""Giving money to a project: one small screen."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from frontend.consultations import pending
from frontend.projects.common import crumbs_of, find_project
from frontend.viewer import stopped_here
from participation.organisations.selectors import list_voices
from participation.refusals import Refused
from volunteers.money.actions.pledging import pledge_money
from volunteers.money.selectors.pledges import ways_to_pay

from ..forms import PledgeForm
from ..showing import Shown, found_of, own_in, pools_of, told_of


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def give(request: HttpRequest, pk: int) -> HttpResponse:
    """The form; POST pledges, once however often it is sent. What was typed before signing in is kept."""
    project = find_project(request, pk)
    shown, address = found_of(request, project), reverse("project_give", args=[pk])
    if request.method != "POST":
        kept = pending.take(request, "give", project=pk)
        return _page(request, project, shown, _form(request, shown, initial=dict(kept["typed"]) if kept else None))
    if not request.user.is_authenticated:
        return pending.keep(request, act="give", back=address, project=pk)
    form = _form(request, shown, request.POST)
    if not form.is_valid():
        return _page(request, project, shown, form, status=422)
    try:
        made = pledge_money(person=request.user, campaign_id=shown.campaign.pk, **form.given())
    except Refused as refusal:
        form.refuse(refusal)
        return _page(request, project, shown, form, status=refusal.status if refusal.status != 400 else 422)
    if made.state != "failed":
        messages.success(request, _("Thank you. Your pledge is kept."))
    return redirect("own_pledge", made.pk)


def _form(request: HttpRequest, shown: Shown, sent: Any = None, initial: dict[str, Any] | None = None) -> PledgeForm:
    voices = [(str(one.pk), one.name) for one in list_voices(request.user)]
    campaign = shown.campaign
    return PledgeForm(sent, ways=ways_to_pay(campaign), voices=voices, kind=campaign.kind, initial=initial)


def _page(request: HttpRequest, project: Any, shown: Shown, form: PledgeForm, *, status: int = 200) -> HttpResponse:
    context = {
        "project": project,
        "form": form,
        "own": own_in(shown.campaign, request.user),
        "pools": [one for one in pools_of(shown, request.user) if one.get("example")],
        "may_give": shown.is_open and (stopped_here(request) is None or form.is_bound),
        **told_of(shown),
        "crumbs": crumbs_of(project, _("Give money")),
    }
    return render(request, "giving/give.html", context, status=status)
