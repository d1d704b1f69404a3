"""Which municipalities live in the demo: the fifteen pilots of CO-CREATED and the district of Vidin."""

from __future__ import annotations

from participation.places.models import Municipality

PILOTS = {
    "VAR01": "#1f6f54", "VAR02": "#2a5d8f", "VAR04": "#8a4b1f", "VAR05": "#7a2e4a", "VAR09": "#4d6b1e",
    "VAR13": "#1d6a72", "VAR14": "#5a4a8a", "VAR16": "#74561a", "VAR26": "#35608a", "DOB17": "#0f5c7a",
    "BGS12": "#2f6b2f", "BGS13": "#0d6b63", "BGS17": "#8a3b2a", "BGS21": "#1c5a8c", "BGS27": "#6b4a1a",
}  # fmt: skip
VIDIN = {
    "VID01": "#8a3f1d", "VID03": "#4a6428", "VID06": "#2d5f7d", "VID09": "#7a2b3a", "VID15": "#5b5320",
    "VID16": "#33658a", "VID22": "#5f4a86", "VID25": "#256b4e", "VID30": "#6e3b6b", "VID33": "#7d5415",
    "VID37": "#2b6a5f",
}  # fmt: skip


class NoPlaces(RuntimeError):
    """The municipalities are not in the database."""


def wake_places() -> None:
    """The pilots and Vidin take part, each with its colour. Raises NoPlaces where municipalities were never loaded."""
    wanted = PILOTS | VIDIN
    places = list(Municipality.objects.filter(code__in=wanted))
    if len(places) < len(wanted):
        missing = sorted(set(wanted) - {place.code for place in places})
        raise NoPlaces(f"municipalities are missing from the database: {', '.join(missing)}")
    for place in places:
        place.is_live, place.accent = True, wanted[place.code]
    Municipality.objects.bulk_update(places, ["is_live", "accent"])
