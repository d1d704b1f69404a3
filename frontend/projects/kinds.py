"""The rows of a project's form: goals, lines of the budget, things that are needed."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from participation.keys import as_id

from .rows import Column, Kind, Row

MOST_THINGS, MOST_CENTS, MOST_TARGET = 100_000, 10**11, Decimal(10**9)
CENT = Decimal("0.01")


def read_number(typed: str) -> Decimal | None:
    """A number as people type it, ``1 200,50`` or ``1200.5``; None for what is none, or has more than two decimals."""
    plain = "".join(typed.split()).replace("€", "").replace(",", ".")
    if not plain or not plain.isascii() or not plain.replace(".", "", 1).isdigit() or len(plain) > 16:
        return None
    try:
        number = Decimal(plain)
    except InvalidOperation:
        return None
    return number if number == number.quantize(CENT) else None


def told_number(number: Any) -> str:
    """A number as the form shows it: without zeros that say nothing."""
    if number is None:
        return ""
    plain = Decimal(number).normalize()
    return number_format(plain.quantize(Decimal(1)) if plain == plain.to_integral() else plain, use_l10n=True)


def _words(row: Row, column: str) -> str:
    return " ".join(row.get(column, "").split())


def read_goal(row: Row) -> tuple[Any, str, str]:
    """``{"text", "unit", "target"}``."""
    text, unit, target = _words(row, "text"), _words(row, "unit"), read_number(row.get("target", ""))
    if not text:
        return None, "text", _("say what is to be reached.")
    if len(text) > 200:
        return None, "text", _("at most 200 characters.")
    if target is None or not 0 < target <= MOST_TARGET:
        return None, "target", _("how much or how many is a number above zero, so that it can be checked.")
    if len(unit) > 40:
        return None, "unit", _("the unit is a word or two, at most 40 characters.")
    return {"text": text, "unit": unit, "target": target}, "", ""


def read_need(row: Row) -> tuple[Any, str, str]:
    """``{"id"?, "what", "quantity", "unit"}``."""
    what, unit, typed = _words(row, "what"), _words(row, "unit"), "".join(row.get("quantity", "").split())
    if not what:
        return None, "what", _("say what is needed.")
    if len(what) > 120:
        return None, "what", _("at most 120 characters.")
    if not (typed.isascii() and typed.isdigit() and len(typed) < 8 and 0 < int(typed) <= MOST_THINGS):
        return None, "quantity", _("how many is a whole number above zero.")
    if len(unit) > 40:
        return None, "unit", _("the unit is a word or two, at most 40 characters.")
    made: dict[str, Any] = {"what": what, "quantity": int(typed), "unit": unit}
    known = as_id(row.get("id", ""))
    return ({"id": known, **made} if known else made), "", ""


def read_cost(row: Row) -> tuple[Any, str, str]:
    """``{"what", "cents"}``."""
    what, euros = _words(row, "what"), read_number(row.get("euros", ""))
    if not what:
        return None, "what", _("say what the money is for.")
    if len(what) > 160:
        return None, "what", _("at most 160 characters.")
    if euros is None or not 0 < euros * 100 <= MOST_CENTS:
        return None, "euros", _("an amount in euros above zero, for example 240 or 240,50.")
    return {"what": what, "cents": int(euros * 100)}, "", ""


GOALS = Kind(
    "goals",
    (
        Column("text", gettext_lazy("What will be reached")),
        Column("target", gettext_lazy("How much"), "number", 16),
        Column("unit", gettext_lazy("Of what"), longest=40),
    ),
    read_goal,
    gettext_lazy("Add a goal"),
    most=12,
)
NEEDS = Kind(
    "needs",
    (
        Column("what", gettext_lazy("What is needed"), longest=120),
        Column("quantity", gettext_lazy("How many"), "number", 8),
        Column("unit", gettext_lazy("Unit"), longest=40),
        Column("id", "", "hidden", 20),
    ),
    read_need,
    gettext_lazy("Add a thing"),
    most=40,
)
BUDGET = Kind(
    "budget",
    (
        Column("what", gettext_lazy("What the money is for"), longest=160),
        Column("euros", gettext_lazy("Euros"), "number", 16),
    ),
    read_cost,
    gettext_lazy("Add a cost"),
)
KINDS = (GOALS, NEEDS, BUDGET)


def rows_of(page: Any) -> dict[str, list[Row]]:
    """What a project holds (a PageView), as the rows of its form."""
    needs = [view.need for view in page.needs]
    return {
        "goals": [{"text": one.text, "target": told_number(one.target), "unit": one.unit} for one in page.goals],
        "needs": [
            {"what": one.what, "quantity": str(one.quantity), "unit": one.unit, "id": str(one.pk)} for one in needs
        ],
        "budget": [{"what": one.what, "euros": told_number(Decimal(one.cents) / 100)} for one in page.budget],
    }
