"""The next step of a pledge that waits for its card, for the pledge's own page."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from volunteers.money.selectors.cards import WAITS, card_stage


def card_step(request: HttpRequest, pledge: Any) -> SafeString | str:
    """The way to the page where the card is entered; empty where none is wanted."""
    if card_stage(pledge) != WAITS:
        return ""
    return render_to_string("paying/step.html", {"pledge": pledge}, request=request)
