"""The municipality a reader chose: a cookie with its code, nothing about the person."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.core.cache import cache
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import get_language

from participation.places.selectors import list_municipalities

COOKIE, KEY, SECONDS = "megdan_place", "places:known", 60
CODE = re.compile(r"^[A-Z0-9]{2,8}$")


@dataclass(frozen=True)
class ChosenPlace:
    """A municipality as the frame of a page needs it."""

    code: str
    name_bg: str
    name_en: str
    accent: str

    @property
    def name(self) -> str:
        """The name in the reader's script."""
        return self.name_bg if get_language() == "bg" else self.name_en


def _known() -> dict[str, tuple[str, str, str]]:
    known: dict[str, tuple[str, str, str]] | None = cache.get(KEY)
    if known is None:
        rows = list_municipalities(live_only=True).values_list("code", "name_bg", "name_en", "accent")
        known = {code: (name_bg, name_en, accent) for code, name_bg, name_en, accent in rows}
        cache.set(KEY, known, SECONDS)
    return known


def chosen_place(request: HttpRequest) -> ChosenPlace | None:
    """The municipality of the reader's cookie, if it takes part."""
    code = request.COOKIES.get(COOKIE, "")
    if not CODE.match(code):
        return None
    found = _known().get(code)
    return ChosenPlace(code, *found) if found else None


def known_places() -> list[ChosenPlace]:
    """Every municipality that takes part, by its Bulgarian name; as it was at most a minute ago."""
    return [ChosenPlace(code, *found) for code, found in _known().items()]


def remember(response: HttpResponseBase, code: str) -> None:
    """Keeps the choice for a year."""
    response.set_cookie(COOKIE, code, max_age=31_536_000, samesite="Lax", httponly=True)
