"""Writing Markdown: text that means only itself, pipe tables, lists."""

from __future__ import annotations

import re

_SPECIAL = re.compile(r"([\\`*\[\]<])|(?<!\w)_|_(?!\w)")
_LINE_START = re.compile(r"^(\s{0,3})(#{1,6}(?=\s)|>|[+\-](?=\s)|~~~|={3,}$|-{3,}$)")
_ORDERED = re.compile(r"^(\s{0,3}\d{1,9})([.)])(?=\s|$)")
SPACES = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f\u3000]+")


def escape(text: str) -> str:
    """Text in which Markdown finds nothing to format inside a line."""
    return _SPECIAL.sub(lambda found: "\\" + found.group(0), text)


def guard_start(text: str) -> str:
    """The paragraph, so that its beginning is not taken for a heading, a quote or a list."""
    text = _LINE_START.sub(r"\1\\\2", text)
    return _ORDERED.sub(r"\1\\\2", text)


def unescape(text: str) -> str:
    """Inline Markdown of ours back to plain text on one line: for headings and labels."""
    text = re.sub(r"(?<!\\)\*{1,3}", "", text.replace("<br>", " "))
    return squeeze(re.sub(r"\\([\\`*_\[\]<#>+\-~=.)|])", r"\1", text))


def squeeze(text: str) -> str:
    """Runs of blanks become one space, and none is left at the ends."""
    return SPACES.sub(" ", text.replace("\n", " ")).strip()


def pipe_table(rows: list[list[str]], *, header: bool) -> str:
    """A Markdown table; without a header of its own it gets an empty one."""
    width = max((len(row) for row in rows), default=0)
    if not width:
        return ""
    full = [[_cell(text) for text in row] + [""] * (width - len(row)) for row in rows]
    head, body = (full[0], full[1:]) if header else ([""] * width, full)
    lines = [_row(head), "|" + " --- |" * width]
    lines.extend(_row(row) for row in body)
    return "\n".join(lines)


def _cell(text: str) -> str:
    return re.sub(r"(?<!\\)\|", r"\\|", text.replace("\n", "<br>")).strip()


def _row(cells: list[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def bullet_list(items: list[tuple[int, str]]) -> str:
    """A Markdown list of (depth, text), four spaces to a level so that every reader nests it."""
    base = min((depth for depth, _ in items), default=0)
    lines = []
    last = -1
    for depth, text in items:
        last = min(depth - base, last + 1)
        lines.append("    " * last + "- " + guard_start(text))
    return "\n".join(lines)
