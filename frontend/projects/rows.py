"""Rows of a form that repeat (goals, costs, things needed): plain fields and buttons, with and without scripts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _

Row = dict[str, str]
Read = Callable[[Row], tuple[Any, str, str]]  # a row → its value, or the column that is wrong and why
FEWEST = 2
LONGEST = 400  # characters of a cell that are looked at


@dataclass(frozen=True)
class Column:
    """One field of a row. ``kind`` is words, number or hidden."""

    name: str
    label: str | Promise
    kind: str = "words"
    longest: int = 200


@dataclass(frozen=True)
class Kind:
    """What the rows of one kind hold, and how a row is read. ``n`` names the row in ``words``."""

    name: str  # of the form's field; its cells are called ``<name>_<column>``
    columns: tuple[Column, ...]
    read: Read
    add: str | Promise
    most: int = 30

    def empty(self) -> Row:
        """A row with nothing in it."""
        return {column.name: "" for column in self.columns}

    def is_empty(self, row: Mapping[str, str]) -> bool:
        """Whether nothing was typed into it."""
        return not any(row.get(column.name, "").strip() for column in self.columns if column.kind != "hidden")


class RowsWidget(forms.Widget):
    """Reads the cells of all rows, in the order in which they stand."""

    def __init__(self, kind: Kind) -> None:
        super().__init__()
        self.kind = kind

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> list[Row]:
        """Every row, the empty ones as well."""
        cells = {column.name: _all(data, f"{self.kind.name}_{column.name}") for column in self.kind.columns}
        n = min(max((len(values) for values in cells.values()), default=0), self.kind.most)
        return [
            {column: (values[at] if at < len(values) else "")[:LONGEST] for column, values in cells.items()}
            for at in range(n)
        ]


class RowsField(forms.Field):
    """Rows as the action takes them; empty ones are left out. Says of every row what is wrong with it."""

    def __init__(self, kind: Kind, **how: Any) -> None:
        super().__init__(widget=RowsWidget(kind), required=False, **how)
        self.kind = kind

    def clean(self, value: Any) -> list[Any]:
        """The values of the rows that are filled."""
        wrong, kept = [], []
        for n, row in enumerate(value or [], 1):
            if self.kind.is_empty(row):
                continue
            made, _column, words = self.kind.read(row)
            if words:
                wrong.append(_("Row %(n)d: %(wrong)s") % {"n": n, "wrong": words})
            kept.append(made)
        if wrong:
            raise ValidationError(wrong)
        return kept


@dataclass(frozen=True)
class Edited:
    """What a button of the rows did: ``at`` is the row to stand at; a removed row can be put back."""

    group: str = ""
    at: int = -1
    removed: Row = field(default_factory=dict)


@dataclass(frozen=True)
class Group:
    """Rows as the page shows them."""

    kind: Kind
    legend: Any
    help: Any
    rows: list[Row]
    errors: list[str]
    edited: Edited

    @property
    def lines(self) -> list[dict[str, Any]]:
        """The rows with their cells, each with its id and whether it is wrong."""
        blame = bool(self.errors)
        return [self._line(at, row, blame) for at, row in enumerate(self.rows)]

    def _line(self, at: int, row: Row, blame: bool) -> dict[str, Any]:
        wrong = self.kind.read(row)[1] if blame and not self.kind.is_empty(row) else ""
        is_here = self.edited.group == self.kind.name and self.edited.at == at
        cells = [
            {"column": one, "id": f"{self.kind.name}-{at + 1}-{one.name}", "value": row.get(one.name, ""),
             "name": f"{self.kind.name}_{one.name}", "wrong": one.name == wrong}
            for one in self.kind.columns
        ]  # fmt: skip
        return {"n": at + 1, "at": at, "cells": cells, "is_here": is_here}

    @property
    def next_id(self) -> str:
        """Of the first field of a row that is added: without scripts the page comes back to it."""
        first = self.kind.columns[0].name
        return f"{self.kind.name}-{min(len(self.rows) + 1, self.kind.most)}-{first}"

    @property
    def gone(self) -> dict[str, Any]:
        """The row that was just removed, in a few words and as fields; nothing where none was."""
        if self.edited.group != self.kind.name or not self.edited.removed:
            return {}
        removed = self.edited.removed
        shown = [removed[one.name] for one in self.kind.columns if one.kind != "hidden" and removed.get(one.name)]
        fields = [(f"gone_{name}", value) for name, value in removed.items()]
        return {"words": " · ".join(shown), "fields": fields, "at": self.edited.at}


def is_being_edited(sent: Mapping[str, Any]) -> bool:
    """Whether a button of the rows was pressed, and nothing is to be sent yet."""
    return any(name in sent for name in ("more", "drop", "back"))


def rearranged(kinds: tuple[Kind, ...], sent: Any) -> tuple[dict[str, list[Row]], Edited]:
    """All rows as the button wanted them: ``more=goals``, ``drop=goals:2``, or ``back=goals:2`` after that."""
    rows = {kind.name: RowsWidget(kind).value_from_datadict(sent, None, kind.name) for kind in kinds}
    edited = Edited()
    for kind in kinds:
        if sent.get("more") == kind.name:
            edited = Edited(kind.name, _added(rows[kind.name], kind))
        for way in ("drop", "back"):
            name, _colon, number = str(sent.get(way, "")).partition(":")
            if name == kind.name and number.isascii() and number.isdigit() and len(number) < 4:
                edited = _drop(rows, kind, int(number)) if way == "drop" else _back(rows, kind, int(number), sent)
    return rows, edited


def with_spare(kind: Kind, rows: list[Row]) -> list[Row]:
    """At least a few rows to type into."""
    return [*rows, *(kind.empty() for _n in range(FEWEST - len(rows)))]


def _added(rows: list[Row], kind: Kind) -> int:
    if len(rows) < kind.most:
        rows.append(kind.empty())
    return len(rows) - 1


def _drop(rows: dict[str, list[Row]], kind: Kind, at: int) -> Edited:
    found = rows[kind.name]
    if at >= len(found):
        return Edited()
    gone = found.pop(at)
    return Edited(kind.name, at, {} if kind.is_empty(gone) else gone)


def _back(rows: dict[str, list[Row]], kind: Kind, at: int, sent: Any) -> Edited:
    row = {column.name: str(sent.get(f"gone_{column.name}", ""))[:LONGEST] for column in kind.columns}
    rows[kind.name] = [*rows[kind.name][:at], row, *rows[kind.name][at:]][: kind.most]
    return Edited(kind.name, min(at, len(rows[kind.name]) - 1))


def _all(data: Mapping[str, Any], name: str) -> list[str]:
    found = data.getlist(name) if hasattr(data, "getlist") else data.get(name, [])
    return [str(one) for one in found]
