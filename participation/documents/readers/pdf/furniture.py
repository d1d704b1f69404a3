"""Running headers, footers and page numbers: on every page, part of no page."""

from __future__ import annotations

import re
from collections import Counter

from participation.documents.readers.pdf.geometry import Char, Page
from participation.documents.readers.pdf.lines import make_lines

_DIGITS = re.compile(r"\d+")
_NUMBER = re.compile(
    r"[-–—| ]{0,4}(?:(?:стр|страница|page|p|pag|página|pagina)\.? ?)?\d{1,4}"
    r"(?: ?(?:/|от|of|de|di|sur) ?\d{1,4})?[-–—|. ]{0,4}",
    re.IGNORECASE,
)
EDGE = 4


def drop_furniture(pages: list[Page]) -> None:
    """Takes running headers, footers and page numbers off the pages' letters."""
    edges = [_edge_lines(page) for page in pages]
    seen: Counter[tuple[bool, str]] = Counter()
    for found in edges:
        seen.update({(top, _DIGITS.sub("#", text)) for top, text, _ in found})
    often = max(2, round(len(pages) * 0.4)) if len(pages) > 2 else 3
    for page, found in zip(pages, edges, strict=True):
        gone: set[int] = set()
        for top in (True, False):
            outer = True
            for is_top, text, chars in found:
                if is_top != top:
                    continue
                number = _NUMBER.fullmatch(text) is not None and outer
                if number or seen[(top, _DIGITS.sub("#", text))] >= often:
                    gone.update(id(char) for char in chars)
                else:
                    outer = False
        page.chars = [char for char in page.chars if id(char) not in gone]


def _edge_lines(page: Page) -> list[tuple[bool, str, list[Char]]]:
    """The outermost lines of the page from outside inwards: (at the top?, text, letters)."""
    upper = [char for char in page.chars if char.y > page.height * 0.86]
    lower = [char for char in page.chars if char.y < page.height * 0.14]
    found = []
    for top, chars in ((True, upper), (False, lower)):
        lines = make_lines(chars, page.number)
        for line in (lines if top else lines[::-1])[:EDGE]:
            own = [char for char in chars if abs(char.y - line.y) <= line.size * 0.45]
            found.append((top, line.text, own))
    return found
