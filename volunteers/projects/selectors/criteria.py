"""What a municipality looks at when it checks a project."""

from __future__ import annotations

from django.utils import translation

from ..criteria import DEFAULT_CRITERIA
from ..models import Criterion

PLACES_SPEAK = "bg"  # every municipality here does


def own_criteria(municipality_id: int) -> list[str]:
    """Those that the municipality named itself; empty where the usual ones hold. One query."""
    found = Criterion.objects.filter(municipality=municipality_id).order_by("position")
    return list(found.values_list("text", flat=True))


def criteria_of(municipality_id: int) -> list[str]:
    """What the municipality looks at, in its own words or in the usual ones in the active language."""
    return own_criteria(municipality_id) or [str(text) for text in DEFAULT_CRITERIA]


def criteria_as_kept(municipality_id: int) -> list[str]:
    """The same as a check keeps them: the usual ones in the language of the place."""
    with translation.override(PLACES_SPEAK):
        return criteria_of(municipality_id)
