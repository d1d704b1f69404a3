"""The editor of a programme: rows of title and minutes, which work as plain fields and buttons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

Row = dict[str, str]
SPARE, FEWEST, MOST = 2, 4, 40


class ProgrammeRows(forms.Widget):
    """Reads ``item_title`` and ``item_minutes``, one of each a row, in the order in which they stand."""

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> list[Row]:
        """Every row, the empty ones as well."""
        titles, minutes = _all(data, "item_title"), _all(data, "item_minutes")
        minutes += [""] * (len(titles) - len(minutes))
        return [{"title": title, "minutes": n} for title, n in zip(titles[:MOST], minutes, strict=False)]


class ProgrammeField(forms.Field):
    """Points with their minutes; empty rows are left out."""

    widget = ProgrammeRows

    def clean(self, value: Any) -> list[dict[str, Any]]:
        """The points as the action takes them. Says of every row what is wrong with it."""
        rows = list(enumerate(value or [], 1))
        wrong = [words % {"n": number} for number, row in rows if (words := wrong_with(row)[1])]
        if wrong:
            raise ValidationError(wrong)
        filled = [row for _n, row in rows if row["title"].strip()]
        return [
            {"title": " ".join(row["title"].split()), "minutes": int(row["minutes"].strip() or 0)} for row in filled
        ]


def wrong_with(row: Mapping[str, str]) -> tuple[str, str]:
    """The field of the row that is wrong, and why, with a place for the row's number; both empty where nothing is."""
    title, minutes = " ".join(row["title"].split()), row["minutes"].strip()
    is_number = not minutes or (minutes.isascii() and minutes.isdigit() and int(minutes[:9]) <= 600)
    if minutes and not title:
        return "title", _("Row %(n)d: give the point a title.")
    if not is_number:
        return "minutes", _("Row %(n)d: minutes are a whole number up to 600, or nothing.")
    if len(title) > 200:
        return "title", _("Row %(n)d: the title is too long, at most 200 characters.")
    return "", ""


@dataclass(frozen=True)
class Edited:
    """The rows after a button of the editor; ``at`` is the row that it was about, ``way`` how it moved."""

    rows: list[Row]
    at: int = -1
    way: str = ""
    removed: Row | None = None  # with its place: it can be put back


def with_spare(rows: list[Row]) -> list[Row]:
    """The rows with empty ones behind them to type into."""
    filled = list(rows)
    while filled and not any(filled[-1].values()):
        filled.pop()
    spare = max(SPARE, FEWEST - len(filled))
    return [*filled, *({"title": "", "minutes": ""} for _n in range(min(spare, MOST - len(filled))))]


def rearranged(rows: list[Row], sent: Mapping[str, Any]) -> Edited:
    """What a button of the editor asked for: ``move=2:up``, ``2:down``, ``2:out``, or ``2:back`` after that."""
    number, _colon, way = str(sent.get("move", "")).partition(":")
    at = int(number) if number.isascii() and number.isdigit() and len(number) < 4 else MOST
    if way == "back":
        gone = {"title": str(sent.get("gone_title", "")), "minutes": str(sent.get("gone_minutes", ""))}
        return Edited([*rows[:at], gone, *rows[at:]][:MOST], min(at, len(rows)), way)
    if at >= len(rows):
        return Edited(rows)
    if way == "out":
        gone = {**rows[at], "at": str(at)}
        is_filled = rows[at]["title"].strip() or rows[at]["minutes"].strip()
        return Edited([*rows[:at], *rows[at + 1 :]], at, way, gone if is_filled else None)
    to = at - 1 if way == "up" else at + 1
    if 0 <= to < len(rows):
        rows[at], rows[to] = rows[to], rows[at]
        at = to
    return Edited(rows, at, way)


def is_being_edited(sent: Mapping[str, Any]) -> bool:
    """Whether a button of the editor was pressed, and nothing is to be sent yet."""
    return "move" in sent or "more" in sent


def _all(data: Mapping[str, Any], name: str) -> list[str]:
    found = data.getlist(name) if hasattr(data, "getlist") else data.get(name, [])
    return [str(one) for one in found]
