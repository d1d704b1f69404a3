"""The list of projects, a project's page, who follows it, and by what projects are checked."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from frontend.places.chosen import known_places
from participation.notifications.actions import follow as start_following
from participation.notifications.actions import unfollow
from participation.places.selectors import get_municipality, is_official
from volunteers.projects.criteria import DEFAULT_CRITERIA
from volunteers.projects.selectors.criteria import criteria_of
from volunteers.projects.selectors.page import list_own_offers
from volunteers.projects.selectors.projects import list_own, matching, public_projects

from .. import words
from ..common import crumbs, find_project, stranger
from ..figures import cards_of
from ..showing import show

PER_PAGE, MOST_OWN = 18, 6
OFFER_TONES = {"offered": "unsure", "accepted": "support", "brought": "support"}
FILTERS = ("municipality", "state", "search")


@require_safe
def projects(request: HttpRequest) -> HttpResponse:
    """Public projects, the newest first; ``?municipality= state= search= page=`` in the address."""
    chosen = {name: request.GET.get(name, "").strip()[:80] for name in FILTERS}
    chosen["municipality"] = chosen["municipality"].upper()
    found: Any = public_projects()
    if chosen["municipality"]:
        found = found.filter(municipality__code=chosen["municipality"])
    if chosen["state"] in words.PUBLIC:
        found = found.filter(state=chosen["state"])
    if chosen["search"]:
        found = matching(found, chosen["search"])
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    page.object_list = cards_of(page.object_list)
    own = list(list_own(request.user)[:MOST_OWN])
    context = {
        "page": page,
        "chosen": chosen,
        "is_filtered": any(chosen.values()),
        "states": [(state, words.STATES[state]) for state in words.PUBLIC],
        "places": [(place.code, place.name) for place in known_places()],
        "offers": _own_offers(request),
        "own": [(one, words.STATES[one.state], words.TONES.get(one.state, "")) for one in own],
    }
    response = render(request, "projects/list.html", context)
    patch_vary_headers(response, ("Cookie", "Accept-Language"))
    return response


def _own_offers(request: HttpRequest) -> list[tuple[Any, Any, str]]:
    """What the reader offered lately, with what became of it."""
    found = list_own_offers(request.user)[:MOST_OWN]
    return [(one, one.get_state_display(), OFFER_TONES.get(one.state, "")) for one in found]


@require_safe
def project(request: HttpRequest, pk: int) -> HttpResponse:
    """What, why, how far it is, and every way to help."""
    return show(request, find_project(request, pk))


@require_POST
def follow(request: HttpRequest, pk: int) -> HttpResponse:
    """Be told of its news and of what becomes of it, or no longer."""
    found = find_project(request, pk)
    if (way := stranger(request, reverse("project", args=[pk]))) is not None:
        return way
    on = not request.POST.get("stop")
    (start_following if on else unfollow)(user=request.user, scope=found.scope)
    messages.success(request, _("You will be told what happens.") if on else _("You no longer follow this."))
    return redirect("project", pk)


@require_safe
def criteria(request: HttpRequest) -> HttpResponse:
    """By what a municipality checks projects: ``?municipality=`` one; else the usual criteria."""
    place = get_municipality(request.GET.get("municipality", "")[:8]) if request.GET.get("municipality") else None
    if place is not None:
        request.place = place  # type: ignore[attr-defined]  # the frame reads it
    heading = _("What the municipality looks at")
    context = {
        "place": place,
        "chosen": place.code if place else "",
        "places": [(one.code, one.name) for one in known_places()],
        "texts": criteria_of(place.pk) if place else [str(one) for one in DEFAULT_CRITERIA],
        "may_set": place is not None and is_official(request.user, place.pk),
        "crumbs": crumbs((heading, "")),
    }
    return render(request, "projects/criteria.html", context)
