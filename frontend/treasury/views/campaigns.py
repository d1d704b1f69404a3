"""A project's campaign, for those who lead it: planned, changed, opened."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from frontend.projects.common import crumbs_of, led, standing
from participation.refusals import Refused
from volunteers.money.actions.campaigns import change_campaign, open_campaign, plan_campaign
from volunteers.money.selectors.campaigns import campaign_of

from .. import words
from ..campaign_forms import CampaignForm
from ..common import status_of, tried

OVER = ("finished", "ended", "refused")


@never_cache
@led
@require_http_methods(["GET", "HEAD", "POST"])
def campaign(request: HttpRequest, project: Any) -> HttpResponse:
    """The plan as a form until it is opened; after that what stands."""
    found = campaign_of(project.pk)
    if project.state in OVER and found is None:
        return _page(request, project, None, None)
    if found is not None and found.state != "planned":
        return _page(request, project, found, None, status=409 if request.method == "POST" else 200)
    form = CampaignForm(project, request.POST if request.method == "POST" else None, campaign=found)

    def keep() -> Any:
        if found is None:
            return plan_campaign(person=request.user, project_id=project.pk, **form.plan())
        return change_campaign(person=request.user, campaign_id=found.pk, **form.plan())

    if request.method == "POST" and tried(form, keep):
        messages.success(request, _("The plan is kept. Nobody but your team sees it before you open it."))
        return redirect("project_campaign", project.pk)
    return _page(request, project, found, form, status=status_of(form))


def _page(request: HttpRequest, project: Any, found: Any, form: Any, *, status: int = 200) -> HttpResponse:
    state, tone = words.CAMPAIGNS[found.state] if found else ("", "")
    context = {
        **standing(project), "campaign": found, "form": form, "campaign_words": state, "campaign_tone": tone,
        "can_open": found is not None and found.state == "planned" and project.opened_at is not None,
        "crumbs": crumbs_of(project, _("Campaign")),
    }  # fmt: skip
    return render(request, "treasury/campaign.html", context, status=status)


@never_cache
@led
@require_http_methods(["GET", "HEAD", "POST"])
def opening(request: HttpRequest, project: Any) -> HttpResponse:
    """What opening means, then a button that does it."""
    found, refusal = campaign_of(project.pk), None
    if found is None or (request.method != "POST" and found.state != "planned"):
        return redirect("project_campaign", project.pk)
    if request.method == "POST":
        try:
            open_campaign(person=request.user, campaign_id=found.pk)
        except Refused as refused:
            refusal = refused
        else:
            messages.success(request, _("The campaign is open: everybody can pledge now. Followers are told."))
            return redirect("project_campaign", project.pk)
    context = {
        **standing(project), "campaign": found, "refusal": refusal,
        "crumbs": [
            *crumbs_of(project, _("Campaign"))[:-1], (_("Campaign"), reverse("project_campaign", args=[project.pk])),
            (_("Open it"), ""),
        ],
    }  # fmt: skip
    return render(request, "treasury/opening.html", context, status=refusal.status if refusal else 200)
