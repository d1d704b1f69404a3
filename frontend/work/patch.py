"""The least that has to be drawn anew when a draft changed from some rows to others."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from proposals.selectors.drafts import Row


@dataclass
class Insertion:
    """Rows that stand after ``after`` ("" for the top)."""

    after: str
    rows: list[Row]


@dataclass
class Patch:
    """Rows to take away, to draw again where they stand, and to put in; in this order they turn one into the other."""

    gone: list[str] = field(default_factory=list)
    again: list[Row] = field(default_factory=list)
    put: list[Insertion] = field(default_factory=list)


def patch_of(before: list[Row], after: list[Row], again: Iterable[str] = ()) -> Patch:
    """From the rows shown to the rows wanted; rows named in ``again`` are drawn even if they are equal."""
    old, new = [row.key for row in before], [row.key for row in after]
    known = {row.key: row for row in before}
    forced, patch = set(again), Patch()
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            patch.again.extend(row for row in after[k:m] if row != known[row.key] or row.key in forced)
            continue
        patch.gone.extend(old[i:j])
        if m > k:
            patch.put.append(Insertion(new[k - 1] if k else "", after[k:m]))
    return patch
