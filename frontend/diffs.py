"""A redline by word, in two levels: first which lines belong together, then which words changed within them.

``megdan/js/diff.js`` draws the same while somebody types (tests/frontend/public/test_diff_preview.py); where a word stands
several times they may choose another one of them as the one that stayed. A table is compared row by row and cell by cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import lru_cache

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from frontend import tables

WORDS = re.compile(r"\s+|[^\s\w]|\w+")
WORD = re.compile(r"\w")
Step = tuple[str, str]  # ("=", "-" or "+", text)


def word_steps(old: str, new: str) -> list[Step]:
    """The way from one text to the other: kept, removed and added runs of words, in reading order."""
    return _merged(_by_line(old.splitlines(keepends=True), new.splitlines(keepends=True)))


def _by_line(old: list[str], new: list[str]) -> Iterator[Step]:
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield "=", "".join(old[i:j])
        else:
            yield from _by_word(WORDS.findall("".join(old[i:j])), WORDS.findall("".join(new[k:m])))


def _by_word(old: list[str], new: list[str]) -> Iterator[Step]:
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=len(old) > 2000).get_opcodes():
        if tag == "equal":
            yield "=", "".join(old[i:j])
            continue
        if j > i:
            yield "-", "".join(old[i:j])
        if m > k:
            yield "+", "".join(new[k:m])


def _merged(steps: Iterator[Step]) -> list[Step]:
    """Runs of the same kind put together; a lone space between two changes belongs to them, so that it reads."""
    runs: list[Step] = []
    found = list(steps)
    for place, (kind, text) in enumerate(found):
        between = kind == "=" and text.isspace() and "\n" not in text and 0 < place < len(found) - 1
        for part in (("-", text), ("+", text)) if between else ((kind, text),):
            _put(runs, part)
    return runs


def _put(runs: list[Step], step: Step) -> None:
    kind, text = step
    if runs and runs[-1][0] == kind:
        runs[-1] = (kind, runs[-1][1] + text)
    elif kind == "-" and len(runs) > 1 and runs[-1][0] == "+" and runs[-2][0] == "-":
        runs[-2] = ("-", runs[-2][1] + text)  # what goes stands before what comes
    else:
        runs.append(step)


def redline(old: str, new: str) -> SafeString:
    """The redline as HTML: added and removed are marked for the eye and said to a screen reader."""
    return _drawn(old, new, get_language() or "")


@lru_cache(maxsize=512)
def _drawn(old: str, new: str, language: str) -> SafeString:
    before, after = tables.parts_of(old), tables.parts_of(new)
    if all(isinstance(part, str) for part in (*before, *after)):
        return mark_safe(_words(old, new))  # every part is escaped in it, here and below
    return mark_safe("".join(_part(gone, come) for gone, come in tables.pair_parts(before, after)))


def _part(old: tables.Part | None, new: tables.Part | None) -> str:
    """Words or a table; None where it stands on one side only."""
    if isinstance(old, tables.Table) or isinstance(new, tables.Table):
        return _table(_known_table(old), _known_table(new))
    return f'<div class="diff-words">{_words(old or "", new or "")}</div>'


def _known_table(part: tables.Part | None) -> tables.Table | None:
    return part if isinstance(part, tables.Table) else None


def shown(steps: list[Step]) -> list[tuple[str, str, bool]]:
    """The steps as they are marked: spaces at the edges of a change stand outside the mark, so that nothing but words is
    underlined; and whether a word that comes directly follows one that went, and so wants a gap.
    """
    parts: list[tuple[str, str, bool]] = []
    for kind, text in steps:
        bare = text.strip()
        if kind == "=" or not bare:
            parts.append(("=", text, False))
            continue
        before, _bare, after = text.partition(bare)
        if before:
            parts.append(("=", before, False))
        apart = kind == "+" and not before and bool(parts) and parts[-1][0] == "-" and bool(WORD.match(bare))
        parts.append((kind, bare, apart))
        if after:
            parts.append(("=", after, False))
    return parts


def _words(old: str, new: str) -> str:
    return "".join(_mark(kind, text, apart=apart) for kind, text, apart in shown(word_steps(old, new)))


def _mark(kind: str, text: str, aloud: bool = True, apart: bool = False) -> str:
    """Words as they stood, or marked as gone or come; `aloud` where nothing before them has said which."""
    if kind == "=" or not text:
        return escape(text)
    tag, said = ("del", _("removed:")) if kind == "-" else ("ins", _("added:"))
    spoken = f'<span class="sr"> {escape(said)} </span>' if aloud else ""
    gap = ' class="apart"' if apart else ""
    return f"<{tag}{gap}>{spoken}{escape(text)}</{tag}>"


def _table(old: tables.Table | None, new: tables.Table | None) -> str:
    """The new table with what changed in its cells; what went stands where it stood, struck through."""
    columns = tables.pair_columns(old.head if old else (), new.head if new else ())
    head = "".join(f'<th scope="col">{cell}</th>' for cell in _cells(old and old.head, new and new.head, columns))
    rows = tables.pair_rows(old.rows if old else (), new.rows if new else (), columns)
    body = "".join(_row(gone, come, columns) for gone, come in rows)
    label = escape(_("Table with its changes"))
    return (
        f'<div class="table-scroll" role="group" tabindex="0" aria-label="{label}">'
        f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _row(old: tables.Cells | None, new: tables.Cells | None, columns: tables.Columns) -> str:
    first, *rest = _cells(old, new, columns)
    if old is None or new is None:
        said, kind = (_("row removed:"), "row-gone") if old else (_("row added:"), "row-new")
        first = f'<span class="sr">{escape(said)} </span>{first}'
        opening = f'<tr class="{kind}">'
    else:
        opening = "<tr>"
    return opening + "".join(f"<td>{cell}</td>" for cell in (first, *rest)) + "</tr>"


def _cells(old: tables.Cells | None, new: tables.Cells | None, columns: tables.Columns) -> list[str]:
    """The cells of one row, from the left, each with what changed in it."""
    whole = old is None or new is None
    drawn = []
    for i, k in columns:
        was = None if old is None or i is None else old[i]
        now = None if new is None or k is None else new[k]
        drawn.append(tables.unbroken(_cell(was, now, aloud=not whole)))
    return drawn


def _cell(old: str | None, new: str | None, aloud: bool) -> str:
    if old is None or new is None:
        return _mark("-", old or "", aloud) + _mark("+", new or "", aloud)
    if old != new and tables.is_figure(old) and tables.is_figure(new):
        return f"{_mark('-', old)} {_mark('+', new)}"  # nobody reads half a number
    return _words(old, new)
