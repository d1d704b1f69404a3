"""Ways to pay, as people read of them."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

Words = str | Promise


@dataclass(frozen=True)
class Way:
    """A provider in words: its name, and what choosing it means."""

    name: Words
    means: Words = ""
    moves_money: bool = True


WAYS: dict[str, Way] = {
    "transfer": Way(
        pgettext_lazy("way to pay", "Bank transfer"),
        _(
            "You send the money yourself, to the municipality's account. If the campaign is not funded, it is sent back."
        ),
    ),
    "stripe": Way(
        pgettext_lazy("way to pay", "Card"),
        _("Nothing is taken now. The card is charged once, and only if the campaign is funded."),
    ),
    "dummy": Way(
        _("Demonstration: no money moves"),
        _("For trying out. Nothing is taken from anybody, whatever happens to the campaign."),
        moves_money=False,
    ),
}


def way_of(provider: str) -> Way:
    """The words of a provider; its code where it has none."""
    return WAYS.get(provider) or Way(provider)
