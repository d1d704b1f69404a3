"""What those who lead a project see: offers to answer, news, what comes next, who else coordinates it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from participation.organisations.selectors import representatives_of
from participation.refusals import Closed, Refused
from volunteers.projects.actions.running import begin_project, end_project, name_coordinator, remove_coordinator
from volunteers.projects.policies import may_end
from volunteers.projects.selectors.page import list_offers, page_of
from volunteers.register.selectors.applications import nameable_of

from .. import drawing, words
from ..common import crumbs_of, find_project, led, standing
from ..figures import figures_of_page
from ..parts import parts_of
from ..small_forms import AnswerOfferForm, CoordinatorForm, ReasonForm

MOST_OFFERS = 200
Answered = tuple[int, AnswerOfferForm]


@led
@require_safe
def lead(request: HttpRequest, project: Any) -> HttpResponse:
    """Everything that waits for those who lead it."""
    return show_lead(request, project)


def show_lead(
    request: HttpRequest, project: Any, *, answered: Answered | None = None, naming: Any = None, status: int = 200
) -> HttpResponse:
    """The page, with the form that was refused where there is one."""
    page = page_of(project, request.user)
    offers: list[Any] = list(list_offers(project)[:MOST_OFFERS])
    for one in offers:
        is_tried = answered is not None and answered[0] == one.pk
        one.form = answered[1] if answered and is_tried else AnswerOfferForm(one.pk)
    eligible = _eligible(project, {one.user_id for one in page.coordinators})
    heading = _("Lead it")
    context = {
        **standing(project),
        "meters": drawing.draw_meters(figures_of_page(project, page)),
        "waiting": [one for one in offers if one.state == "offered"],
        "accepted": [one for one in offers if one.state == "accepted"],
        "updates": page.updates,
        "report": page.report,
        "next_step": words.next_step(project),
        "coordinators": page.coordinators,
        "eligible": eligible,
        "coordinator_form": naming or CoordinatorForm(eligible),
        "parts": parts_of(request, project, leading=True),
        "crumbs": crumbs_of(project, heading),
    }
    response = render(request, "projects/lead.html", context, status=status)
    response["Cache-Control"] = "private, no-store"
    return response


def _eligible(project: Any, there: set[int]) -> list[tuple[int, str]]:
    """Who helps, or speaks for its organisation, and does not coordinate it yet, by name. Two queries at most."""
    if project.state == "refused":
        return []
    speakers: Any = representatives_of(project.organisation_id) if project.organisation_id else None
    found: dict[int, str] = {}
    for rows in (nameable_of(project), speakers):
        if rows is not None:
            found |= dict(rows.exclude(user__in=there).values_list("user_id", "user__display_name"))
    return sorted(found.items(), key=lambda one: (one[1], one[0]))


@led
@require_POST
def begin(request: HttpRequest, project: Any) -> HttpResponse:
    """The work has begun."""
    begin_project(person=request.user, project_id=project.pk)
    messages.success(request, _("It is under way. Followers are told."))
    return redirect("project_lead", project.pk)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """End it before its goals, with a reason that everybody reads."""
    project = find_project(request, pk)
    if not may_end(request.user, project):
        raise PermissionDenied
    if project.state not in words.RUNNING:
        raise Closed(_("It does not run."))
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            end_project(person=request.user, project_id=pk, reason=form.cleaned_data["reason"])
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("It has ended. Followers are told why."))
            return redirect("project", pk)
    heading = _("End it before its goals")
    context = {
        **standing(project), "form": form, "heading": heading, "send": _("End it"), "back": project.get_absolute_url(),
        "words": _("People have offered time and things: they read why. This cannot be undone."),
        "crumbs": crumbs_of(project, heading),
    }  # fmt: skip
    return render(request, "projects/sure.html", context, status=422 if form.errors else 200)


@led
@require_POST
def name(request: HttpRequest, project: Any) -> HttpResponse:
    """Somebody coordinates it, too."""
    there = {one.user_id for one in page_of(project, request.user).coordinators}
    form = CoordinatorForm(_eligible(project, there), request.POST)
    if form.is_valid():
        try:
            made = name_coordinator(person=request.user, project_id=project.pk, user_id=form.cleaned_data["person"])
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("%s coordinates it now, and was told.") % made.user)
            return redirect("project_lead", project.pk)
    return show_lead(request, project, naming=form, status=422)


@led
@require_POST
def remove(request: HttpRequest, project: Any, person_id: int) -> HttpResponse:
    """The person coordinates it no longer; never the last one."""
    remove_coordinator(person=request.user, project_id=project.pk, user_id=person_id)
    if person_id == request.user.pk:
        messages.success(request, _("You no longer coordinate it."))
        return redirect("projects")
    messages.success(request, _("This person no longer coordinates it."))
    return redirect("project_lead", project.pk)
