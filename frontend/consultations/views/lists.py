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
from participation.places.selectors import list_municipalities
from proposals.selectors.consultations import list_consultations
from proposals.selectors.details import kind_choices, state_choices

PER_PAGE = 15
ORDERS = (("", _("newest first")), ("closing", _("closing first")), ("title", _("by title")))
ORDER_BY = {"closing": ("window__closes_at", "-id"), "title": ("title", "id")}
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
    if asked["order"] in ORDER_BY:
        found = found.order_by(*ORDER_BY[asked["order"]])
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context: dict[str, Any] = {
        "page": page,
        "cards": cards(list(page)),
        "asked": asked,
        "filtered": any(asked[name] for name in ("state", "municipality", "kind", "q")),
        "states": states,
        "kinds": kind_choices(),
        "orders": ORDERS,
        "places": list_municipalities(live_only=True),
    }
    response = render(request, "consultations/list.html", context)
    patch_vary_headers(response, ("Cookie", "Accept-Language"))
    response["Cache-Control"] = "private, no-cache"
    return response
