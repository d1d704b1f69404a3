"""What a sender called a file, made harmless for pages, headers and archives."""

from __future__ import annotations

import re
import unicodedata

from participation.personal_numbers import masked

_LONGEST = 120
_FORBIDDEN = re.compile(r"[\x00-\x1f\x7f/\\:*?\"<>|;%`$&{}\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+")


def sanitise_name(name: str, fallback: str = "document") -> str:
    """The last part of the name without signs that mean something elsewhere; never empty, never hidden, no personal number."""
    last = masked(unicodedata.normalize("NFC", name or "")).replace("\\", "/").rsplit("/", 1)[-1]
    clean = re.sub(r"\s+", " ", _FORBIDDEN.sub("_", last)).strip(" ._")
    if not clean:
        return fallback
    if len(clean) <= _LONGEST:
        return clean
    stem, dot, ending = clean.rpartition(".")
    if dot and len(ending) <= 10:
        return stem[: _LONGEST - len(ending) - 1].rstrip(" .") + dot + ending
    return clean[:_LONGEST].rstrip(" .")
