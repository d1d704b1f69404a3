"""The municipalities as dots where they lie: our own drawing from our own list of places, without borders."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.core.cache import cache
from django.utils.safestring import SafeString, mark_safe

from participation.places.selectors import list_municipalities

KEY, SECONDS = "places:points", 3600
WEST, NORTH = 22.3, 44.3
ACROSS, DOWN = 15.6, 21.2  # units for a degree; a degree of longitude is shorter here
BOX = "0 0 100 66"


def _at(latitude: Any, longitude: Any) -> tuple[float, float]:
    return (float(longitude) - WEST) * ACROSS, (NORTH - float(latitude)) * DOWN


class Point(NamedTuple):
    """Where a place lies."""

    latitude: Any
    longitude: Any


def known_points() -> list[Point]:
    """Where every municipality lies, as it was at most an hour ago."""
    points: list[Point] | None = cache.get(KEY)
    if points is None:
        rows = list_municipalities().filter(latitude__isnull=False).values_list("latitude", "longitude")
        points = [Point(float(latitude or 0), float(longitude or 0)) for latitude, longitude in rows]
        cache.set(KEY, points, SECONDS)
    return points


def all_dots(places: Iterable[Any]) -> SafeString:
    """Every place as a dot, in a drawing that is not shown but used by others: see `locator`."""
    points = (_at(place.latitude, place.longitude) for place in places if place.latitude is not None)
    path = "".join(f"M{x:.1f} {y:.1f}h0" for x, y in points)
    return mark_safe(  # numbers only
        f'<svg class="dots-store" aria-hidden="true"><symbol id="dots" viewBox="{BOX}">'
        f'<path class="dots" d="{path}"/></symbol></svg>'
    )


def locator(place: Any) -> SafeString:
    """Where one place lies among all others; without its coordinates the others alone. Decoration: its name is beside."""
    here = ""
    if place.latitude is not None:
        x, y = _at(place.latitude, place.longitude)
        here = f'<circle class="here" cx="{x:.1f}" cy="{y:.1f}" r="7"/>'
    return mark_safe(  # numbers only
        f'<svg class="locator" viewBox="{BOX}" aria-hidden="true"><use href="#dots"/>{here}</svg>'
    )
