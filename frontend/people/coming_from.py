"""Whose page somebody was reading before they signed up: most people live where they take part."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.http import HttpRequest
from django.urls import Resolver404, resolve

from frontend.places.chosen import chosen_place
from participation.places.selectors import get_municipality
from proposals.selectors.consultations import get_consultation


def place_come_from(request: HttpRequest) -> str:
    """The code of the municipality of the page they will go back to, else of the one they chose; empty if neither."""
    then = request.POST.get("next") or request.GET.get("next", "")
    place = chosen_place(request)
    return _place_of(then) or (place.code if place else "")


def _place_of(address: str) -> str:
    """The municipality whose page, or whose consultation's page, this address is."""
    try:
        page = resolve(urlsplit(address).path)
    except (Resolver404, ValueError):
        return ""
    if page.url_name == "municipality":
        place = get_municipality(page.kwargs["code"])
        return place.code if place else ""
    if page.route.startswith("consultations/<key:pk>/"):
        consultation = get_consultation(page.kwargs["pk"])
        return consultation.municipality.code if consultation else ""
    return ""
