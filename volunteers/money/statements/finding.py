"""Our references in what people write: structured or not, in small or Cyrillic letters, with blanks, inside other words."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..references import pledge_of, reference_of

LONGEST = 28  # of what can be a reference with slips in it
# What people type who do not change the keyboard: РФ18МГД42.
CYRILLIC = str.maketrans("РФМГДр фмгд".replace(" ", ""), "RFMGDrfmgd")
BETWEEN = r"[\s.,:/\\_\-–]*"
SAID = re.compile(
    BETWEEN.join(("R", "F", "[0-9]", "[0-9]", "M", "G", "D")) + f"(?P<number>(?:{BETWEEN}[0-9])+)", re.IGNORECASE
)
# Something that was meant to be one, with a slip somewhere.
MEANT = re.compile(
    r"(?<![A-Z0-9])(?:R\s?F?|F)\s?[0-9OIL]{1,3}\s?[A-Z]{0,5}\s?[0-9OIL]{1,18}(?![A-Z0-9])"
    r"|[A-Z0-9]{0,4}M?GD?\s?[0-9]{1,18}|[A-Z0-9]{0,5}MD\s?[0-9]{1,18}",
    re.IGNORECASE,
)


def pledges_in(text: str) -> list[int]:
    """Every pledge that is named, once. Check digits say where a number ends when more digits follow it."""
    found: list[int] = []
    for said in SAID.finditer(text.translate(CYRILLIC)):
        head = re.sub(r"[^A-Z0-9]", "", said[0][: said.start("number") - said.start()].upper())
        numbers = [n for end in _ends(said["number"]) if (n := pledge_of(f"{head}{end}"))]
        if numbers and numbers[0] not in found:
            found.append(numbers[0])
    return found


def _ends(text: str) -> list[str]:
    """The digits up to each place where the number may end: the longest first, never between two digits that touch."""
    parts = re.findall(r"[0-9]+", text)
    return ["".join(parts[:n]) for n in range(len(parts), 0, -1)]


def meant_in(text: str) -> str:
    """What was probably meant to be a reference of ours, without blanks; empty where nothing looks like one."""
    found = MEANT.search(text.translate(CYRILLIC))
    return re.sub(r"[^A-Z0-9]", "", found[0].upper())[:LONGEST] if found else ""


def near(meant: str, pledges: Iterable[int], *, most: int = 2) -> list[int]:
    """The pledges whose reference differs from what was written by few slips, the nearest first."""
    if not meant:
        return []
    weighed = [(distance(meant, reference_of(pk), most), pk) for pk in pledges]
    return [pk for slips, pk in sorted(weighed) if slips <= most]


def distance(a: str, b: str, most: int) -> int:
    """How many signs are wrong, missing, too many, or have changed places; ``most + 1`` for every more."""
    if abs(len(a) - len(b)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, sign in enumerate(a, 1):
        older, before, row = before, row, [i]
        for k, other in enumerate(b, 1):
            least = min(before[k] + 1, row[k - 1] + 1, before[k - 1] + (sign != other))
            if i > 1 and k > 1 and sign == b[k - 2] and a[i - 2] == other:
                least = min(least, older[k - 2] + 1)
            row.append(least)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)
