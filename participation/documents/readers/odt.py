"""ODT to blocks, with the numbers its lists draw."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from participation.documents import archive, limits, md
from participation.documents.blocks import Block
from participation.documents.readers import inline, rows
from participation.documents.readers.docx import cell_markdown
from participation.documents.readers.inline import Run
from participation.documents.readers.odt_styles import Counter, Look, Styles, q
from participation.documents.readers.progress import Progress
from participation.documents.refusal import ImportRefused
from participation.documents.text import strip_bullet
from participation.keys import as_id

_HOLDERS = {q(name) for name in ("text:section", "text:index-body", "text:numbered-paragraph")}
_SKIP = {q(name) for name in ("text:tracked-changes", "text:table-of-content", "office:forms", "text:sequence-decls")}
_SILENT = {
    q(name) for name in ("office:annotation", "draw:frame", "text:note", "text:ruby-text", "office:event-listeners")
}


def read_odt(path: Path, progress: Progress) -> list[Block]:
    """The document's blocks in reading order. Raises ImportRefused."""
    with archive.open_archive(path) as opened:
        manifest = archive.read_part(opened, "META-INF/manifest.xml") or b""
        if b"encryption-data" in manifest:
            raise ImportRefused("encrypted")
        content = archive.read_xml(opened, "content.xml")
        styles = archive.read_xml(opened, "styles.xml")
    if content is None:
        raise ImportRefused("broken")
    body = content.find(f"{q('office:body')}/{q('office:text')}")
    if body is None:
        raise ImportRefused("broken")
    reader = _Reader(Styles(styles, content))
    blocks: list[Block] = []
    total = len(body)
    for index, child in enumerate(body):
        blocks.extend(reader.blocks(child))
        if len(blocks) > limits.MAX_BLOCKS:
            raise ImportRefused("too_complex")
        if index % 50 == 0:
            progress(index, total)
    progress(total, total)
    return blocks


class _Reader:
    """One document's content, in order: lists count as it goes."""

    def __init__(self, styles: Styles) -> None:
        self.styles = styles
        self.counters: dict[str, Counter] = {}
        self.outline = Counter(styles.outline)
        self.notes: list[tuple[int, str]] = []
        self.note_count = 0

    def blocks(self, element: etree._Element, depth: int = 0) -> Iterator[Block]:
        """The blocks of one element of the text."""
        if not isinstance(element.tag, str) or element.tag in _SKIP or depth > 20:
            return
        if element.tag in (q("text:p"), q("text:h")):
            yield from self.paragraph(element)
        elif element.tag == q("text:list"):
            yield from self.listing(element, 0, "")
        elif element.tag == q("table:table"):
            yield from self.table(element, depth)
        elif element.tag in _HOLDERS:
            for child in element:
                yield from self.blocks(child, depth + 1)

    def listing(self, element: etree._Element, depth: int, style: str) -> Iterator[Block]:
        name = element.get(q("text:style-name")) or style or self._style_of_first(element)
        known = name in self.counters
        counter = self.counters.setdefault(name, Counter(self.styles.lists.get(name)))
        goes_on = element.get(q("text:continue-numbering")) == "true" or element.get(q("text:continue-list"))
        if depth == 0 and known and not goes_on:
            counter.counts.clear()
        for item in element:
            if item.tag not in (q("text:list-item"), q("text:list-header")):
                continue
            start = as_id(item.get(q("text:start-value")) or "")
            fresh = item.tag == q("text:list-item")
            for child in item:
                if child.tag == q("text:list"):
                    yield from self.listing(child, depth + 1, name)
                elif child.tag in (q("text:p"), q("text:h")):
                    label = counter.next(depth, start) if fresh else ""
                    bullet = fresh and counter.is_bullet(depth)
                    yield from self.paragraph(child, label=label, bullet=bullet, depth=depth, listed=True)
                    fresh = False
                else:
                    yield from self.blocks(child, depth + 1)

    def _style_of_first(self, element: etree._Element) -> str:
        first = next(element.iter(q("text:p"), q("text:h")), None)
        return self.styles.look("paragraph", first.get(q("text:style-name"), "")).listing if first is not None else ""

    def paragraph(
        self, element: etree._Element, *, label: str = "", bullet: bool = False, depth: int = 0, listed: bool = False
    ) -> list[Block]:
        look = self.styles.look("paragraph", element.get(q("text:style-name"), ""))
        if look.name.startswith(("contents", "toc")):
            return []
        level = 0
        if element.tag == q("text:h"):
            level = as_id(element.get(q("text:outline-level")) or "") or look.level or 1
            bullet = False
            if (not listed and look.listing != "") or (not listed and self.outline.level(level - 1) is not None):
                label = label or self.outline.next(level - 1)
        elif look.name == "title":
            level = -1
        self.notes = []
        text, bold = inline.to_markdown(list(self._runs(element, look)))
        if not text:
            return []
        if not bullet and not label:
            bullet, text = strip_bullet(text)
        for number, note in self.notes:
            text = text.replace(f"[^{number}]", "", 1) + f" ({note})" if bullet else f"{text}\n\n[^{number}]: {note}"
        return inline.split_breaks(
            Block(
                kind="para", text=text, label=label, level=level, bullet=bullet, depth=depth,
                bold=bold and not bullet, centred=bool(look.centred), size=look.size,
            )
        )  # fmt: skip

    def _runs(self, element: etree._Element, look: Look, link: str = "", depth: int = 0) -> Iterator[Run]:
        if element.text:
            yield self._run(element.text, look, link)
        for child in element:
            tag = child.tag
            if tag == q("text:s") or tag == q("text:tab"):
                yield Run(" ", bool(look.bold), bool(look.italic), link)
            elif tag == q("text:line-break"):
                yield Run("\n", bool(look.bold), bool(look.italic), link)
            elif tag == q("text:span") and depth < 20:
                yield from self._runs(child, self._within(look, child.get(q("text:style-name"), "")), link, depth + 1)
            elif tag == q("text:a") and depth < 20:
                yield from self._runs(child, look, child.get(q("xlink:href"), ""), depth + 1)
            elif tag == q("text:note"):
                yield from self._note(child)
            elif isinstance(tag, str) and tag not in _SILENT and depth < 20:
                yield from self._runs(child, look, link, depth + 1)
            if child.tail:
                yield self._run(child.tail, look, link)

    @staticmethod
    def _run(text: str, look: Look, link: str) -> Run:
        text = text.replace("\n", " ")
        if look.raised and len(text) < 4:
            text = text.translate(inline.RAISED if look.raised > 0 else inline.LOWERED)
        return Run(text.upper() if look.caps else text, bool(look.bold), bool(look.italic), link)

    def _within(self, look: Look, name: str) -> Look:
        own = self.styles.look("text", name)
        return Look(
            name=look.name,
            bold=look.bold if own.bold is None else own.bold,
            italic=look.italic if own.italic is None else own.italic,
            caps=look.caps if own.caps is None else own.caps,
            raised=own.raised or look.raised,
        )

    def _note(self, note: etree._Element) -> Iterator[Run]:
        body = note.find(q("text:note-body"))
        text = md.escape(md.squeeze("".join(body.itertext()))) if body is not None else ""
        if text:
            self.note_count += 1
            self.notes.append((self.note_count, text))
            yield Run(f"[^{self.note_count}]", raw=True)

    def table(self, element: etree._Element, depth: int) -> list[Block]:
        found: list[rows.Row] = []
        inside: list[list[Block]] = []
        marked = False
        for row in element.iter(q("table:table-row")):
            if next(row.iterancestors(q("table:table"))) is not element:
                continue
            read, blocks = self._row(row, depth)
            if any(read.texts):
                header = row.getparent()
                marked = marked or (not found and header is not None and header.tag == q("table:table-header-rows"))
                found.append(read)
                inside.append(blocks)
        columns = max((row.columns[-1] + row.spans[-1] for row in found if row.columns), default=0)
        if columns <= 1:
            return [block for blocks in inside for block in blocks]
        return rows.table_blocks(found, columns, inside, marked=marked)

    def _row(self, row: etree._Element, depth: int) -> tuple[rows.Row, list[Block]]:
        read = rows.Row([], [], [], [], False)
        blocks: list[Block] = []
        column = covered = 0
        for cell in row:
            times = min(as_id(cell.get(q("table:number-columns-repeated")) or "") or 1, 60)
            if cell.tag == q("table:covered-table-cell"):
                for _ in range(times):
                    if covered:  # the cell to the left reaches over this place
                        covered -= 1
                    else:  # the cell above does
                        _add(read, "", column, 1, goes_on=True)
                        column += 1
                continue
            if cell.tag != q("table:table-cell"):
                continue
            own = [block for child in cell for block in self.blocks(child, depth + 1)]
            span = min(as_id(cell.get(q("table:number-columns-spanned")) or "") or 1, 60)
            for _ in range(times):
                _add(read, cell_markdown(own), column, span, goes_on=False)
                column += span
            covered = span - 1
            blocks.extend(own)
        read.bold = bool(blocks) and all(block.bold for block in blocks)
        return read, blocks


def _add(row: rows.Row, text: str, column: int, span: int, *, goes_on: bool) -> None:
    row.texts.append(text)
    row.columns.append(column)
    row.spans.append(span)
    row.continued.append(goes_on)
