"""Municipalities: the list, the page of one, its colours."""

from __future__ import annotations

from itertools import groupby

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from frontend.cards import cards
from frontend.colours import theme_css
from frontend.places.chosen import remember
from frontend.record import LIVELY, told
from participation.places.selectors import get_municipality, list_municipalities
from participation.record.selectors import list_public_acts
from proposals.selectors.consultations import list_consultations

MOST_SHOWN = 24
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
    places = [
        place for place in list_municipalities() if wanted.casefold() in f"{place.name_bg} {place.name_en}".casefold()
    ]
    exact = [
        place
        for place in places
        if wanted and wanted.casefold() in (place.name_bg.casefold(), place.name_en.casefold())
    ]
    if wanted and (len(places) == 1 or len(exact) == 1):
        return redirect("municipality", (exact or places)[0].code)
    places.sort(key=lambda place: (place.region.name, place.name))
    regions = [(name, list(group)) for name, group in groupby(places, key=lambda place: place.region.name)]
    live = [place for place in places if place.is_live]
    return render(
        request, "places/list.html", {"wanted": wanted, "regions": regions, "live": live, "count": len(places)}
    )


@require_safe
def municipality(request: HttpRequest, code: str) -> HttpResponse:
    """What is being decided in one municipality; it becomes the reader's own in the header."""
    place = get_municipality(code)
    if place is None:
        raise Http404(_("There is no such municipality."))
    request.place = place  # type: ignore[attr-defined]  # the frame reads it
    found = list(list_consultations(municipality=place.code)[: MOST_SHOWN + 1])
    drawn = cards(found[:MOST_SHOWN])
    grouped = [(title, [card for card in drawn if card.consultation.state in states]) for title, states in GROUPS]
    titles = {card.consultation.scope: card.consultation.title for card in drawn}
    acts = list_public_acts(municipality_id=place.pk, kinds=LIVELY)[:8]
    context = {
        "place": place,
        "groups": [(title, group) for title, group in grouped if group],
        "more": len(found) > MOST_SHOWN,
        "acts": [(told(act), titles.get(act.scope, "")) for act in acts],
        "crumbs": [(_("Municipalities"), reverse("municipalities")), (place.name, "")],
    }
    response = render(request, "places/page.html", context)
    patch_vary_headers(response, ("Cookie", "Accept-Language"))
    if place.is_live:
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
