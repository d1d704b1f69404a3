"""``{% load projects %}``: cards, numbers and sums of projects."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import template
from django.utils.formats import number_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from frontend.projects import drawing
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
    amount = Decimal(cents or 0) / 100
    whole = amount == amount.to_integral()
    shown = number_format(amount, decimal_pos=0 if whole else 2, use_l10n=True, force_grouping=True)
    return _("%(amount)s €") % {"amount": shown}
