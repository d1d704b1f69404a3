"""International bank account numbers (ISO 13616): their length by country and their check digits."""

from __future__ import annotations

import re

# Of the countries that take part in SEPA.
LENGTHS = {
    "AD": 24, "AT": 20, "BE": 16, "BG": 22, "CH": 21, "CY": 28, "CZ": 24, "DE": 22, "DK": 18, "EE": 20, "ES": 24, "FI": 18,
    "FR": 27, "GB": 22, "GI": 23, "GR": 27, "HR": 21, "HU": 28, "IE": 22, "IS": 26, "IT": 27, "LI": 21, "LT": 20, "LU": 20,
    "LV": 21, "MC": 27, "MT": 31, "NL": 18, "NO": 15, "PL": 28, "PT": 25, "RO": 24, "SE": 24, "SI": 19, "SK": 24, "SM": 27,
    "VA": 22,
}  # fmt: skip
FORM = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}")
BULGARIAN = re.compile(r"BG[0-9]{2}[A-Z]{4}[0-9]{6}[A-Z0-9]{8}")


def plain_iban(typed: str) -> str:
    """As machines write it: capital letters, no blanks."""
    return re.sub(r"[\s-]", "", typed).upper()


def is_iban(text: str) -> bool:
    """Whether this is an account in the SEPA area, written plainly, whose check digits are right."""
    if not FORM.fullmatch(text) or LENGTHS.get(text[:2]) != len(text):
        return False
    if text.startswith("BG") and not BULGARIAN.fullmatch(text):
        return False
    return remainder(text[4:] + text[:4]) == 1


def grouped(iban: str) -> str:
    """As people read it: in groups of four."""
    return " ".join(iban[start : start + 4] for start in range(0, len(iban), 4))


def remainder(text: str) -> int:
    """What is left of digits and letters (A = 10 … Z = 35), read as one number, when divided by 97 (ISO 7064)."""
    return int("".join(str(int(sign, 36)) for sign in text)) % 97
