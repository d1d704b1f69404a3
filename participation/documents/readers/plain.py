"""Markdown and pasted text to blocks."""

from __future__ import annotations

import re
from pathlib import Path

from participation.documents import limits, md
from participation.documents.blocks import Block
from participation.documents.labels import starts_with_label
from participation.documents.readers.progress import Progress
from participation.documents.refusal import ImportRefused
from participation.documents.text import strip_bullet

_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+(.*?)[ \t]*#*$")
_ITEM = re.compile(r"([ \t]*)[-*+•][ \t]+(.*)$")
_ORDERED = re.compile(r"[ \t]*(\d{1,4}[.)])[ \t]+(.*)$")
_RULE = re.compile(r" {0,3}(?:-{3,}|\*{3,}|_{3,})[ \t]*$")
_UNDERLINE = re.compile(r" {0,3}(=+|-{2,})[ \t]*$")
_DELIMITER = re.compile(r"[ \t]*\|?[ \t]*:?-{2,}:?[ \t]*(?:\|[ \t]*:?-{2,}:?[ \t]*)*\|?[ \t]*$")
_NOTE = re.compile(r"\[\^([\w-]{1,20})\]:[ \t]*(.*)$")
_NOTE_REF = re.compile(r"\[\^([\w-]{1,20})\]")
ENDS = (".", ";", ":", "!", "?")


def decode(data: bytes) -> str:
    """The text in UTF-8, UTF-16 or the Cyrillic code page of Windows. Raises ImportRefused."""
    for mark, name in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            try:
                return data.decode(name)
            except UnicodeDecodeError as error:
                raise ImportRefused("text_encoding") from error
    if b"\x00" in data:
        raise ImportRefused("unknown_type")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("cp1251", "replace")
    letters = sum(1 for sign in text if sign.isalpha())
    cyrillic = sum(1 for sign in text if "а" <= sign.lower() <= "я")
    if "\ufffd" in text or cyrillic * 2 < letters:
        raise ImportRefused("text_encoding")
    return text


def read_plain(path: Path, progress: Progress, *, markdown: bool) -> list[Block]:
    """The text's blocks. Raises ImportRefused when it is too long or in unknown letters."""
    if path.stat().st_size > limits.MAX_TEXT:
        raise ImportRefused("too_complex")
    text = decode(path.read_bytes()).replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n")
    lines = [line.rstrip() for line in text.split("\n")]
    blocks = _Markdown(lines).read() if markdown else _plain(lines)
    progress(1, 1)
    return blocks


class _Markdown:
    """A reader of Markdown by lines: it needs headings, paragraphs, lists, tables and notes only."""

    def __init__(self, lines: list[str]) -> None:
        self.notes = {found.group(1): found.group(2) for line in lines if (found := _NOTE.match(line))}
        self.lines = [line for line in lines if not _NOTE.match(line)]
        self.blocks: list[Block] = []
        self.open = False  # the last block is a paragraph that the next line may continue

    def read(self) -> list[Block]:
        index = 0
        while index < len(self.lines):
            index += self._line(index)
        for block in self.blocks:
            self._add_notes(block)
        return self.blocks

    def _line(self, index: int) -> int:
        line = self.lines[index]
        following = self.lines[index + 1] if index + 1 < len(self.lines) else ""
        if not line.strip() or line.lstrip().startswith(("<!--", "```", "~~~")):
            self.open = False
            return 1
        if found := _HEADING.match(line):
            return self._start(Block(kind="para", text=found.group(2), level=len(found.group(1))), open=False)
        if "|" in line and _DELIMITER.match(following) and "|" in following:
            return self._table(index)
        if _UNDERLINE.match(following) and not self.open and not _ITEM.match(line):
            level = 1 if following.lstrip().startswith("=") else 2
            self._start(Block(kind="para", text=line.strip(), level=level), open=False)
            return 2
        if _RULE.match(line):
            self.open = False
            return 1
        if found := _ITEM.match(line):
            depth = len(found.group(1).expandtabs(4)) // 2
            return self._start(Block(kind="para", text=found.group(2), bullet=True, depth=depth))
        if found := _ORDERED.match(line):
            return self._start(Block(kind="para", text=f"{found.group(1)} {found.group(2)}"))
        text = line.strip()
        if self.open and not starts_with_label(text):
            self.blocks[-1].text += " " + text
            return 1
        return self._start(self._paragraph(text))

    def _paragraph(self, text: str) -> Block:
        whole = text.startswith("**") and text.endswith("**") and "**" not in text[2:-2]
        if whole:
            return Block(kind="para", text=text[2:-2].strip(), bold=True)
        return Block(kind="para", text=text)

    def _start(self, block: Block, *, open: bool = True) -> int:
        if len(self.blocks) >= limits.MAX_BLOCKS:
            raise ImportRefused("too_complex")
        block.text = re.sub(r"^\\(?=[(\d#>+.-])", "", block.text)
        block.text = re.sub(r"^(\d{1,4})\\(?=[.)])", r"\1", block.text)
        self.blocks.append(block)
        self.open = open
        return 1

    def _table(self, index: int) -> int:
        rows = [_cells(self.lines[index])]
        used = 2
        for line in self.lines[index + 2 :]:
            if "|" not in line:
                break
            rows.append(_cells(line))
            used += 1
        header = any(rows[0])
        self._start(Block(kind="table", rows=rows if header else rows[1:], header=header), open=False)
        return used

    def _add_notes(self, block: Block) -> None:
        if block.kind == "para" and not block.bullet and block.level == 0:
            for key in _NOTE_REF.findall(block.text):
                if key in self.notes:
                    block.text += f"\n\n[^{key}]: {self.notes.pop(key)}"


def _cells(line: str) -> list[str]:
    inner = line.strip().removeprefix("|")
    if inner.endswith("|") and not inner.endswith("\\|"):
        inner = inner[:-1]
    return [cell.strip() for cell in re.split(r"(?<!\\)\|", inner)]


def _plain(lines: list[str]) -> list[Block]:
    """Pasted text: a line is a paragraph, unless the lines were wrapped at one width."""
    lengths = sorted(len(line) for line in lines if line.strip())
    width = lengths[int(len(lengths) * 0.95)] if lengths else 0
    ended = sum(1 for line in lines if line.rstrip().endswith(ENDS))
    wrapped = 40 <= width <= 130 and ended * 2 < len(lengths) and lengths[len(lengths) // 2] > width * 0.6
    blocks: list[Block] = []
    before = ""
    for line in lines:
        if len(blocks) >= limits.MAX_BLOCKS:
            raise ImportRefused("too_complex")
        text = line.strip()
        if text and "\t" in text and _tabular(blocks, text):
            before = ""
            continue
        bullet, rest = strip_bullet(md.squeeze(text))
        goes_on = wrapped and before and not bullet and not starts_with_label(text) and _goes_on(before, text, width)
        if text and goes_on and blocks and blocks[-1].kind == "para":
            blocks[-1].text += " " + md.escape(rest)
        elif text:
            blocks.append(Block(kind="para", text=md.escape(rest), bullet=bullet))
        before = text
    return _settle(blocks)


def _goes_on(before: str, text: str, width: int) -> bool:
    """The line before was full: the first word of this one had no room in it."""
    first = len(text.split(" ", 1)[0])
    return len(before) + first + 1 > width or (text[:1].islower() and not before.endswith(ENDS))


def _tabular(blocks: list[Block], text: str) -> bool:
    """Adds a line of tab-separated cells; a single one is turned back by `_settle`."""
    cells = [md.escape(md.squeeze(cell)) for cell in text.split("\t")]
    if starts_with_label(cells[0]) and len(cells) == 2 and not (blocks and blocks[-1].kind == "table"):
        return False
    if blocks and blocks[-1].kind == "table" and len(blocks[-1].rows[0]) == len(cells):
        blocks[-1].rows.append(cells)
    else:
        blocks.append(Block(kind="table", rows=[cells], header=True))
    return True


def _settle(blocks: list[Block]) -> list[Block]:
    return [
        Block(kind="para", text=" ".join(block.rows[0])) if block.kind == "table" and len(block.rows) < 2 else block
        for block in blocks
    ]
