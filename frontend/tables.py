"""Tables that people wrote in Markdown, read so that two wordings of one can be laid side by side."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple, TypeVar

RULE = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")
BAR = re.compile(r"(?<!\\)\|")
BREAK = re.compile(r"<br ?/?>", re.IGNORECASE)
# A number with its thousands or its unit: 1 900, 10 мин., 29 %, 14 дни. Tags are passed over.
FIGURE = re.compile(
    r"<[^>]*>|\d[\d.,–-]*(?:(?: \d{3}(?!\d))+(?: (?:[%‰€$]|[^\W\d_]{1,5}\.|[^\W\d_]{1,4}\b))?"
    r"| (?:[%‰€$]|[^\W\d_]{1,5}\.|[^\W\d_]{1,4}\b))"
)
MOST = 10_000  # pairs of rows that are weighed against each other; beyond it rows meet in their order
Cells = tuple[str, ...]
Columns = list[tuple[int | None, int | None]]
T = TypeVar("T")


class Table(NamedTuple):
    """A head and rows of as many cells."""

    head: Cells
    rows: tuple[Cells, ...]


Part = str | Table


def parts_of(text: str) -> list[Part]:
    """The text as runs of words and tables, in reading order, told apart as our Markdown tells them apart."""
    parts: list[Part] = []
    for block in re.split(r"\n(?:[ \t]*\n)+", text.replace("\r\n", "\n").strip("\n")):
        table = _table(block.split("\n"))
        if table is None and parts and isinstance(parts[-1], str):
            parts[-1] += f"\n\n{block}"
        elif table or block.strip():
            parts.append(table or block)
    return parts


def _table(lines: Sequence[str]) -> Table | None:
    if len(lines) < 2 or "|" not in lines[0] or "|" not in lines[1] or not RULE.fullmatch(lines[1]):
        return None
    head = _cells(lines[0])
    blank = ("",) * len(head)
    rows = (_cells(line) for line in lines[2:] if line.strip())
    return Table(head, tuple((*row, *blank)[: len(head)] for row in rows))


def _cells(line: str) -> Cells:
    bare = line.strip().removeprefix("|")
    if bare.endswith("|") and not bare.endswith("\\|"):
        bare = bare[:-1]
    return tuple(BREAK.sub("\n", cell.replace("\\|", "|")).strip() for cell in BAR.split(bare))


def pair_parts(old: list[Part], new: list[Part]) -> Iterator[tuple[Part | None, Part | None]]:
    """Words beside words and tables beside tables; None where one side has nothing to lay there."""
    return _paired(old, new, lambda a, b: float(isinstance(a, Table) == isinstance(b, Table)))


def pair_columns(old: Cells, new: Cells) -> Columns:
    """Which column of the old table is which of the new one, by what their heads say."""
    if len(old) == len(new):
        return [(i, i) for i in range(len(old))]
    ways = _paired(range(len(old)), range(len(new)), lambda i, k: _alike(old[i], new[k]))
    return list(ways)


def flat(text: str) -> str:
    """The text with the words of its tables instead of their bars, a line for each row."""
    lines: list[str] = []
    for part in parts_of(text):
        rows = [part] if isinstance(part, str) else (" · ".join(row) for row in (part.head, *part.rows))
        lines.extend(rows)
    return "\n".join(lines)


def is_figure(cell: str) -> bool:
    """Whether a cell holds a number with its unit and little else."""
    return len(cell) <= 20 and any(sign.isdigit() for sign in cell)


def pair_rows(
    old: Sequence[Cells], new: Sequence[Cells], columns: Columns
) -> Iterator[tuple[Cells | None, Cells | None]]:
    """Which row became which: mostly by its first cell, then by how much of the rest stayed."""
    both: list[tuple[int, int]] = [(i, k) for i, k in columns if i is not None and k is not None]

    def alike(a: Cells, b: Cells) -> float:
        if a == b:
            return 4.0
        (first, same), *rest = both or [(0, 0)]
        kept = sum(a[i] == b[k] for i, k in rest) / (len(rest) or 1)
        weight = 2 * _alike(a[first], b[same]) + kept
        return weight if weight >= 1 else 0.0

    return _paired(old, new, alike)


def _alike(a: str, b: str) -> float:
    """1 for the same words, 0 for words that have little in common."""
    if a == b:
        return 1.0
    ratio = SequenceMatcher(None, a.casefold().split(), b.casefold().split(), autojunk=False).ratio()
    return ratio if ratio >= 0.5 else 0.0


def _paired(old: Sequence[T], new: Sequence[T], alike: Callable[[T, T], float]) -> Iterator[tuple[T | None, T | None]]:
    """The pairs that leave most in place, in order; what goes stands before what comes."""
    if len(old) * len(new) > MOST:
        shared = min(len(old), len(new))
        yield from zip(old, new, strict=False)
        yield from ((one, None) for one in old[shared:])
        yield from ((None, one) for one in new[shared:])
        return
    weight = [[alike(a, b) for b in new] for a in old]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in range(len(old) - 1, -1, -1):
        for k in range(len(new) - 1, -1, -1):
            meet = weight[i][k] + best[i + 1][k + 1] if weight[i][k] else 0.0
            best[i][k] = max(meet, best[i + 1][k], best[i][k + 1])
    i = k = 0
    while i < len(old) or k < len(new):
        if i < len(old) and k < len(new) and weight[i][k] and best[i][k] == weight[i][k] + best[i + 1][k + 1]:
            yield old[i], new[k]
            i, k = i + 1, k + 1
        elif k == len(new) or (i < len(old) and best[i][k] == best[i + 1][k]):
            yield old[i], None
            i += 1
        else:
            yield None, new[k]
            k += 1


def unbroken(made: str) -> str:
    """Some HTML in which a number stays on one line with its thousands and its unit; copied, it has plain spaces."""

    def kept(found: re.Match[str]) -> str:
        figure = found[0]
        return figure if figure.startswith("<") else f'<span class="nowrap">{figure}</span>'

    return FIGURE.sub(kept, made)
