"""PDF with text to blocks: pages, tables, lines, paragraphs, and pages joined again."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from participation.documents import limits, md
from participation.documents.blocks import Block
from participation.documents.readers import rows
from participation.documents.readers.pdf import hyphens, tables
from participation.documents.readers.pdf.furniture import drop_furniture
from participation.documents.readers.pdf.geometry import Grid, Line, Page
from participation.documents.readers.pdf.grids import find_grids
from participation.documents.readers.pdf.lines import make_lines
from participation.documents.readers.pdf.page import read_page
from participation.documents.readers.pdf.paragraphs import Paragraph, Region, join_lines, split_paragraphs
from participation.documents.readers.progress import Progress
from participation.documents.refusal import ImportRefused
from participation.documents.text import strip_bullet

Piece = Paragraph | tables.Table


def read_pdf(path: Path, progress: Progress) -> list[Block]:
    """The document's blocks in reading order. Raises ImportRefused when there is no text to read."""
    pages = _pages(path, progress)
    _check_text(pages)
    drop_furniture(pages)
    left, right = _margins(pages)
    pieces: list[Piece] = []
    for page in pages:
        _add_page(pieces, _page_pieces(page, Region(left, right, page.width / 2)), right)
    indents = sorted({round(piece.first.x0 / 9) for piece in pieces if isinstance(piece, Paragraph) and piece.bullet})
    blocks: list[Block] = []
    for piece in pieces:
        if isinstance(piece, Paragraph):
            blocks.append(_paragraph_block(piece, indents))
        else:
            inside = [[_paragraph_block(part, []) for part in row.paragraphs] for row in piece.rows]
            blocks.extend(rows.table_blocks(piece.rows, piece.columns, inside, page=piece.page))
    hyphens.mend(blocks)
    return blocks


def _pages(path: Path, progress: Progress) -> list[Page]:
    try:
        document = pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        password = raw.FPDF_GetLastError() == raw.FPDF_ERR_PASSWORD or "password" in str(error).lower()
        raise ImportRefused("encrypted" if password else "broken") from error
    with document:
        total = len(document)
        if not total:
            raise ImportRefused("broken")
        if total > limits.MAX_PAGES:
            raise ImportRefused("too_many_pages")
        pages = []
        for index in range(total):
            try:
                pages.append(read_page(document[index], index + 1))
            except pdfium.PdfiumError as error:
                raise ImportRefused("broken") from error
            progress(index + 1, total)
    return pages


def _check_text(pages: list[Page]) -> None:
    letters = [char.text for page in pages for char in page.chars if not char.text.isspace()]
    if len(letters) < 10 * len(pages) and any(page.pictures for page in pages):
        raise ImportRefused("scanned")
    if not letters:
        raise ImportRefused("no_text")
    strange = sum(1 for text in letters if text == "\ufffd" or "\ue000" <= text[:1] <= "\uefff")
    if strange * 4 > len(letters):
        raise ImportRefused("unreadable_text")


def _margins(pages: list[Page]) -> tuple[float, float]:
    """Where most lines begin and where the longest ones end, in points."""
    lefts: Counter[int] = Counter()
    rights: list[float] = []
    for page in pages:
        for line in make_lines(page.chars, page.number):
            if line.width > page.width * 0.3:
                lefts[round(line.x0)] += 1
                rights.append(line.x1)
    if not rights:
        width = pages[0].width
        return width * 0.12, width * 0.88
    rights.sort()
    left = float(min(at for at, count in lefts.items() if count * 12 >= max(lefts.values())))
    right = rights[int(len(rights) * 0.95)]
    if sum(1 for at in rights if right - at < 4) * 3 < len(rights):  # ragged: the margin is where the left one is
        right = max(right, pages[0].width - left)
    return left, right


def _page_pieces(page: Page, region: Region) -> list[Piece]:
    grids = _tables_only(find_grids(page.rules, page.chars), page)
    taken = {id(char) for grid in grids for cell in grid.cells for char in cell.chars}
    free = [char for char in page.chars if id(char) not in taken]
    pieces: list[Piece] = []
    top = float("inf")
    for grid in grids:
        above = [char for char in free if grid.y1 - 2 <= char.y < top]
        pieces.extend(split_paragraphs(make_lines(above, page.number), region))
        pieces.append(tables.read_grid(grid, page.number))
        top = grid.y1 - 2
    rest = [char for char in free if char.y < top]
    pieces.extend(split_paragraphs(make_lines(rest, page.number), region))
    return pieces


def _tables_only(grids: list[Grid], page: Page) -> list[Grid]:
    """Without frames around a single text, unless at the top: there it may be the rest of a broken row."""
    top = max((char.y for char in page.chars if not char.text.isspace()), default=0.0)
    return [
        grid for grid in grids if sum(1 for cell in grid.cells if cell.chars) > 1 or (grid.y1 >= top and grid.y0 < top)
    ]


def _add_page(pieces: list[Piece], found: list[Piece], right: float) -> None:
    """Appends a page; the paragraph or table it begins with may continue the one before."""
    if pieces and found:
        last, first = pieces[-1], found[0]
        if isinstance(last, tables.Table) and isinstance(first, tables.Table) and tables.continues(last, first):
            tables.join(last, first)
            found = found[1:]
        elif isinstance(last, Paragraph) and isinstance(first, Paragraph) and _same_paragraph(last, first, right):
            last.lines.extend(first.lines)
            found = found[1:]
    if found and isinstance(found[0], tables.Table) and sum(len(row.paragraphs) > 0 for row in found[0].rows) == 1:
        row = found[0].rows[0]
        if sum(1 for text in row.texts if text) == 1:
            found = [*row.paragraphs, *found[1:]]
    pieces.extend(found)


def _same_paragraph(last: Paragraph, first: Paragraph, right: float) -> bool:
    before: Line = last.last
    after: Line = first.first
    if first.bullet or last.centred != first.centred or last.centred or before.bold != after.bold:
        return False
    if abs(before.size - after.size) > 0.9:
        return False
    full = before.x1 + after.first_word + 0.2 * before.size > right - 2
    ended = before.text.endswith((".", ";", ":", "!", "?"))
    if ended:
        return full and not before.text.endswith((";", ":")) and not after.text[:1].isdigit() and before.x1 > right - 3
    return full or after.text[:1].islower()


def _paragraph_block(piece: Paragraph, indents: list[int]) -> Block:
    bullet, text = strip_bullet(join_lines(piece.lines))
    return Block(
        kind="para",
        text=md.escape(md.squeeze(text)),
        bullet=bullet,
        depth=indents.index(round(piece.first.x0 / 9)) if bullet and round(piece.first.x0 / 9) in indents else 0,
        bold=all(line.bold for line in piece.lines),
        centred=piece.centred,
        size=max(line.size for line in piece.lines),
        page=piece.first.page,
    )
