"""Hiding in part: passages of a text, found by their words, give way to a mark."""

from __future__ import annotations

import re
from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from participation.refusals import BadInput

MARK = "▒▒▒"  # in every language; pages say beside it, in the reader's, that a moderator hid the words
SHORTEST = 2  # characters of a passage
MOST = 20  # passages of one decision
_BETWEEN = r"[\s*_>~]+"  # what may stand between two words that are read one after the other


def passages(words: str) -> list[str]:
    """One passage a line, without empty ones. Raises BadInput: none, too many, or one too short to be found."""
    found = [line.strip() for line in words.splitlines() if line.strip()]
    if not found:
        raise BadInput(_("Say which words: one passage a line."), field="words")
    if len(found) > MOST:
        raise BadInput(_("At most %(most)d passages.") % {"most": MOST}, field="words")
    if any(len(one) < SHORTEST for one in found):
        raise BadInput(_("A passage has at least two characters."), field="words")
    return found


def mask(texts: Sequence[str], wanted: Sequence[str]) -> list[str]:
    """The texts with each passage behind the mark, wherever it stands. Raises BadInput for one that stands in none.

    The longest passages go first, so that a short one does not cut a long one in two.
    """
    masked = list(texts)
    for passage in sorted(wanted, key=len, reverse=True):
        pattern = re.compile(_BETWEEN.join(re.escape(word) for word in passage.split()))
        if not any(pattern.search(text) for text in texts):
            raise BadInput(_("These words do not stand in it: “%(words)s”.") % {"words": passage[:80]}, field="words")
        masked = [pattern.sub(MARK, text) for text in masked]
    return masked


def mask_where_there(text: str, wanted: Sequence[str]) -> str:
    """The text with those passages behind the mark that stand in it: for earlier wordings and copies."""
    for passage in sorted(wanted, key=len, reverse=True):
        text = re.sub(_BETWEEN.join(re.escape(word) for word in passage.split()), MARK, text)
    return text
