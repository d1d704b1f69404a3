"""Every read of cards."""

from __future__ import annotations

import hashlib
from typing import Any

from .models import LinkCard


def digest_of(url: str) -> str:
    """By what an address is found."""
    return hashlib.sha256(url.encode()).hexdigest()


def get_card(url: str) -> LinkCard | None:
    """What is known of the address, a card or none."""
    return LinkCard.objects.filter(digest=digest_of(url)).first()


def get_card_by_key(key: str) -> LinkCard | None:
    """The card whose picture has this key."""
    return LinkCard.objects.filter(key=key).exclude(picture="").first()


def card_data(card: LinkCard) -> dict[str, Any] | None:
    """A card as pages, live streams and the API tell it; None where the page said nothing of itself."""
    if not card.title:
        return None
    picture = None
    if card.picture:
        picture = {"url": f"/links/{card.key}/", "width": card.picture_width, "height": card.picture_height}
    return {
        "url": card.url,
        "title": card.title,
        "description": card.description,
        "site": card.site,
        "picture": picture,
    }
