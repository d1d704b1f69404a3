"""Letters and ruling lines of a page, through PDFium."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from participation.documents.readers.pdf.geometry import Char, Page, Rule

THIN = 2.5
SOFT_HYPHENS = {0x02, 0xAD, 0xFFFE}
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl"}
Matrix = tuple[float, float, float, float, float, float]


def read_page(page: pdfium.PdfPage, number: int) -> Page:
    """The page turned upright, with its letters in drawing order."""
    turn = _turner(page)
    width, height = page.get_size()
    chars = list(_chars(page, turn))
    rules: list[Rule] = []
    pictures = 0
    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE], max_depth=6):
        if item.type == raw.FPDF_PAGEOBJ_IMAGE:
            pictures += 1
        elif len(rules) < 20_000:
            rules.extend(_rules(item, turn))
    return Page(number=number, width=width, height=height, chars=chars, rules=rules, pictures=pictures)


def _turner(page: pdfium.PdfPage) -> Any:
    """A function from the page's own coordinates to those of the page as it is shown."""
    left, bottom, right, top = page.get_cropbox()
    rotation = page.get_rotation()
    if rotation == 90:
        return lambda x, y: (y - bottom, right - x)
    if rotation == 180:
        return lambda x, y: (right - x, top - y)
    if rotation == 270:
        return lambda x, y: (top - y, x - left)
    return lambda x, y: (x - left, y - bottom)


def _chars(page: pdfium.PdfPage, turn: Any) -> Iterator[Char]:
    text = page.get_textpage()
    box = raw.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    bold_fonts: dict[bytes, bool] = {}
    last: Char | None = None
    name = ctypes.create_string_buffer(128)
    flags = ctypes.c_int()
    for index in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text, index)
        if raw.FPDFText_IsGenerated(text, index) == 1:
            if code == 32 and last is not None:  # PDFium sees a gap between words
                yield Char(" ", last.x1, last.x1, last.y, last.size, last.bold, index)
            continue
        if code in (9, 10, 13):
            continue
        if not raw.FPDFText_GetLooseCharBox(text, index, box):
            continue
        raw.FPDFText_GetCharOrigin(text, index, x, y)
        x0, _ = turn(box.left, box.bottom)
        x1, _ = turn(box.right, box.top)
        _, base = turn(x.value, y.value)
        if abs(x1 - x0) > 400:
            continue
        raw.FPDFText_GetFontInfo(text, index, name, 128, flags)
        font = name.value
        if font not in bold_fonts:
            bold_fonts[font] = any(word in font.lower() for word in (b"bold", b"black", b"heavy", b"demi"))
        bold = bold_fonts[font] or raw.FPDFText_GetFontWeight(text, index) >= 600
        size = raw.FPDFText_GetFontSize(text, index)
        if size < 2:  # the size is in the text matrix
            size = abs(turn(box.right, box.top)[1] - turn(box.left, box.bottom)[1]) * 0.85
        shown = _shown(code, begins=last is None or abs(last.y - base) > size * 0.5)
        if not shown:
            continue
        last = Char(shown, min(x0, x1), max(x0, x1), base, round(size, 1), bold, index)
        yield last


def _shown(code: int, *, begins: bool) -> str:
    """The letter; a nameless sign of a symbol font is a bullet where a line begins, else nothing."""
    if code in SOFT_HYPHENS:
        return "\u00ad"
    if code < 32:
        return "•" if begins else ""
    return _LIGATURES.get(code) or chr(code)


def _rules(item: pdfium.PdfObject, turn: Any) -> Iterator[Rule]:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(item, fill, stroke)
    if not fill.value and not stroke.value:
        return
    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(item, matrix)
    place: Matrix = (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)
    for ring in _rings(item, place, turn):
        xs, ys = [x for x, _ in ring], [y for _, y in ring]
        wide, tall = max(xs) - min(xs), max(ys) - min(ys)
        if tall <= THIN < wide:
            yield Rule(False, (max(ys) + min(ys)) / 2, min(xs), max(xs))
        elif wide <= THIN < tall:
            yield Rule(True, (max(xs) + min(xs)) / 2, min(ys), max(ys))
        elif wide > THIN and tall > THIN and stroke.value:  # a filled area is shading, not a table
            yield from _sides(ring)


def _sides(ring: list[tuple[float, float]]) -> Iterator[Rule]:
    for (x0, y0), (x1, y1) in zip(ring, ring[1:], strict=False):
        if abs(x0 - x1) < 0.5 and abs(y0 - y1) > THIN:
            yield Rule(True, (x0 + x1) / 2, min(y0, y1), max(y0, y1))
        elif abs(y0 - y1) < 0.5 and abs(x0 - x1) > THIN:
            yield Rule(False, (y0 + y1) / 2, min(x0, x1), max(x0, x1))


def _rings(item: pdfium.PdfObject, m: Matrix, turn: Any) -> Iterator[list[tuple[float, float]]]:
    ring: list[tuple[float, float]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(min(raw.FPDFPath_CountSegments(item), 5_000)):
        segment = raw.FPDFPath_GetPathSegment(item, index)
        kind = raw.FPDFPathSegment_GetType(segment)
        if not raw.FPDFPathSegment_GetPoint(segment, x, y):
            continue
        point = turn(m[0] * x.value + m[2] * y.value + m[4], m[1] * x.value + m[3] * y.value + m[5])
        if kind == raw.FPDF_SEGMENT_MOVETO:
            if len(ring) > 1:
                yield ring
            ring = [point]
        elif kind == raw.FPDF_SEGMENT_LINETO:
            ring.append(point)
        else:  # a curve is no ruling line
            ring = []
        if raw.FPDFPathSegment_GetClose(segment) and ring:
            ring.append(ring[0])
    if len(ring) > 1:
        yield ring
