"""What a statement says, whatever it was written in."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from participation.refusals import BadInput, Words

MOST_BYTES = 5 * 1024 * 1024
MOST_LINES = 2_000
MOST_CENTS = 10**15  # beyond it a sum is a mistake, and no column of ours holds it


@dataclass(frozen=True)
class Entry:
    """One booking of the bank. ``cents`` are of its currency: what came (+), what went (−)."""

    on: date
    cents: int
    currency: str
    bank_reference: str = ""  # the bank's own number of it
    is_reversal: bool = False  # the bank takes back what it booked before
    structured: str = ""  # the reference in the place that is made for it
    text: str = ""  # the words of whoever paid
    name: str = ""  # who is on the other side
    iban: str = ""
    key: str = ""  # the same for the same booking in whatever statement it stands: see ``with_keys``


@dataclass(frozen=True)
class Contents:
    """A whole file. Balances are there only where the format has them."""

    format: str
    iban: str  # whose account it is; empty where the file does not say
    entries: tuple[Entry, ...]
    number: str = ""  # the bank's own number of the statement
    currency: str = "EUR"
    opening_cents: int | None = None
    closing_cents: int | None = None
    pending: int = 0  # what the bank has announced and not booked: left out
    ibans: frozenset[str] = field(default_factory=frozenset)  # every account that the file says is its own


def cannot_read(words: Words) -> BadInput:
    """The refusal that stands at the file."""
    return BadInput(words, field="file")


def with_keys(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Each with a key of its own, which does not depend on the file it stands in.

    The bank's number of it makes the key, with day and sum, since some banks begin their numbers anew each day; where
    there is none, all that the line says. Of several that are alike the first is always the first.
    """
    seen: Counter[str] = Counter()
    made = []
    for one in entries:
        sums = (one.on.isoformat(), str(one.cents), one.currency, str(one.is_reversal))
        words = (
            ("number", one.bank_reference)
            if one.bank_reference
            else ("line", one.structured, one.text, one.name, one.iban)
        )
        print_ = "\x1f".join((*sums, *words))
        seen[print_] += 1
        key = hashlib.sha256(f"{print_}\x1f{seen[print_]}".encode()).hexdigest()
        made.append(replace(one, key=key))
    return tuple(made)
