"""DOCX to blocks, with the numbers Word draws and without what it hides."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from participation.documents import archive, limits, md
from participation.documents.blocks import Block
from participation.documents.readers import inline, rows
from participation.documents.readers.docx_parts import Look, Numbering, Styles, W, look_of, switch, value
from participation.documents.readers.inline import Run
from participation.documents.readers.progress import Progress
from participation.documents.refusal import ImportRefused
from participation.documents.text import strip_bullet
from participation.keys import as_id

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_LOOK_INSIDE = {W + tag for tag in ("ins", "moveTo", "smartTag", "customXml", "sdtContent", "fldSimple", "bdo", "dir")}


def read_docx(path: Path, progress: Progress) -> list[Block]:
    """The document's blocks in reading order. Raises ImportRefused."""
    with archive.open_archive(path) as opened:
        document = archive.read_xml(opened, "word/document.xml")
        if document is None:
            raise ImportRefused("broken")
        reader = _Reader(
            Styles(archive.read_xml(opened, "word/styles.xml")),
            Numbering(archive.read_xml(opened, "word/numbering.xml")),
            _links(archive.read_xml(opened, "word/_rels/document.xml.rels")),
            _notes(archive.read_xml(opened, "word/footnotes.xml")),
        )
    body = document.find(W + "body")
    if body is None:
        raise ImportRefused("broken")
    children = list(_children(body))
    blocks: list[Block] = []
    for index, child in enumerate(children):
        blocks.extend(reader.blocks(child))
        if len(blocks) > limits.MAX_BLOCKS:
            raise ImportRefused("too_complex")
        if index % 50 == 0:
            progress(index, len(children))
    progress(len(children), len(children))
    return blocks


def _children(parent: etree._Element, depth: int = 0) -> Iterator[etree._Element]:
    """Paragraphs and tables, also those inside content controls; tables of contents are left out."""
    for child in parent:
        if child.tag in (W + "p", W + "tbl"):
            yield child
        elif child.tag == W + "sdt":
            if "table of contents" in (value(child, f"{W}sdtPr/{W}docPartObj/{W}docPartGallery") or "").lower():
                continue
            content = child.find(W + "sdtContent")
            if content is not None and depth < 20:
                yield from _children(content, depth + 1)
        elif child.tag in _LOOK_INSIDE and depth < 20:
            yield from _children(child, depth + 1)


def _inner(parent: etree._Element, tag: str, depth: int = 0) -> Iterator[etree._Element]:
    """Rows of a table or cells of a row, also those inside content controls and insertions."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif (child.tag == W + "sdt" or child.tag in _LOOK_INSIDE) and depth < 5:
            yield from _inner(child, tag, depth + 1)


def _links(root: etree._Element | None) -> dict[str, str]:
    if root is None:
        return {}
    return {
        each.get("Id", ""): each.get("Target", "")
        for each in root
        if isinstance(each.tag, str) and each.get("TargetMode") == "External"
    }


def _notes(root: etree._Element | None) -> dict[str, str]:
    if root is None:
        return {}
    return {
        note.get(W + "id", ""): md.escape(md.squeeze("".join(text.text or "" for text in note.iter(W + "t"))))
        for note in root.findall(W + "footnote")
        if note.get(W + "type") is None
    }


class _Reader:
    """One document's paragraphs and tables, in order: the numbering counts as it goes."""

    def __init__(self, styles: Styles, numbering: Numbering, links: dict[str, str], notes: dict[str, str]) -> None:
        self.styles = styles
        self.numbering = numbering
        self.links = links
        self.notes = notes
        self.shown_notes: list[tuple[int, str]] = []
        self.note_count = 0

    def blocks(self, element: etree._Element, depth: int = 0) -> list[Block]:
        """The blocks of a paragraph or a table."""
        if element.tag == W + "p":
            return self.paragraph(element)
        return self.table(element, depth)

    def paragraph(self, element: etree._Element) -> list[Block]:
        style = value(element, f"{W}pPr/{W}pStyle") or self.styles.default
        base = self.styles.look(style)
        if base.name.startswith("toc ") or base.name == "toc heading":
            return []
        look = look_of(etree.Element("none")).over(base)
        own = look_of(element)
        own.bold = own.italic = own.caps = None  # those of `w:pPr/w:rPr` are the paragraph mark's
        look = own.over(look)
        self.shown_notes = []
        text, bold = inline.to_markdown(list(self._runs(element, look)))
        bullet, label = self.numbering.next(look.num, look.num_level or 0)
        if not text:
            return []
        if not bullet and not label:
            bullet, text = strip_bullet(text)
        if bullet and bold:
            bold = False
        for number, note in self.shown_notes:
            text += f" ({note})" if bullet else f"\n\n[^{number}]: {note}"
            text = text.replace(f"[^{number}]", "", 1) if bullet else text
        block = Block(
            kind="para", text=text, label=label, level=look.level, bullet=bullet,
            depth=(look.num_level or 0) if bullet else 0, bold=bold, centred=bool(look.centred), size=look.size,
        )  # fmt: skip
        return inline.split_breaks(block)

    def _runs(self, parent: etree._Element, look: Look, link: str = "", depth: int = 0) -> Iterator[Run]:
        for child in parent:
            if child.tag == W + "r":
                yield from self._run(child, look, link)
            elif child.tag == W + "hyperlink" and depth < 10:
                yield from self._runs(child, look, self.links.get(child.get(R + "id", ""), ""), depth + 1)
            elif (child.tag in _LOOK_INSIDE or child.tag == W + "sdt") and depth < 10:
                yield from self._runs(child, look, link, depth + 1)

    def _run(self, run: etree._Element, look: Look, link: str) -> Iterator[Run]:
        if switch(run, f"{W}rPr/{W}vanish"):
            return
        style = value(run, f"{W}rPr/{W}rStyle")
        own = look_of(run)
        if style:
            own = own.over(self.styles.look(style))
        seen = own.over(look)
        raised = value(run, f"{W}rPr/{W}vertAlign")
        for child in run:
            if child.tag == W + "footnoteReference" and child.get(W + "id", "") in self.notes:
                self.note_count += 1
                self.shown_notes.append((self.note_count, self.notes[child.get(W + "id", "")]))
                yield Run(f"[^{self.note_count}]", raw=True)
                continue
            text = _text(child)
            if raised == "superscript" and len(text) < 4:
                text = text.translate(inline.RAISED)
            elif raised == "subscript" and len(text) < 4:
                text = text.translate(inline.LOWERED)
            if text:
                yield Run(text.upper() if seen.caps else text, bool(seen.bold), bool(seen.italic), link)

    def table(self, element: etree._Element, depth: int) -> list[Block]:
        found: list[rows.Row] = []
        inside: list[list[Block]] = []
        marked = False
        for row in _inner(element, W + "tr"):
            read, blocks = self._row(row, depth)
            if any(read.texts):
                marked = marked or (not found and bool(switch(row, f"{W}trPr/{W}tblHeader")))
                found.append(read)
                inside.append(blocks)
        columns = max((row.columns[-1] + row.spans[-1] for row in found if row.columns), default=0)
        if columns <= 1 or len(found) * columns == 1:
            return [block for blocks in inside for block in blocks]
        return rows.table_blocks(found, columns, inside, marked=marked)

    def _row(self, row: etree._Element, depth: int) -> tuple[rows.Row, list[Block]]:
        read = rows.Row([], [], [], [], False)
        blocks: list[Block] = []
        column = 0
        for cell in _inner(row, W + "tc"):
            width = min(as_id(value(cell, f"{W}tcPr/{W}gridSpan") or "1") or 1, 60)
            merge = cell.find(f"{W}tcPr/{W}vMerge")
            goes_on = merge is not None and merge.get(W + "val", "continue") == "continue"
            own = [] if goes_on else self._cell(cell, depth)
            read.texts.append(cell_markdown(own))
            read.columns.append(column)
            read.spans.append(width)
            read.continued.append(goes_on)
            blocks.extend(own)
            column += width
        read.bold = bool(blocks) and all(block.bold for block in blocks)
        return read, blocks

    def _cell(self, cell: etree._Element, depth: int) -> list[Block]:
        blocks: list[Block] = []
        for child in _children(cell):
            if child.tag == W + "p":
                blocks.extend(self.paragraph(child))
            elif depth < 2:
                blocks.extend(self.blocks(child, depth + 1))
        return blocks


def cell_markdown(blocks: list[Block]) -> str:
    """Paragraphs of a cell as inline Markdown."""
    parts: list[str] = []
    for block in blocks:
        if block.kind == "table":
            parts.extend(" – ".join(text for text in row if text) for row in block.rows)
            continue
        text = block.text.split("\n\n[^", 1)[0]
        parts.append(("• " if block.bullet else f"{block.label} " if block.label else "") + text)
    return "<br>".join(part for part in parts if part.strip())


def _text(child: etree._Element) -> str:
    if child.tag == W + "t":
        return child.text or ""
    if child.tag in (W + "tab", W + "ptab"):
        return " "
    if child.tag in (W + "br", W + "cr"):
        return " " if child.get(W + "type") in ("page", "column") else "\n"
    if child.tag == W + "noBreakHyphen":
        return "-"
    if child.tag == W + "sym":
        return "• " if child.get(W + "char", "").upper().startswith("F0") else ""
    return ""
