"""Tables in the text of a clause: cut between rows, so that both parts are whole tables."""

from __future__ import annotations

import re
from dataclasses import dataclass

DELIMITER = re.compile(r"^\s*\|?(?:\s*:?-{1,}:?\s*\|)+(?:\s*:?-{1,}:?\s*)?$")


@dataclass(frozen=True)
class Table:
    """A pipe table inside a text: where it begins and ends, its two lines of header, and where each row begins."""

    start: int
    end: int
    header: str
    rows: tuple[int, ...]


def tables_in(body: str) -> list[Table]:
    """The tables of a text in reading order, by character."""
    lines: list[tuple[int, str]] = []
    at = 0
    for line in body.split("\n"):
        lines.append((at, line))
        at += len(line) + 1
    found: list[Table] = []
    index = 0
    while index + 1 < len(lines):
        if not (lines[index][1].lstrip().startswith("|") and DELIMITER.match(lines[index + 1][1])):
            index += 1
            continue
        last = index + 1
        while last + 1 < len(lines) and lines[last + 1][1].lstrip().startswith("|"):
            last += 1
        header = f"{lines[index][1]}\n{lines[index + 1][1]}"
        rows = tuple(start for start, _line in lines[index + 2 : last + 1])
        found.append(Table(lines[index][0], lines[last][0] + len(lines[last][1]), header, rows))
        index = last + 1
    return found


def cut(body: str, at: int) -> tuple[str, str]:
    """The text before and after character ``at``; inside a table it is cut before that row, and the header repeated."""
    at = min(max(at, 0), len(body))
    for table in tables_in(body):
        if not table.start < at < table.end:
            continue
        row = max((start for start in table.rows if start <= at), default=None)
        if row is None or row == table.rows[0]:  # in the header or the first row: the whole table moves
            at = table.start
            break
        return body[:row].strip(), f"{table.header}\n{body[row:]}".strip()
    return body[:at].strip(), body[at:].strip()


def rows_apart(body: str) -> list[str]:
    """A text that is one table of several rows as as many tables of one row each; empty for any other text."""
    found = tables_in(body)
    if len(found) != 1 or body[: found[0].start].strip() or body[found[0].end :].strip() or len(found[0].rows) < 2:
        return []
    table = found[0]
    ends = [*table.rows[1:], table.end]
    return [f"{table.header}\n{body[a:b].strip()}" for a, b in zip(table.rows, ends, strict=True)]
