"""Bank statements in words: what is said of states, sums and what to do next."""

from __future__ import annotations

import contextlib
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from frontend.dates import day
from frontend.templatetags.projects import euros
from volunteers.money.selectors.statements import words_of

TONES = {"booked": "support", "unclear": "unsure", "not_ours": "", "repeated": "", "listed": "", "read": "unsure"}
ORDER = ("unclear", "booked", "repeated", "listed", "not_ours")
WILL_BE: dict[str, str | Promise] = {
    "booked": gettext_lazy("will be booked"),
    "unclear": gettext_lazy("to be settled by hand afterwards"),
    "repeated": gettext_lazy("booked before"),
    "listed": gettext_lazy("nothing to do"),
    "not_ours": gettext_lazy("not ours"),
}
# What can be done about a line, by what it was found to be.
NEXT: dict[str, str | Promise] = {
    "no_reference": gettext_lazy("If you can tell whose money it is, choose the pledge. Otherwise say what it is."),
    "mistyped": gettext_lazy("If one of the pledges below was meant, choose it. Otherwise ask whoever paid."),
    "unknown": gettext_lazy("It may be of an invoice, or of a pledge elsewhere. Say what it is, or choose the pledge."),
    "several": gettext_lazy("One transfer cannot pay several pledges. Ask the bank to send it back."),
    "sum": gettext_lazy(
        "Ask the donor to change the pledge to this sum, then choose it here once more. Or have the bank send it back."
    ),
    "currency": gettext_lazy("Pledges are in euro. The bank has to change it or send it back; then say so here."),
    "late": gettext_lazy("Have the bank send it back, then say here that it was."),
    "again": gettext_lazy("If the donor paid twice, have the bank send this back, then say here that it was."),
    "own": gettext_lazy("Tell a colleague at the municipality: whoever has no part in the project may settle it."),
    "reversed": gettext_lazy(
        "Its money is gone from the account. Choose the pledge it was booked to: the pledge is let go, and its donor is told."
    ),
    "bounced": gettext_lazy("Look at why it came back, and pay it again if it is due. Then say so here."),
}


def money(cents: int, currency: str) -> str:
    """A sum as people of the language write it."""
    if currency == "EUR":
        return euros(cents)
    shown = number_format(f"{cents / 100:.2f}", use_l10n=True, force_grouping=True)
    return f"{shown} {currency}"


def state_words(state: str, *, is_booked: bool) -> str:
    """The state of a line; before booking, what it will be."""
    return words_of(state) if is_booked else str(WILL_BE[state])


def crumbs(*more: tuple[str, str]) -> list[tuple[str, str]]:
    """The way to here, never longer than a phone shows: from the desk for money where there is one, or the workspace."""
    above = (_("Workspace"), reverse("work"))
    with contextlib.suppress(NoReverseMatch):
        above = (_("Money"), reverse("work_money"))
    return [above, (_("Bank statements"), reverse("work_statements") if more else ""), *more]


def period(statement: Any) -> str:
    """The days of a statement."""
    if statement.begins == statement.ends:
        return day(statement.begins)
    return f"{day(statement.begins)} – {day(statement.ends)}"
