"""A volunteer's own applications: made on a project's page, looked at and withdrawn on a page of their own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from frontend.consultations import pending
from frontend.projects.common import crumbs_of, find_project
from participation.refusals import Refused
from volunteers.register.actions.applying import answer_invitation, apply, withdraw_application
from volunteers.register.selectors.applications import applications_of
from volunteers.register.selectors.entries import entry_of

from ..forms import ApplyForm
from ..helping import helping_of
from ..telling import guardian_state

PAGE = 20
TONES = {"applied": "unsure", "accepted": "support", "declined": "", "withdrawn": ""}
STANDING = ("applied", "accepted")
STATES = {
    "applied": gettext_lazy("waiting for an answer"),
    "accepted": gettext_lazy("taking part"),
    "declined": gettext_lazy("declined with thanks"),
    "withdrawn": gettext_lazy("withdrawn"),
}


@never_cache
@login_required
@require_safe
def own(request: HttpRequest) -> HttpResponse:
    """Invitations first, then what one applied for, each with its answer."""
    entry, found = entry_of(request.user), applications_of(request.user)
    page = Paginator(found.exclude(state="invited"), PAGE).get_page(request.GET.get("page"))
    context = {
        "invited": found.filter(state="invited"),
        "page": page,
        "rows": [
            {"one": one, "words": STATES[one.state], "tone": TONES[one.state], "stands": one.state in STANDING}
            for one in page
        ],
        "has_entry": entry is not None,
        "guardian": guardian_state(entry),
        "crumbs": [(_("Volunteers"), reverse("volunteers")), (_("My applications"), "")],
    }
    return render(request, "volunteers/applications.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def offer(request: HttpRequest, pk: int) -> HttpResponse:
    """The way to help in a project, alone on a page; POST applies. Words typed before signing in are kept."""
    project = find_project(request, pk)
    if request.method != "POST":
        return _help_page(request, project)
    address = reverse("project_help", args=[pk])
    if not request.user.is_authenticated:
        return pending.keep(request, act="apply", back=address, project=pk)
    form = ApplyForm(request.POST)
    if form.is_valid():
        try:
            apply(person=request.user, project_id=pk, words=form.cleaned_data["words"])
        except Refused as refusal:
            form.refuse(refusal)
        else:
            pending.take(request, "apply", project=pk)
            messages.success(request, _("You have applied. The coordinators answer you here and by notification."))
            return redirect(address)
    return _help_page(request, project, form)


def _help_page(request: HttpRequest, project: Any, form: ApplyForm | None = None) -> HttpResponse:
    context = {
        "project": project,
        "helping": helping_of(request, project, form),
        "crumbs": crumbs_of(project, _("Help")),
    }
    return render(request, "volunteers/help.html", context, status=422 if form is not None else 200)


@login_required
@require_POST
def withdraw(request: HttpRequest, project_id: int) -> HttpResponse:
    """One's application, or one's place among the helpers, is given back."""
    person: Any = request.user
    return _done(request, _("It is withdrawn."), lambda: withdraw_application(person=person, project_id=project_id))


@login_required
@require_POST
def answer(request: HttpRequest, project_id: int) -> HttpResponse:
    """Yes or no to an invitation."""
    person: Any = request.user
    accept = bool(request.POST.get("accept"))
    said = (
        _("You take part. The coordinators see your entry now.")
        if accept
        else _("You said no. Nobody learns that you were asked.")
    )
    return _done(request, said, lambda: answer_invitation(person=person, project_id=project_id, accept=accept))


def _done(request: HttpRequest, said: str, act: Callable[[], Any]) -> HttpResponse:
    try:
        act()
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, said)
    return redirect("own_applications")
