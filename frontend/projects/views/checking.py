"""The officials' desk: which projects wait, one of them criterion by criterion, and the criteria themselves."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from frontend.hours.common import waiting_at_desk
from participation.places.selectors import is_official, list_roles_of
from participation.refusals import Refused, Stale
from volunteers.projects.actions.checking import check_project, set_criteria
from volunteers.projects.policies import is_own, may_check
from volunteers.projects.selectors.criteria import criteria_of
from volunteers.projects.selectors.page import page_of
from volunteers.projects.selectors.projects import list_checked, list_waiting

from .. import words
from ..check_forms import CRITERIA, OUTCOMES, CheckForm, CriteriaForm
from ..common import find_project
from ..rows import is_being_edited, rearranged
from ..showing import whole

MOST_WAITING, MOST_DECIDED, LONG_DAYS = 60, 10, 14
DECIDED = {"opened": "support", "returned": "unsure", "refused": "oppose"}


def _places(request: HttpRequest) -> list[Any]:
    """The municipalities whose official the person is. Raises PermissionDenied for none."""
    roles = list_roles_of(request.user) if request.user.is_authenticated else []
    found = [role.municipality for role in roles if role.kind == "official" and role.municipality]
    if not found:
        raise PermissionDenied
    return found


def _crumbs(*more: tuple[str, str]) -> list[tuple[str, str]]:
    return [(_("Workspace"), reverse("work")), (_("Projects"), reverse("work_projects") if more else ""), *more]


@login_required
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """What waits for a check, the longest first, and what was decided lately."""
    _places(request)
    waiting = [_line(request, one) for one in list_waiting(request.user)[:MOST_WAITING]]
    decided = list(list_checked(request.user)[:MOST_DECIDED])
    context = {
        "waiting": waiting,
        "hours_waiting": waiting_at_desk(request.user).count(),
        "decided": [(one, words.STATES[one.state], words.TONES.get(one.state, "")) for one in decided],
        "crumbs": _crumbs(),
    }
    return render(request, "projects/work/list.html", context)


def _line(request: HttpRequest, project: Any) -> dict[str, Any]:
    days = (timezone.now() - project.submitted_at).days
    waits = ngettext("waits for %(n)d day", "waits for %(n)d days", days) % {"n": days} if days else _("sent today")
    return {
        "project": project,
        "who": words.who_proposed(project)[0],
        "waits": waits,
        "is_long": days >= LONG_DAYS,
        "is_own": project.proposer_id == request.user.pk,
    }


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """The project beside the criteria: each is answered, then it is opened, returned or not accepted."""
    project = find_project(request, pk)
    if not is_official(request.user, project.municipality_id):
        raise PermissionDenied
    if not may_check(request.user, project):
        if request.method == "POST" and project.state == "submitted":
            raise PermissionDenied
        return _check_page(request, project, None)
    texts = criteria_of(project.municipality_id)
    form = CheckForm(texts, request.POST or None, initial={"seen": project.version})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            check_project(
                official=request.user, project_id=pk, outcome=data["outcome"], reason=data["reason"], items=form.items(),
                seen=data["seen"],
            )  # fmt: skip
        except Stale as refusal:
            form.refuse(refusal)
            return _check_page(request, project, form, status=409)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            return _decided(request, project, data["outcome"])
    return _check_page(request, project, form)


def _decided(request: HttpRequest, project: Any, outcome: str) -> HttpResponse:
    said = {
        "opened": _("The project is open: everybody sees it, and its team is told."),
        "returned": _("It is returned. Its team is told what to mend."),
        "refused": _("It is not accepted. Its team is told why."),
    }
    messages.success(request, said[outcome])
    return redirect("work_projects")


def _check_page(request: HttpRequest, project: Any, form: CheckForm | None, status: int = 0) -> HttpResponse:
    page = page_of(project, request.user)
    context = {
        **whole(project, page),
        "needs": [view.need for view in page.needs],
        "earlier": [{"check": one, "words": one.get_outcome_display()} for one in page.checks],
        "form": form,
        "outcomes": OUTCOMES,
        "why_not": _why_not(request, project),
        "crumbs": _crumbs((project.title, "")),
    }
    return render(request, "projects/work/check.html", context, status=status or (422 if form and form.errors else 200))


def _why_not(request: HttpRequest, project: Any) -> str:
    """Why there is nothing to decide here for the person."""
    if project.state != "submitted":
        return _("It does not wait for a check. Its state: %s.") % words.STATES[project.state]
    if is_own(request.user, project):
        return _("You proposed this project or lead it: a colleague has to check it.")
    return ""


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def criteria(request: HttpRequest) -> HttpResponse:
    """By what the municipality checks projects; ``?municipality=`` for officials of several."""
    places = _places(request)
    code = request.GET.get("municipality", "")[:8].upper()
    place = next((one for one in places if one.code == code), None)
    if code and place is None:
        raise PermissionDenied
    place = place or places[0]
    request.place = place  # type: ignore[attr-defined]  # the frame reads it
    if is_being_edited(request.POST):
        rows, edited = rearranged((CRITERIA,), request.POST)
        form = CriteriaForm(initial=rows, edited=edited)
        if request.htmx:  # type: ignore[attr-defined]  # set by django-htmx
            return render(request, "projects/rows.html", {"group": form.group()})
        return _criteria_page(request, form, place, places)
    form = CriteriaForm(request.POST or None, initial={"criteria": [{"text": one} for one in criteria_of(place.pk)]})
    if request.method == "POST" and form.is_valid():
        try:
            set_criteria(official=request.user, municipality_id=place.pk, texts=form.cleaned_data["criteria"])
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The criteria are kept. Projects are checked by them from now on."))
            return redirect(f"{reverse('work_criteria')}?municipality={place.code}")
    return _criteria_page(request, form, place, places)


def _criteria_page(request: HttpRequest, form: CriteriaForm, place: Any, places: list[Any]) -> HttpResponse:
    context = {
        "form": form, "place": place, "places": [(one.code, one.name) for one in places],
        "crumbs": _crumbs((_("Criteria"), "")),
    }  # fmt: skip
    return render(request, "projects/work/criteria.html", context, status=422 if form.errors else 200)
