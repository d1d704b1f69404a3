"""How far municipalities are from each other, as the crow flies from centre to centre."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt

from participation.places.models import Municipality

NEAR_KM = 40  # nobody is asked to come from further away
STEP_KM = 5  # distances are told in steps: an exact one would name the municipality somebody lives in
EARTH_KM = 6371.0
DEGREE_KM = 111.0


def km_between(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Kilometres between two points (latitude, longitude) on the globe."""
    (lat1, lon1), (lat2, lon2) = (tuple(map(radians, point)) for point in (one, other))
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(half))


def told_km(km: float) -> int:
    """The distance as it is told: up to the next step."""
    return max(STEP_KM, -int(-km // STEP_KM) * STEP_KM)


def near(place: Municipality, most_km: int = NEAR_KM) -> dict[int, float]:
    """``{municipality: km}`` of those near it, itself at 0. Where its place on the map is not known, only itself. One query."""
    if place.latitude is None or place.longitude is None:
        return {place.pk: 0.0}
    here, degrees = (float(place.latitude), float(place.longitude)), most_km / DEGREE_KM
    stripe = Municipality.objects.filter(latitude__range=(here[0] - degrees, here[0] + degrees)).order_by()
    found = {
        pk: km_between(here, (float(latitude), float(longitude)))
        for pk, latitude, longitude in stripe.values_list("pk", "latitude", "longitude")
        if latitude is not None and longitude is not None
    }
    return {pk: km for pk, km in found.items() if km <= most_km} | {place.pk: 0.0}
