"""Statements as tables: what banks call CSV. Which column is what is told by the headings, or by whoever uploads it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.utils.translation import gettext as _

from participation.refusals import BadInput

from ..iban import is_iban, plain_iban
from .amounts import decimal_sign, written_cents
from .entries import MOST_CENTS, MOST_LINES, Contents, Entry, cannot_read, with_keys
from .headings import COLUMNS, CREDITS, DEBITS, columns_in, is_enough

Table = list[list[str]]
SEPARATORS = (";", "\t", ",")
LOOKED_AT = 30  # rows in which the headings are looked for: banks write about the account above them
DAYS = ("%d.%m.%Y", "%Y-%m-%d", "%d/%m/%Y")
MASKED_AS_FORMULA = re.compile(r'="(.*)"')  # how tables keep an account's number from becoming a sum


class ColumnsUnclear(BadInput):
    """The headings do not say which column is what. ``extra["headings"]`` are those of the widest row."""

    code = "columns_unclear"


def read_csv(data: bytes, chosen: Mapping[str, int] | None = None) -> Contents:
    """What the file says; ``chosen`` says which column is what, counted from 0, where the headings do not.

    Raises ColumnsUnclear, BadInput.
    """
    table = _table(_decoded(data))
    at, columns = (_below_headings(table), dict(chosen)) if chosen else _found(table)
    rows = [(n, row) for n, row in enumerate(table[at + 1 :], at + 2) if any(cell.strip() for cell in row)]
    if len(rows) > MOST_LINES:
        raise cannot_read(_("The statement has more than %(n)s lines. Upload it in parts.") % {"n": MOST_LINES})
    try:
        sign = decimal_sign(_cell(row, columns, name) for _n, row in rows for name in ("amount", "credit", "debit"))
    except ValueError as error:
        raise cannot_read(_("Some sums have a comma before the cents and some a point.")) from error
    entries: list[Entry] = []
    ibans = _ibans(table[: at + 1])
    for n, row in rows:
        if not _cell(row, columns, "on") and not entries:
            continue
        if (made := _line(n, row, columns, sign)) is not None:
            entries.append(made)
        if account := plain_iban(_cell(row, columns, "account")):
            ibans.add(account)
    return Contents("csv", min(ibans, default=""), with_keys(entries), ibans=frozenset(ibans))


def _decoded(data: bytes) -> str:
    """The text: UTF-8 with or without its mark, UTF-16 with it, otherwise what Bulgarian banks write."""
    has_mark = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    for encoding in ("utf-16",) if has_mark else ("utf-8-sig", "windows-1251"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise cannot_read(_("This is neither a statement in XML (CAMT.053) nor a table (CSV)."))


def _table(text: str) -> Table:
    """Rows of cells, parted by the sign that parts most rows alike. Raises BadInput."""
    best: tuple[int, int, Table] = (0, 0, [])
    for separator in SEPARATORS:
        try:
            rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=False))
        except csv.Error:
            continue
        wide = [len(row) for row in rows[: LOOKED_AT * 2] if len(row) > 1]
        usual = max(set(wide), key=lambda n: (wide.count(n), n), default=0)
        if (score := wide.count(usual)) and (score, usual) > best[:2]:
            best = (score, usual, rows)
    if not best[0]:
        raise cannot_read(_("This is neither a statement in XML (CAMT.053) nor a table (CSV)."))
    return [[_plain(cell) for cell in row] for row in best[2]]


def _plain(cell: str) -> str:
    """The words of a cell. A formula is never computed; the quotes that tables write around numbers go."""
    bare = " ".join(cell.split())
    wrapped = MASKED_AS_FORMULA.fullmatch(bare)
    return wrapped[1] if wrapped else bare


def _found(table: Table) -> tuple[int, dict[str, int]]:
    """The row of headings and what they say. Raises ColumnsUnclear."""
    for at, row in enumerate(table[:LOOKED_AT]):
        columns = columns_in(row)
        if is_enough(columns):
            return at, columns
    words = _("Which column is the day and which the sum is not clear. Say it below, and choose the file once more.")
    raise ColumnsUnclear(words, field="file", headings=table[_below_headings(table)][:60])


def _below_headings(table: Table) -> int:
    """The first of the widest rows: its cells are taken for the headings."""
    widest = max(len(row) for row in table[:LOOKED_AT])
    return next(at for at, row in enumerate(table) if len(row) == widest)


def _ibans(above: Sequence[Sequence[str]]) -> set[str]:
    """Accounts that are named above the lines."""
    words = {plain_iban(part) for row in above for cell in row for part in (cell, *re.split(r"[\s:]+", cell))}
    return {word for word in words if is_iban(word)}


def _line(n: int, row: Sequence[str], columns: Mapping[str, int], sign: str) -> Entry | None:
    """A booking; None for a row of sums below the table. Raises BadInput that says the row."""
    said = {name: _cell(row, columns, name) for name in COLUMNS}
    if not said["text"] and not re.search(r"[0-9]", said["on"]):
        return None
    on = _day(said["on"])
    if on is None:
        raise cannot_read(_("Row %(n)s: “%(words)s” is no day.") % {"n": n, "words": said["on"][:40]})
    try:
        cents = _cents(said, sign)
    except ValueError as error:
        raise cannot_read(_("Row %(n)s: “%(words)s” is no sum.") % {"n": n, "words": str(error)[:40]}) from error
    if cents == 0:
        return None
    return Entry(
        on, cents, (said["currency"] or "EUR").upper()[:3], said["number"][:64], False, said["structured"][:40],
        said["text"][:500], said["name"][:140], plain_iban(said["iban"])[:34],
    )  # fmt: skip


def _cents(said: Mapping[str, str], sign: str) -> int:
    """What came (+) or went (−). Raises ValueError."""
    if said["credit"] or said["debit"]:
        cents = abs(_number(said["credit"], sign)) - abs(_number(said["debit"], sign))
    else:
        cents = _number(said["amount"], sign, needed=True)
        direction = said["direction"].lower().rstrip(".")
        if direction in DEBITS:
            cents = -abs(cents)
        elif direction in CREDITS:
            cents = abs(cents)
    if abs(cents) > MOST_CENTS:
        raise ValueError(said["amount"])
    return cents


def _number(text: str, sign: str, *, needed: bool = False) -> int:
    return written_cents(text, sign) if text or needed else 0


def _day(text: str) -> date | None:
    for form in DAYS:
        try:
            return datetime.strptime(text[:10], form).date()  # noqa: DTZ007  # a bank's day has no time zone
        except ValueError:
            continue
    return None


def _cell(row: Sequence[str], columns: Mapping[str, int], name: str) -> str:
    at = columns.get(name)
    return row[at] if at is not None and 0 <= at < len(row) else ""
