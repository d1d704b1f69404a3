"""Signs that nobody sees: out of what stands on one line, and where they would turn other words around out of everything.

A sign such as U+202E shows all that comes after it backwards, beyond the words that it was typed in: a title could make
a page say what nobody wrote. Blanks of all kinds, signs of control, halves of characters and signs without a meaning go
from names, titles and options; from longer texts only what turns directions, so that their lines and joined signs stay.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from participation.personal_numbers import is_prose

UNSEEN = {"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"}  # categories of Unicode
BLANK = "\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0"  # letters and signs that are drawn as nothing
TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")


def one_line(typed: str) -> str:
    """The words on one line without unseen signs, parted by single spaces; empty where nobody would see any."""
    parted = "".join(" " if sign.isspace() or sign in BLANK else sign for sign in unicodedata.normalize("NFC", typed))
    shown = "".join(sign for sign in parted if unicodedata.category(sign) not in UNSEEN)
    words = " ".join(shown.split())
    return words if any(unicodedata.category(sign)[0] != "M" for sign in words.replace(" ", "")) else ""


def straight(text: str) -> str:
    """The text without signs that turn the direction of what follows; the same object where there is none."""
    return TURNS.sub("", text) if TURNS.search(text) else text


def straight_all(value: Any) -> Any:
    """The same with every text in it straight, however deep; secrets, addresses and keys stay as they are."""
    if isinstance(value, str):
        return straight(value)
    if isinstance(value, dict):
        return {name: straight_all(inner) if is_prose(str(name)) else inner for name, inner in value.items()}
    return [straight_all(inner) for inner in value] if isinstance(value, list) else value
