"""Other pages of the officials' desk for money: an area of the site adds its own here."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Way:
    """A page on the desk: what it is called, what one does there, and the name of its address."""

    label: str | Promise
    help: str | Promise
    address: str

    @property
    def url(self) -> str:
        """Where it is."""
        return reverse(self.address)


WAYS: list[Way] = [
    Way(
        _("Bank statements"),
        _(
            "Upload what the bank gives you: transfers are matched with pledges by themselves, and you look before they count."
        ),
        "work_statements",
    ),
]


def more_ways() -> list[Way]:
    """In the order in which they are named."""
    return list(WAYS)
