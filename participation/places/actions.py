"""Every write of places: where a person lives, what a municipality looks like."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from participation.accounts.models import User
from participation.refusals import BadInput

from .colours import refuse_unreadable
from .models import Municipality, Residency
from .selectors import get_municipality


@transaction.atomic
def set_residence(*, user: User, code: str) -> Residency | None:
    """The person says where they live; empty: nowhere. A new place has not been verified. Raises BadInput."""
    if not code:
        Residency.objects.filter(user=user).delete()
        return None
    place = get_municipality(code)
    if place is None:
        raise BadInput(_("There is no such municipality."), field="municipality")
    held = Residency.objects.select_for_update().filter(user=user).first()
    if held is not None and held.municipality_id == place.pk:
        return held
    fresh = {"municipality": place, "verified_at": None, "verified_by": None}
    return Residency.objects.update_or_create(user=user, defaults=fresh)[0]


@transaction.atomic
def set_accent(*, municipality_id: int, colour: str) -> Municipality:
    """The municipality's colour, as ``#rrggbb``; empty: the site's own. Raises BadInput where nobody could read it."""
    refuse_unreadable(colour)
    place = Municipality.objects.select_for_update().get(pk=municipality_id)
    place.accent = colour.lower()
    place.save(update_fields=["accent"])
    return place
