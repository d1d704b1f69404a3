"""``{% load projects %}``: cards, numbers and sums of projects."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import template
from django.utils.safestring import SafeString

from frontend.projects import drawing
from frontend.projects.figures import euro
from volunteers.money.iban import grouped

register = template.Library()
register.filter("told", drawing.told)
register.filter("grouped", grouped)  # an IBAN as people read it


@register.simple_tag
def project_card(card: Any) -> SafeString:
    """A project of a list, with its numbers."""
    return drawing.draw_card(card.project, card.figures)


@register.filter
def euros(cents: Any) -> str:
    """An amount of money as people of the language write it."""
    return euro(Decimal(cents or 0) / 100)
