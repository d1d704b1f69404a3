"""Words that the end of a line broke: with a hyphen of the typesetter's or of the word's own."""

from __future__ import annotations

import re
from collections import Counter

from participation.documents.blocks import Block

BROKEN = "\u00ad"  # the line ended with a hyphen here
CUT = "\u200b"  # the line ended here, maybe inside a word
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_MARK = re.compile(r"(\w*)([\u00ad\u200b])(\w*)")
_PREFIXES = {"по", "най", "non", "co", "self", "бизнес", "онлайн", "он", "вице", "экс", "е", "e"}
_ARTICLES = {"та", "то", "те", "ят", "ия", "ът", "а"}


def mend(blocks: list[Block]) -> None:
    """Decides every mark in the blocks' texts from the words of the same document."""
    texts = [text for block in blocks for text in (block.text, *(cell for row in block.rows for cell in row))]
    known = Counter(word.lower() for text in texts for word in _WORD.findall(_MARK.sub(" ", text)))
    decide = _Decider(known, _hyphenates(texts, known))
    for block in blocks:
        block.text = _MARK.sub(decide, block.text)
        block.rows = [[_MARK.sub(decide, cell) for cell in row] for row in block.rows]


def _hyphenates(texts: list[str], known: Counter[str]) -> bool:
    """True for a document whose typesetter hyphenates: most broken words exist without the hyphen."""
    whole = parted = 0
    for text in texts:
        for before, mark, after in _MARK.findall(text):
            if mark == BROKEN and before and after:
                whole += (before + after).lower() in known
                parted += f"{before}-{after}".lower() in known
    return whole >= 3 and whole > 2 * parted


class _Decider:
    """Puts a hyphen, a blank or nothing in the place of a mark."""

    def __init__(self, known: Counter[str], hyphenates: bool) -> None:
        self.known = known
        self.hyphenates = hyphenates

    def __call__(self, found: re.Match[str]) -> str:
        before, mark, after = found.groups()
        whole = (before + after).lower()
        if mark == CUT:
            return before + ("" if whole in self.known else " ") + after
        return before + ("" if self._joins(before, after, whole) else "-") + after

    def _joins(self, before: str, after: str, whole: str) -> bool:
        if not before.isalpha() or not after.isalpha() or not after.islower():
            return False
        low = before.lower()
        if low in _PREFIXES or f"{low}-{after}" in self.known:
            return False
        if whole in self.known or (after in _ARTICLES and before.islower()):
            return True
        return self.hyphenates or (len(before) > 2 and len(after) <= 3 and not low.endswith("о"))
