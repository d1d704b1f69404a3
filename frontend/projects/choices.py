"""What the selects of a project's form offer: municipalities, voices, consultations, languages."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from frontend.places.chosen import chosen_place
from participation.organisations.selectors import list_voices
from participation.places.selectors import list_roles_of
from proposals.selectors.consultations import list_consultations
from volunteers.projects.selectors.projects import list_proposable_places

OF_THE_MUNICIPALITY = "municipality"
MOST_ABOUT = 60


def choices_for(request: HttpRequest, project: Any = None) -> dict[str, list[Any]]:
    """The choices of a form; whose municipality it is, and for whom it is proposed, cannot change afterwards."""
    if project is not None:
        return {"consultation": _consultations(project.municipality.code)}
    places = [(str(one.pk), one.name) for one in list_proposable_places()]
    return {
        "municipality": [("", _("choose")), *places],
        "speaks": _voices(request),
        "consultation": _consultations(request.GET.get("municipality", "")[:8]),
    }


def start_for(request: HttpRequest) -> dict[str, Any]:
    """What a new form begins with: the reader's municipality and language, and what it was begun from."""
    code = request.GET.get("municipality", "")[:8].upper()
    chosen = chosen_place(request)
    code = code or (chosen.code if chosen else "")
    place = next((one for one in list_proposable_places() if one.code == code), None)
    start = {"municipality": str(place.pk) if place else "", "language": (get_language() or "bg").split("-")[0]}
    for name in ("consultation", "clause"):
        number = request.GET.get(name, "")
        if number.isascii() and number.isdigit() and len(number) < 16:
            start[name] = number
    return start


def speaker_in(typed: str) -> dict[str, Any]:
    """For whom it is proposed, as the action takes it."""
    if typed == OF_THE_MUNICIPALITY:
        return {"by_municipality": True}
    return {"organisation_id": int(typed)} if typed.isascii() and typed.isdigit() else {}


def _voices(request: HttpRequest) -> list[tuple[str, str]]:
    """Oneself, the organisations one speaks for, and for officials their municipality."""
    found = [("", _("I myself")), *((str(one.pk), one.name) for one in list_voices(request.user))]
    roles = list_roles_of(request.user) if request.user.is_authenticated else []
    posts = [role.municipality.name for role in roles if role.kind == "official" and role.municipality]
    if posts:
        found.append((OF_THE_MUNICIPALITY, _("the municipality of %s") % ", ".join(posts[:3])))
    return found


def _consultations(code: str) -> list[tuple[str, str]]:
    found = list_consultations(municipality=code).select_related("municipality")[:MOST_ABOUT]
    return [("", _("none")), *((str(one.pk), f"{one.municipality.name}: {one.title}") for one in found)]
