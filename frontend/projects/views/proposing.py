"""Writing a project down, changing it, sending it to the municipality, taking it back, throwing it away."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from participation.refusals import BadInput, Closed, Refused, Stale
from volunteers.projects.actions.proposing import (
    change_project,
    discard_draft,
    propose_project,
    submit_project,
    withdraw_submission,
)
from volunteers.projects.policies import may_change
from volunteers.projects.selectors.page import page_of

from .. import words
from ..choices import choices_for, speaker_in, start_for
from ..common import crumbs, crumbs_of, find_project, led
from ..forms import RUNNING, ProjectForm
from ..kinds import KINDS, rows_of
from ..rows import is_being_edited, rearranged


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """One form; it is a draft until it is sent to be checked."""
    choices = choices_for(request)
    if is_being_edited(request.POST):
        return _edited(request, choices)
    asks = bool(request.POST.get("submit"))
    form = ProjectForm(request.POST or None, choices=choices, asks=asks, initial=start_for(request))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            made = propose_project(
                person=request.user, municipality_id=int(data["municipality"]), client_key=data["client_key"],
                **speaker_in(data.get("speaks", "")), **form.given(),
            )  # fmt: skip
        except Refused as refusal:
            form.refuse(refusal)
        else:
            return _kept(request, made, asks)
    return _page(request, form)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change it: everything while it is being written, some of it while it runs."""
    project = find_project(request, pk)
    if not may_change(request.user, project):
        raise PermissionDenied
    choices, only = choices_for(request, project), RUNNING if project.state in words.RUNNING else ()
    if only:
        choices = {}
    if is_being_edited(request.POST):
        return _edited(request, choices, project, only)
    asks = bool(request.POST.get("submit")) or bool(only)
    form = ProjectForm(request.POST or None, choices=choices, asks=asks, only=only, initial=_as_typed(request, project))
    if request.method == "POST" and form.is_valid():
        try:
            seen = form.cleaned_data["seen"]
            made = change_project(person=request.user, project_id=pk, seen=seen, **form.given())
        except Stale as refusal:
            form.refuse(refusal)
            return _page(request, form, project, status=409)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            return _kept(request, made, bool(request.POST.get("submit")) and not only)
    return _page(request, form, project)


@led
@require_POST
def submit(request: HttpRequest, project: Any) -> HttpResponse:
    """Send it to be checked; what is missing is asked for in the form."""
    return _submit(request, project)


@led
@require_POST
def withdraw(request: HttpRequest, project: Any) -> HttpResponse:
    """Take it back to change it."""
    withdraw_submission(person=request.user, project_id=project.pk)
    messages.success(request, _("It is a draft again: change it, and send it when it is ready."))
    return redirect("project_edit", project.pk)


@led
@require_http_methods(["GET", "HEAD", "POST"])
def discard(request: HttpRequest, project: Any) -> HttpResponse:
    """Asked once more, then the draft is gone."""
    if project.state not in words.WRITABLE:
        raise Closed(_("It is no draft any more."))
    if request.method == "POST":
        discard_draft(person=request.user, project_id=project.pk)
        messages.success(request, _("The draft is thrown away."))
        return redirect("projects")
    heading = _("Throw the draft away")
    context = {
        "project": project,
        "heading": heading,
        "words": _("All that was written in it is gone for good."),
        "send": _("Yes, throw it away"),
        "back": project.get_absolute_url(),
        "crumbs": crumbs_of(project, heading),
    }
    return render(request, "projects/sure.html", context)


def _kept(request: HttpRequest, project: Any, asks: bool) -> HttpResponse:
    if asks:
        return _submit(request, project)
    if project.state in words.RUNNING:
        messages.success(request, _("It is changed."))
    else:
        messages.success(request, _("The draft is kept. Only you and the other coordinators see it."))
    return redirect("project", project.pk)


def _submit(request: HttpRequest, project: Any) -> HttpResponse:
    """To its page where it is sent; else to the form, which says what is missing."""
    try:
        submit_project(person=request.user, project_id=project.pk)
    except BadInput as refusal:
        wrong = refusal.extra.get("fields", {})
        said = " ".join(one for every in wrong.values() for one in every) if wrong else str(refusal)
        messages.error(request, _("It is kept, but not sent yet: %(why)s") % {"why": said})
        return redirect("project_edit", project.pk)
    messages.success(request, _("It is sent: the municipality looks at it, and you are told what it decides."))
    return redirect("project", project.pk)


def _page(request: HttpRequest, form: ProjectForm, project: Any = None, status: int = 0) -> HttpResponse:
    heading = _("Change the project") if project else _("Propose a project")
    context = {
        "form": form,
        "project": project,
        "is_running": project is not None and project.state in words.RUNNING,
        "crumbs": crumbs_of(project, heading) if project else crumbs((heading, "")),
        "criteria_url": reverse("project_criteria"),
    }
    return render(request, "projects/form.html", context, status=status or (422 if form.errors else 200))


def _edited(request: HttpRequest, choices: dict[str, Any], project: Any = None, only: Any = ()) -> HttpResponse:
    """The form as it was typed, with the rows as a button of theirs wants them; nothing is checked.

    To a script these rows alone.
    """
    rows, edited = rearranged(KINDS, request.POST)
    typed = {**request.POST.dict(), **rows, "is_remote": "is_remote" in request.POST}
    form = ProjectForm(choices=choices, only=only, initial=typed, edited=edited)
    if request.htmx and edited.group in form.fields:  # type: ignore[attr-defined]  # set by django-htmx
        return render(request, "projects/rows.html", {"group": form.group(edited.group)})
    return _page(request, form, project)


def _as_typed(request: HttpRequest, project: Any) -> dict[str, Any]:
    """The project as its form shows it."""
    names = ("title", "summary", "description", "language", "where", "is_remote", "starts_on", "ends_on", "hours_goal")
    kept = {name: getattr(project, name) for name in names}
    about = {"consultation": str(project.consultation_id or ""), "clause": str(project.clause_id or "")}
    return {**kept, **about, **rows_of(page_of(project, request.user)), "seen": project.version}
