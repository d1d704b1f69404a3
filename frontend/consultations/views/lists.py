"""The list of consultations."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from frontend.cards import cards
from frontend.places.chosen import known_places
from proposals.selectors.consultations import for_cards, list_consultations, open_first
from proposals.selectors.details import kind_choices, state_choices

PER_PAGE = 15
ORDERS = (
    ("", _("open ones first")),
    ("newest", _("newest first")),
    ("closing", _("closing first")),
    ("title", _("by title")),
)
ORDER_BY = {"newest": ("-published_at", "-id"), "closing": ("window__closes_at", "-id"), "title": ("title", "id")}
HIDDEN_STATES = ("preparing",)


@require_safe
def consultations(request: HttpRequest) -> HttpResponse:
    """Everything that is public; ``?state= municipality= kind= q= order= page=`` in the address."""
    asked = {name: request.GET.get(name, "").strip()[:80] for name in ("state", "municipality", "kind", "q", "order")}
    states = [(value, label) for value, label in state_choices() if value not in HIDDEN_STATES]
    known = dict(states)
    found = list_consultations(
        municipality=asked["municipality"],
        states=[asked["state"]] if asked["state"] in known else None,
        kind=asked["kind"] if asked["kind"] in dict(kind_choices()) else "",
        search=asked["q"],
    )
    found = found.order_by(*ORDER_BY[asked["order"]]) if asked["order"] in ORDER_BY else open_first(found)
    page = Paginator(for_cards(found), PER_PAGE).get_page(request.GET.get("page"))
    context: dict[str, Any] = {
        "page": page,
        "cards": cards(list(page)),
        "asked": asked,
        "narrowed": any(asked[name] for name in ("state", "municipality", "kind", "order")),
        "filtered": any(asked[name] for name in ("state", "municipality", "kind", "q")),
        "states": states,
        "kinds": kind_choices(),
        "orders": ORDERS,
        "places": [(place.code, place.name) for place in known_places()],
    }
    response = render(request, "consultations/list.html", context)
    patch_vary_headers(response, ("Cookie", "Accept-Language"))
    response["Cache-Control"] = "private, no-cache"
    return response
