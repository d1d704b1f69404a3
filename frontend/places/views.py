"""Municipalities: the list, the page of one, its colours."""

from __future__ import annotations

from itertools import groupby

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST, require_safe

from forums.selectors.topics import list_newest_of
from frontend.cards import cards
from frontend.colours import theme_css
from frontend.feeds import tell_standing
from frontend.places.chosen import chosen_place, remember
from frontend.places.dots import known_points
from frontend.projects.figures import cards_of
from frontend.record import LIVELY
from frontend.sessions.common import session_card
from gatherings.selectors.sessions import list_coming
from participation.moderation.selectors import years_of
from participation.places.selectors import get_municipality, list_municipalities, list_near
from participation.record.selectors import list_public_acts
from proposals.selectors.consultations import list_consultations, open_first, open_numbers
from proposals.selectors.titles import titles_of
from volunteers.projects.selectors.projects import list_running

MOST_SHOWN, ACTS_SHOWN, FORUMS_SHOWN, TOPICS_SHOWN, PROJECTS_SHOWN = 24, 8, 3, 4, 3
GROUPS = (
    (gettext_lazy("Open now"), ("open",)),
    (gettext_lazy("Opening soon"), ("announced",)),
    (gettext_lazy("Waiting for answers"), ("closed",)),
    (gettext_lazy("Answered and decided"), ("answered", "adopted", "withdrawn")),
)


@require_safe
def municipalities(request: HttpRequest) -> HttpResponse:
    """Every municipality by district; ``?q=`` finds one, and goes straight there when there is only one."""
    wanted = request.GET.get("q", "").strip()[:80]
    known = list(list_municipalities())
    places = [place for place in known if wanted.casefold() in f"{place.name_bg} {place.name_en}".casefold()]
    exact = [
        place
        for place in places
        if wanted and wanted.casefold() in (place.name_bg.casefold(), place.name_en.casefold())
    ]
    if wanted and (len(places) == 1 or len(exact) == 1):
        return redirect("municipality", (exact or places)[0].code)
    numbers = open_numbers()
    live = sorted((place for place in places if place.is_live), key=lambda place: place.name)
    tiles = [(place, numbers.get(place.pk, 0)) for place in live]
    places.sort(key=lambda place: (place.region.name, place.name))
    regions = [(name, list(group)) for name, group in groupby(places, key=lambda place: place.region.name)]
    context = {
        "wanted": wanted,
        "regions": regions,
        "busy": [tile for tile in tiles if tile[1]],
        "quiet": [tile for tile in tiles if not tile[1]],
        "known": known,
        "near": list_near(wanted) if wanted and not places else [],
    }
    return render(request, "places/list.html", context)


@require_safe
def municipality(request: HttpRequest, code: str) -> HttpResponse:
    """What is being decided in one municipality."""
    place = get_municipality(code)
    if place is None:
        raise Http404(_("There is no such municipality."))
    request.place = place  # type: ignore[attr-defined]  # the frame reads it
    found = list(open_first(list_consultations(municipality=place.code))[: MOST_SHOWN + 1])
    drawn = cards(found[:MOST_SHOWN])
    grouped = [(title, [card for card in drawn if card.consultation.state in states]) for title, states in GROUPS]
    titles = {card.consultation.scope: card.consultation.title for card in drawn}
    acts = tell_standing(list_public_acts(municipality_id=place.pk, kinds=LIVELY), ACTS_SHOWN)
    titles |= titles_of(act.scope for act, _line in acts)
    context = {
        "place": place,
        "is_own": (own := chosen_place(request)) is not None and own.code == place.code,
        "known": known_points(),
        "groups": [(title, group) for title, group in grouped if group],
        "more": len(found) > MOST_SHOWN,
        "acts": [(line, titles.get(act.scope, "")) for act, line in acts],
        "log_year": next(iter(years_of(place.pk)), 0),
        "topics": list(list_newest_of(place.pk, TOPICS_SHOWN)),
        "forums": [session_card(one) for one in list_coming(place.code)[:FORUMS_SHOWN]],
        "projects": cards_of(list_running(place.code)[:PROJECTS_SHOWN]),
        "crumbs": [(_("Municipalities"), reverse("municipalities")), (place.name, "")],
    }
    response = render(request, "places/page.html", context)
    patch_vary_headers(response, ("Cookie", "Accept-Language"))
    return response


@require_POST
def choose(request: HttpRequest, code: str) -> HttpResponse:
    """It is the reader's own from now on: in the header of every page, and guessed when they sign up."""
    place = get_municipality(code)
    if place is None or not place.is_live:
        raise Http404(_("There is no such municipality."))
    messages.success(request, _("%s is your municipality now: it stands at the top of every page.") % place.name)
    response = redirect("municipality", place.code)
    remember(response, place.code)
    return response


@require_safe
@cache_control(public=True, max_age=86_400)
def theme(request: HttpRequest, code: str) -> HttpResponse:
    """The municipality's accent as a style sheet."""
    place = get_municipality(code)
    if place is None:
        raise Http404
    return HttpResponse(theme_css(place.accent), content_type="text/css; charset=utf-8")
