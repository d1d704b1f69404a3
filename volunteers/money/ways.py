"""Ways to pay, as people read of them."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

Words = str | Promise


@dataclass(frozen=True)
class Way:
    """A provider in words: its name, and what choosing it means; also where there is no minimum (``keep``)."""

    name: Words
    means: Words = ""
    moves_money: bool = True
    means_kept: Words = ""

    def means_for(self, kind: str) -> Words:
        """What choosing it means for a campaign of that kind."""
        return self.means_kept if kind == "keep" and self.means_kept else self.means


WAYS: dict[str, Way] = {
    "transfer": Way(
        pgettext_lazy("way to pay", "Bank transfer"),
        _(
            "You send the money yourself, to the municipality's account. If the campaign is not funded, it is sent back."
        ),
        means_kept=_(
            "You send the money yourself, to the municipality's account. If you take your pledge back before the campaign"
            " closes, it is sent back."
        ),
    ),
    "stripe": Way(
        pgettext_lazy("way to pay", "Card"),
        _("Nothing is taken now. The card is charged once, and only if the campaign is funded."),
        means_kept=_("Nothing is taken now. The card is charged once, when the campaign closes."),
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
