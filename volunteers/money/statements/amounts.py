"""Sums as banks write them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

PLAIN = re.compile(r"[0-9]{1,15}(?:\.[0-9]{1,5})?")
BLANKS = re.compile(r"[\s\u00a0\u202f'’]")
SIGNS = re.compile(r"(?:EUR|BGN|USD|GBP|CHF|€|\$|£|лв\.?)", re.IGNORECASE)
WRITTEN = re.compile(r"(?P<before>[+\-−]?)(?P<sum>[0-9][0-9.,]*)(?P<after>[\-−]?)")


def cents_of(text: str) -> int:
    """A sum such as 50.00 in cents, never negative. Raises ValueError, also for parts of a cent."""
    if not PLAIN.fullmatch(text.strip()):
        raise ValueError(text)
    cents = Decimal(text.strip()) * 100
    if cents != cents.to_integral():
        raise ValueError(text)
    return int(cents)


def decimal_sign(texts: Iterable[str]) -> str:
    """The sign before cents in a column: comma or point; a point where nothing shows it. Raises ValueError for both."""
    found = set()
    for text in texts:
        bare = SIGNS.sub("", BLANKS.sub("", text)).rstrip("-−")
        if shown := re.search(r"([.,])[0-9]{1,2}$", bare):
            found.add(shown[1])
        elif (
            len(groups := re.findall(r"[.,]", bare)) > 1 and len(set(groups)) == 1
        ):  # 1.234.567: that sign parts thousands
            found.add("," if groups[0] == "." else ".")
    if len(found) > 1:
        raise ValueError("both")
    return found.pop() if found else "."


def written_cents(text: str, sign: str) -> int:
    """A sum as people write it, with its sign, in cents; ``sign`` stands before cents. Raises ValueError.

    Nothing is computed: what begins with ``=`` and is no number is an error.
    """
    bare = SIGNS.sub("", BLANKS.sub("", text))
    found = WRITTEN.fullmatch(bare)
    if not found or (found["before"] and found["after"]):
        raise ValueError(text)
    whole, _sign, rest = found["sum"].partition(sign)
    other = "." if sign == "," else ","
    groups = whole.split(other)
    if other in rest or sign in rest or len(rest) > 2 or not all(groups):
        raise ValueError(text)
    if len(groups) > 1 and (len(groups[0]) > 3 or any(len(group) != 3 for group in groups[1:])):
        raise ValueError(text)
    cents = cents_of(f"{''.join(groups)}.{rest or '0'}")
    return -cents if "-" in (minus := found["before"] + found["after"]) or "−" in minus else cents
