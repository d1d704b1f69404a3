"""Sums in euros: typed by people, and written for them."""

from __future__ import annotations

import re
from decimal import Decimal

from django.utils.formats import get_format

from frontend.projects.figures import euro

PLAIN = re.compile(r"(\d{1,9})(?:[.,](\d{1,2}))?")
GROUPED = re.compile(r"([1-9]\d{0,2}(?:([.,])\d{3})+)(?:[.,](\d{1,2}))?")


def read_cents(typed: str) -> int | None:
    """A sum as people type it, in cents: ``20``, ``12,50``, ``12.5``, ``1 200 €``, ``1.200,50``. None for what is none.

    One mark with three digits after it is none, unless people of the active language write thousands so: nobody can know
    whether thousands were meant or a slip among the cents.
    """
    plain = "".join(typed.split()).replace("€", "").replace("'", "").replace("’", "")
    if not plain.isascii():
        return None
    if found := PLAIN.fullmatch(plain):
        return int(found[1]) * 100 + int((found[2] or "").ljust(2, "0"))
    found = GROUPED.fullmatch(plain)
    if found is None or (found[3] and plain[len(found[1])] == found[2]):
        return None
    if not found[3] and len(found[1]) < 8 and found[2] != get_format("THOUSAND_SEPARATOR"):
        return None
    return int(re.sub(r"\D", "", found[1])) * 100 + int((found[3] or "").ljust(2, "0"))


def told_cents(cents: int) -> str:
    """A sum as people of the language write it, without cents that say nothing."""
    return euro(Decimal(cents) / 100)


def typed_cents(cents: int) -> str:
    """A sum as it stands in a form: without the sign, and without grouping."""
    whole, rest = divmod(cents, 100)
    return f"{whole},{rest:02d}" if rest else str(whole)
