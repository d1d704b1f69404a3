"""Ruled tables to rows of Markdown cells, and one table again where a page broke it."""

from __future__ import annotations

from dataclasses import dataclass, field

from participation.documents import md
from participation.documents.readers import rows
from participation.documents.readers.pdf.geometry import Cell, Grid
from participation.documents.readers.pdf.lines import make_lines
from participation.documents.readers.pdf.paragraphs import Paragraph, Region, split_paragraphs
from participation.documents.text import strip_bullet

PADDING = 4.5


@dataclass(slots=True)
class Row(rows.Row):
    """A row that still knows its paragraphs, for a page break to join."""

    paragraphs: list[Paragraph] = field(default_factory=list)


@dataclass(slots=True)
class Table:
    """Rows between the same outer edges."""

    x0: float
    x1: float
    columns: int
    rows: list[Row]
    page: int


def read_grid(grid: Grid, page: int) -> Table:
    """The table with its cells' text."""
    height = max(cell.row + cell.row_span for cell in grid.cells)
    found = []
    for index in range(height):
        inside = [cell for cell in grid.cells if cell.row <= index < cell.row + cell.row_span]
        inside.sort(key=lambda cell: cell.column)
        first = [cell.row == index for cell in inside]
        paragraphs = [_paragraphs(cell, page) if new else [] for cell, new in zip(inside, first, strict=True)]
        inked = [part for parts in paragraphs for part in parts]
        found.append(
            Row(
                texts=[cell_text(parts) for parts in paragraphs],
                columns=[cell.column for cell in inside],
                spans=[cell.column_span for cell in inside],
                continued=[not new for new in first],
                bold=bool(inked) and all(part.first.bold for part in inked),
                paragraphs=inked,
            )
        )
    return Table(grid.x0, grid.x1, grid.columns, [row for row in found if any(row.texts)], page)


def _paragraphs(cell: Cell, page: int) -> list[Paragraph]:
    lines = make_lines(cell.chars, page)
    left = min([cell.x0 + PADDING, *(line.x0 for line in lines)])
    right = max([cell.x1 - PADDING - 1.5, *(line.x1 for line in lines)])
    return split_paragraphs(lines, Region(left, right))


def cell_text(paragraphs: list[Paragraph]) -> str:
    """The cell's paragraphs as inline Markdown, a line break between them."""
    parts: list[str] = []
    for paragraph in paragraphs:
        bullet, text = strip_bullet(paragraph.text)
        text = md.squeeze(text)
        if text == "." and parts:
            continue  # the full stop of "20." fell to the next line of a narrow cell
        if text:
            parts.append(("• " if bullet else "") + md.escape(text))
    return "<br>".join(parts)


def continues(before: Table, after: Table) -> bool:
    """True when the second table is the first one going on over the page."""
    return (
        after.page == before.page + 1
        and abs(before.x0 - after.x0) < 6
        and abs(before.x1 - after.x1) < 6
        and not (after.rows and after.rows[0].full_width and after.rows[0].bold)
    )


def join(before: Table, after: Table) -> None:
    """Appends the rows; a row that the page broke is whole again, a repeated header goes."""
    more = after.rows
    if more and before.rows and len(more) > 1 and more[0].texts == before.rows[0].texts:
        more = more[1:]
    last, rest = (before.rows[-1], more[0]) if more and before.rows else (None, None)
    if last and rest and _broken(before, last, rest):
        last.texts = [_glue(one, two) for one, two in zip(last.texts, rest.texts, strict=True)]
        last.paragraphs.extend(rest.paragraphs)
        more = more[1:]
    elif last and rest and len(last.texts) == len(rest.texts) > 1 and _flows(last.texts[0], rest.texts[0]):
        # only the cell that spans both rows was broken
        last.texts[0], rest.texts[0] = _glue(last.texts[0], rest.texts[0]), ""
    before.rows.extend(more)
    before.columns = max(before.columns, after.columns)
    before.page = after.page


def _broken(table: Table, last: Row, rest: Row) -> bool:
    if len(last.texts) != len(rest.texts) or any(rest.continued):
        return False
    usual = [row for row in table.rows if len(row.texts) == len(last.texts)]
    leads = sum(1 for row in usual if row.texts[0] or row.continued[0])
    if not rest.texts[0] and leads * 2 > len(usual) and any(rest.texts):
        return True
    if rest.texts[0].strip(". ") == "" and last.texts[0]:
        return True
    pairs = [(one, two) for one, two in zip(last.texts, rest.texts, strict=True) if one and two]
    flows = [_flows(one, two) for one, two in pairs]
    return bool(flows) and flows[0] and sum(flows) * 2 >= len(flows)


def _flows(one: str, two: str) -> bool:
    """The second text goes on with the sentence of the first."""
    return bool(one) and two[:1].islower() and not one.endswith((".", ";", ":", "!", "?"))


def _glue(one: str, two: str) -> str:
    if not one or not two:
        return one or two
    if two.strip(". ") == "":
        return one + two.strip()
    if one.endswith("-") and two[:1].islower():
        return one + two
    runs_on = not one.endswith((".", ";", ":", "!", "?")) and (two[:1].islower() or two[:1] == "(" or one[-1:] in ",–")
    return one + (" " if runs_on else "<br>") + two
