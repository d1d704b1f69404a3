"""Cards of this site's own pages: the rooms above make them from the database, and nothing is fetched."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

Maker = Callable[[str], dict[str, Any] | None]
_makers: list[Maker] = []


def register(maker: Maker) -> None:
    """``maker`` is asked for the card of a path of this site (`card_of`), or None: only what everybody may read."""
    if maker not in _makers:
        _makers.append(maker)


def card_of(*, url: str, title: str, description: str, site: str) -> dict[str, Any]:
    """A card as it is told: plain text, and no picture."""
    return {"url": url, "title": title, "description": description, "site": site, "picture": None}


def is_own(url: str) -> bool:
    """Whether the address is this site's. Such a one is never fetched."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").lower()
    except ValueError:
        return False
    hosts = {urlsplit(settings.SITE_ORIGIN).hostname, *(name.strip("[]").lower() for name in settings.ALLOWED_HOSTS)}
    return bool(host) and host in hosts - {None, "*"}


def own_card(url: str) -> dict[str, Any] | None:
    """The card of one of this site's pages, or None."""
    path = urlsplit(url).path
    card = next((card for maker in _makers if (card := maker(path))), None)
    return {**card, "url": url} if card else None
