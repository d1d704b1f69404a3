"""A redline by word, in two levels: first which lines belong together, then which words changed within them.

``megdan/js/diff.js`` draws the same while somebody types (tests/frontend/public/test_diff_preview.py); where a word stands
several times they may choose another one of them as the one that stayed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import lru_cache

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

WORDS = re.compile(r"\s+|[^\s\w]|\w+")
Step = tuple[str, str]  # ("=", "-" or "+", text)


def word_steps(old: str, new: str) -> list[Step]:
    """The way from one text to the other: kept, removed and added runs of words, in reading order."""
    return _merged(_by_line(old.splitlines(keepends=True), new.splitlines(keepends=True)))


def _by_line(old: list[str], new: list[str]) -> Iterator[Step]:
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield "=", "".join(old[i:j])
        else:
            yield from _by_word(WORDS.findall("".join(old[i:j])), WORDS.findall("".join(new[k:m])))


def _by_word(old: list[str], new: list[str]) -> Iterator[Step]:
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=len(old) > 2000).get_opcodes():
        if tag == "equal":
            yield "=", "".join(old[i:j])
            continue
        if j > i:
            yield "-", "".join(old[i:j])
        if m > k:
            yield "+", "".join(new[k:m])


def _merged(steps: Iterator[Step]) -> list[Step]:
    """Runs of the same kind put together; a lone space between two changes belongs to them, so that it reads."""
    runs: list[Step] = []
    found = list(steps)
    for place, (kind, text) in enumerate(found):
        between = kind == "=" and text.isspace() and "\n" not in text and 0 < place < len(found) - 1
        for part in (("-", text), ("+", text)) if between else ((kind, text),):
            _put(runs, part)
    return runs


def _put(runs: list[Step], step: Step) -> None:
    kind, text = step
    if runs and runs[-1][0] == kind:
        runs[-1] = (kind, runs[-1][1] + text)
    elif kind == "-" and len(runs) > 1 and runs[-1][0] == "+" and runs[-2][0] == "-":
        runs[-2] = ("-", runs[-2][1] + text)  # what goes stands before what comes
    else:
        runs.append(step)


def redline(old: str, new: str) -> SafeString:
    """The redline as HTML: added and removed are marked for the eye and said to a screen reader."""
    return _drawn(old, new, get_language() or "")


@lru_cache(maxsize=512)
def _drawn(old: str, new: str, language: str) -> SafeString:
    tags = {"-": ("del", _("removed:")), "+": ("ins", _("added:"))}
    drawn: list[str] = []
    for kind, text in word_steps(old, new):
        if kind == "=":
            drawn.append(escape(text))
        else:
            tag, word = tags[kind]
            drawn.append(f'<{tag}><span class="sr"> {escape(word)} </span>{escape(text)}</{tag}>')
    return mark_safe("".join(drawn))  # every part is escaped above
