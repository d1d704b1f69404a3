"""Rows of any table to Markdown cells: by column, or packed to the left where it is a form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from participation.documents.blocks import Block, is_caps
from participation.documents.labels import read_label


@dataclass(slots=True)
class Row:
    """Cells of one row: texts, where each begins, how far it spans, whether it continues one from above."""

    texts: list[str]
    columns: list[int]
    spans: list[int]
    continued: list[bool]
    bold: bool

    @property
    def full_width(self) -> bool:
        return len(self.texts) == 1


def table_blocks(
    rows: Sequence[Row], columns: int, inside: Sequence[list[Block]], *, page: int = 0, marked: bool = False
) -> list[Block]:
    """The table; titles that someone put into its full-width rows come out as paragraphs before it.

    `inside` holds the paragraphs of each row; `marked` says that the first row is marked as a header.
    """
    blocks: list[Block] = []
    pending: list[Row] = []
    form = is_form(rows, columns)
    for row, paragraphs in zip(rows, inside, strict=True):
        if row.full_width and len(rows) > 1 and (not pending or (form and _is_title(paragraphs))):
            blocks.extend(_one_table(pending, columns, page, marked))
            pending = []
            blocks.extend(paragraphs)
        else:
            pending.append(row)
    blocks.extend(_one_table(pending, columns, page, marked))
    return blocks


def is_form(rows: Sequence[Row], columns: int) -> bool:
    """Rows of many different shapes: a form to fill in, not a table of records."""
    return sum(1 for row in rows if len(row.texts) == columns) * 2 < len(rows)


def _is_title(paragraphs: list[Block]) -> bool:
    labels = [read_label(block.text)[0] for block in paragraphs]
    return any(is_caps(block.text) for block in paragraphs) or any(
        label is not None and label.kind == "measure" for label in labels
    )


def _one_table(rows: list[Row], columns: int, page: int, marked: bool) -> list[Block]:
    if not rows:
        return []
    form = is_form(rows, columns)
    cells = _packed(rows) if form else [_by_column(row, columns) for row in rows]
    first = rows[0]
    header = len(cells) > 1 and all(first.texts) and len(first.texts) == columns and not form
    header = (header and (first.bold or columns >= 3)) or (marked and len(cells) > 1)
    return [Block(kind="table", rows=cells, header=header, page=page)]


def _packed(rows: list[Row]) -> list[list[str]]:
    packed: list[list[str]] = []
    for row in rows:
        filled = [index for index, text in enumerate(row.texts) if text]
        if packed and len(filled) == 1 and any(row.continued) and _only_continues(row, packed[-1]):
            spot = filled[0]
            packed[-1][spot] = f"{packed[-1][spot]}<br>{row.texts[spot]}" if packed[-1][spot] else row.texts[spot]
        else:
            packed.append(list(row.texts))
    return packed


def _only_continues(row: Row, above: list[str]) -> bool:
    return len(row.texts) == len(above) and all(
        gone for gone, text in zip(row.continued, row.texts, strict=True) if not text
    )


def _by_column(row: Row, columns: int) -> list[str]:
    texts = [""] * columns
    for text, column in zip(row.texts, row.columns, strict=True):
        if column < columns:
            texts[column] = text
    return texts
