"""Where the person may hold polls."""

from __future__ import annotations

from typing import Any

from participation.places.selectors import can_act, list_roles_of


def places_to_ask_in(user: Any) -> list[Any]:
    """The municipalities whose official or moderator the person is, by name; none, and no query, for nobody."""
    if not user.is_authenticated or not can_act(user):
        return []
    places = {role.municipality_id: role.municipality for role in list_roles_of(user)}
    return sorted(places.values(), key=lambda place: place.name)
