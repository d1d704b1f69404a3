"""Structured creditor references (ISO 11649): by them a transfer is known, and a mistyped one is noticed."""

from __future__ import annotations

import re

from .iban import remainder

FORM = re.compile(r"RF[0-9]{2}[A-Z0-9]{1,21}")


def reference_of(pledge_id: int) -> str:
    """The reference with which a pledge is transferred, such as RF18MGD42."""
    body = f"MGD{pledge_id}"
    return f"RF{98 - remainder(f'{body}RF00'):02d}{body}"


def is_reference(text: str) -> bool:
    """Whether the check digits are right, however it is grouped."""
    plain = re.sub(r"\s", "", text).upper()
    return bool(FORM.fullmatch(plain)) and remainder(plain[4:] + plain[:4]) == 1


def pledge_of(text: str) -> int | None:
    """Which pledge a reference names; None for one that is mistyped or another's."""
    plain = re.sub(r"\s", "", text).upper()
    found = re.fullmatch(r"RF[0-9]{2}MGD([1-9][0-9]{0,17})", plain)
    return int(found[1]) if found and is_reference(plain) else None
