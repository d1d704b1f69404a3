"""Where a person moderates."""

from __future__ import annotations

from participation.accounts.models import User
from participation.places.models import Municipality, Role


def places_of(moderator: User) -> list[int]:
    """The municipalities the person moderates."""
    return list(Role.objects.filter(user=moderator, kind=Role.Kind.MODERATOR).values_list("municipality_id", flat=True))


def moderated_places(moderator: User) -> list[Municipality]:
    """The municipalities the person moderates, by name."""
    return list(Municipality.objects.filter(pk__in=places_of(moderator)).order_by("name_bg", "id"))


def works_in(moderator: User) -> list[int]:
    """The municipalities whose official the person is."""
    return list(Role.objects.filter(user=moderator, kind=Role.Kind.OFFICIAL).values_list("municipality_id", flat=True))
