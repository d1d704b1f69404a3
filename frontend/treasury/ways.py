"""Other pages of the officials' desk for money: an area of the site adds its own here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from volunteers.money.selectors.desk import waiting_lines, waiting_statements


@dataclass(frozen=True)
class Way:
    """A page on the desk: what it is called, what one does there, the name of its address, and what waits there in words."""

    label: str | Promise
    help: str | Promise
    address: str
    waits: Callable[[Any], list[str]]

    @property
    def url(self) -> str:
        """Where it is."""
        return reverse(self.address)


def _waiting_in_statements(person: Any) -> list[str]:
    """Statements that nobody booked, and lines that only a person can settle; two queries."""
    statements, lines, said = waiting_statements(person), waiting_lines(person), []
    if statements:
        words = ngettext("%(n)s statement waits to be booked", "%(n)s statements wait to be booked", statements)
        said.append(words % {"n": statements})
    if lines:
        words = ngettext("%(n)s line waits to be settled by hand", "%(n)s lines wait to be settled by hand", lines)
        said.append(words % {"n": lines})
    return said


WAYS: list[Way] = [
    Way(
        _("Bank statements"),
        _(
            "Upload what the bank gives you: transfers are matched with pledges by themselves, and you look before they count."
        ),
        "work_statements",
        _waiting_in_statements,
    ),
]


def more_ways() -> list[Way]:
    """In the order in which they are named."""
    return list(WAYS)
