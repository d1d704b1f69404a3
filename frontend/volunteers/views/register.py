"""The public page of the register: what it is, how many there are, where people are needed."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from frontend import dates
from participation.places.selectors import get_municipality, list_municipalities
from volunteers.projects.selectors.projects import public_projects
from volunteers.register.lists import LANGUAGES, SKILLS
from volunteers.register.selectors.entries import is_volunteer
from volunteers.register.selectors.figures import figures

from ..drawing import chart_of, draw_chart

LOOKING = 6
RUNNING = ("open", "under_way")


@require_safe
def volunteers(request: HttpRequest) -> HttpResponse:
    """Figures of one municipality or of all, and the newest projects that take helpers there."""
    wanted = request.GET.get("municipality", "").upper()
    place = get_municipality(wanted) if wanted else None
    if place is not None:
        request.place = place  # type: ignore[attr-defined]  # the frame reads it
    told = figures(place.pk if place else None)
    charts = (
        chart_of("skills", _("What they can do"), SKILLS, told.skills),
        chart_of("languages", _("What they speak"), LANGUAGES, told.languages),
    )
    context = {
        "entry": is_volunteer(request.user),
        "wanted": place.code if place else "",
        "places": [(one.code, one.name) for one in list_municipalities(live_only=True)],
        "told": told,
        "day": dates.day(told.day) if told.day else "",
        "charts": [{"key": one.key, "name": one.name, "drawn": draw_chart(one)} for one in charts if one],
        "looking": [_card(one) for one in _looking(place)],
        "projects_url": reverse("projects"),
    }
    response = render(request, "volunteers/list.html", context)
    patch_vary_headers(response, ("Cookie", "Accept-Language"))
    return response


def _looking(place: Any) -> list[Any]:
    """The newest that take helpers."""
    running = public_projects().filter(state__in=RUNNING)
    if place is not None:
        running = running.filter(municipality=place)
    return list(running.select_related("municipality").order_by("-opened_at", "-id")[:LOOKING])


def _card(project: Any) -> dict[str, Any]:
    when = " – ".join(dates.day(one) for one in (project.starts_on, project.ends_on) if one)
    return {"project": project, "when": when}
