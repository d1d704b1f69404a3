"""The words around what was searched for."""

from __future__ import annotations

import re
from html import escape

from django.utils.safestring import SafeString, mark_safe

from participation.documents.markup import plain_text

BEFORE, LONGEST = 60, 180  # characters


def excerpt(html: str, words: str) -> SafeString:
    """The text around the first of the words, each of them marked."""
    text = " ".join(plain_text(html).split())
    wanted = sorted(set(words.split()[:6]), key=len, reverse=True)
    expression = re.compile("|".join(map(re.escape, wanted)) or "$^", re.IGNORECASE)
    first = expression.search(text)
    begin = max(0, first.start() - BEFORE) if first else 0
    if begin:
        begin = text.find(" ", begin, first.start() + 1 if first else begin) + 1 or begin
    end = begin + LONGEST
    if end < len(text):
        end = max(text.rfind(" ", begin, end), begin + LONGEST // 2)
    shown = text[begin:end]
    parts, at = [], 0
    for found in expression.finditer(shown):
        parts += [escape(shown[at : found.start()]), f"<mark>{escape(found[0])}</mark>"]
        at = found.end()
    parts.append(escape(shown[at:]))
    return mark_safe(
        f"{'…' if begin else ''}{''.join(parts)}{'…' if end < len(text) else ''}"
    )  # escaped piece by piece
