"""Letters to lines of text."""

from __future__ import annotations

import unicodedata

from participation.documents.readers.pdf.geometry import Char, Line
from participation.documents.text import BULLETS


def make_lines(chars: list[Char], page: int) -> list[Line]:
    """The lines of these letters from top to bottom, blanks squeezed, empty ones left out."""
    rows: list[list[Char]] = []
    base = size = 0.0
    for char in sorted(chars, key=lambda each: (-each.y, each.x0)):
        if rows and base - char.y <= max(size, char.size) * 0.45:
            rows[-1].append(char)
            if char.size > size:
                base, size = char.y, char.size
        else:
            rows.append([char])
            base, size = char.y, char.size
    lines = (_line(row, page) for row in rows)
    return [line for line in lines if line is not None]


def _line(row: list[Char], page: int) -> Line | None:
    row.sort(key=lambda char: (char.x0, char.order))
    ink = [char for char in row if not char.text.isspace()]
    if not ink:
        return None
    parts: list[str] = []
    first_end = after_bullet = 0.0
    previous: Char | None = None
    gap = False
    for char in row:
        if char.text.isspace():
            gap = True
            continue
        if previous is not None:
            if char.text == previous.text and char.x0 - previous.x0 < 0.12 * char.size:
                continue  # the same letter drawn twice to look bold
            if gap or char.x0 - previous.x1 > 0.22 * char.size:
                parts.append(" ")
                first_end = first_end or previous.x1
                if not after_bullet and len(parts) == 2 and parts[0] in BULLETS:
                    after_bullet = char.x0
        parts.append(char.text)
        previous, gap = char, False
    text = unicodedata.normalize("NFC", "".join(parts))
    x0, x1 = ink[0].x0, max(char.x1 for char in ink)
    sizes = sorted(char.size for char in ink)
    bold = sum(1 for char in ink if char.bold) * 2 > len(ink)
    return Line(
        text=text,
        x0=x0,
        x1=x1,
        y=max(ink, key=lambda char: char.size).y,
        size=sizes[len(sizes) // 2],
        bold=bold,
        first_word=(first_end or x1) - x0,
        after_bullet=after_bullet,
        page=page,
    )
