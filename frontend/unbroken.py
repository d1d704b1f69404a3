"""What must not be torn apart at the end of a line: numbers with their thousands and units, comparatives with a hyphen.

A span of our own keeps them together, so that what is copied, quoted and compared stays as it was typed.
"""

from __future__ import annotations

import re
from functools import lru_cache

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

_UNIT = r"(?:[%‰€$]|[^\W\d_]{1,12}(?:/[^\W\d_]{1,4}\b|\.|\b))"
# 14 230 души, 16 мерки, 1 Gbit/s, 29 %; чл. 5, № 12; по-ясен, най-късно. Tags are passed over.
TOGETHER = re.compile(
    r"<[^>]*>"
    r"|(?:\b(?:чл|ал|стр|art|т)\.|№|§) \d[\d.–-]*"
    rf"|\d[\d.,–-]*(?:(?: \d{{3}}(?!\d))+(?: {_UNIT})?| {_UNIT})"
    r"|\b(?:по|най)-[^\W\d_]{1,18}",
    re.IGNORECASE,
)


@lru_cache(maxsize=2048)
def unbroken(made: str) -> SafeString:
    """Safe HTML, as safe as it came, in which such words stay on one line. Kept: texts are read more than written."""
    return mark_safe(TOGETHER.sub(_kept, made))  # adds spans only


def unbroken_words(words: str) -> SafeString:
    """The same for plain words, which are escaped."""
    return unbroken(escape(words))


def _kept(found: re.Match[str]) -> str:
    together = found[0]
    return together if together.startswith("<") else f'<span class="nowrap">{together}</span>'
