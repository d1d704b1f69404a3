"""The coordinators' page: who applied, who takes part, whom they could invite."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from frontend.projects.common import crumbs_of, find_project
from participation.refusals import NotAllowed, Refused
from volunteers.register.actions.applying import answer_application
from volunteers.register.actions.applying import invite as send_invitation
from volunteers.register.lists import DAYS, LANGUAGES, SKILLS
from volunteers.register.policies import leads, refusal_to_take_part
from volunteers.register.selectors.applications import applications_to, count_invited
from volunteers.register.selectors.matching import Wanted, candidates

from ..forms import AnswerForm
from ..telling import facts_of, week_small


@never_cache
@login_required
@require_safe
def people(request: HttpRequest, pk: int) -> HttpResponse:
    """Those who wait for an answer, those who take part, and those who would suit."""
    return _page(request, _led(request, pk))


@login_required
@require_POST
def answer(request: HttpRequest, pk: int, application_id: int) -> HttpResponse:
    """Accept somebody, or decline with thanks; what was typed stays where it cannot be sent."""
    project, form = _led(request, pk), AnswerForm(request.POST)
    accept = bool(request.POST.get("accept"))
    person: Any = request.user
    if form.is_valid():
        try:
            answer_application(
                person=person, application_id=application_id, accept=accept, answer=form.cleaned_data["answer"]
            )
        except Refused as refusal:
            form.refuse(refusal)
        else:
            said = _("They take part now, and are told so.") if accept else _("They are told, with your words.")
            messages.success(request, said)
            return redirect("project_people", pk)
    return _page(request, project, wrong=(application_id, form), status=422)


@login_required
@require_POST
def invite(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask somebody of those shown, whose name stays unknown until they accept."""
    _led(request, pk)
    try:
        send_invitation(person=request.user, project_id=pk, volunteer_id=request.POST.get("volunteer", ""))
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("They are invited. If they accept, they stand here with name and entry."))
    return redirect(f"{reverse('project_people', args=[pk])}#candidates")


def _led(request: HttpRequest, pk: int) -> Any:
    """The project, for those who lead it. 404 where there is none, NotAllowed for all others."""
    project = find_project(request, pk)
    if not leads(request.user, project):
        raise NotAllowed(_("Only the coordinators of the project see who applied."))
    return project


def _page(
    request: HttpRequest, project: Any, *, wrong: tuple[int, AnswerForm] | None = None, status: int = 200
) -> HttpResponse:
    found = [_row(one, wrong) for one in applications_to(project, request.user)]
    wanted = {name: request.GET.get(name, "") for name in ("skill", "language", "day")}
    asked = Wanted.of([wanted["skill"]], [wanted["language"]], [wanted["day"]])
    lost = wrong is not None and all(row["pk"] != wrong[0] for row in found)
    context = {
        "project": project,
        "waiting": [row for row in found if row["state"] == "applied"],
        "accepted": [row for row in found if row["state"] == "accepted"],
        "invited": count_invited(project, request.user),
        "is_open": refusal_to_take_part(project) is None,
        "candidates": [_candidate(one) for one in candidates(project, request.user, asked)],
        "wanted": wanted,
        "skills": list(SKILLS.items()),
        "languages": list(LANGUAGES.items()),
        "days": list(DAYS.items()),
        "lost": wrong[1] if wrong and lost else None,
        "crumbs": crumbs_of(project, _("People")),
    }
    return render(request, "volunteers/people.html", context, status=status)


def _row(one: Any, wrong: tuple[int, AnswerForm] | None) -> dict[str, Any]:
    """An application with the entry, as ``applicant.html`` draws it."""
    entry, form = one.user.volunteer, wrong[1] if wrong and wrong[0] == one.pk else None
    return {
        "pk": one.pk,
        "state": one.state,
        "name": one.user.display_name,
        "words": one.words,
        "at": one.at,
        "since": one.answered_at,
        "is_minor": entry.is_minor,
        "facts": facts_of(entry),
        "week": week_small(entry.week),
        "form": form,
        "typed": form["answer"].value() if form else "",
    }


def _candidate(one: Any) -> dict[str, Any]:
    return {"id": one.id, "reasons": one.reasons, "skills": [SKILLS[code] for code in one.skills]}
