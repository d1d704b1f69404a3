"""Three fields of the register's form that are drawn by hand: the week, the days away, the digital skills."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from volunteers.register.lists import DIGITAL, LEVELS, TIMES, week_of

SPARE, MOST_AWAY = 1, 12  # empty rows offered; rows read
Away = dict[str, str]


def all_of(data: Mapping[str, Any], name: str) -> list[str]:
    """Every value sent under the name, as text."""
    found = data.getlist(name) if hasattr(data, "getlist") else data.get(name, [])
    return [str(value) for value in (found if isinstance(found, list | tuple) else [found])]


class WeekBoxes(forms.Widget):
    """Reads the ticked boxes, each of which says a part of the week, such as ``sa.morning``."""

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> int:
        """The week as its bits; what names no part of it is left out."""
        return week_of(time for time in all_of(data, name) if time in TIMES)


class WeekField(forms.Field):
    """When somebody is free, as the bits of a week."""

    widget = WeekBoxes

    def clean(self, value: Any) -> int:
        """The number as the action takes it."""
        return int(value or 0)


class AwayRows(forms.Widget):
    """Reads ``away_from`` and ``away_to``, one of each a row."""

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> list[Away]:
        """Every row as it was typed, the empty ones as well."""
        begins, ends = all_of(data, f"{name}_from")[:MOST_AWAY], all_of(data, f"{name}_to")[:MOST_AWAY]
        ends += [""] * (len(begins) - len(ends))
        return [{"from": first.strip(), "to": last.strip()} for first, last in zip(begins, ends, strict=False)]


class AwayField(forms.Field):
    """Days on which somebody is not there: first and last of each stretch; empty rows are left out."""

    widget = AwayRows

    def clean(self, value: Any) -> list[list[str]]:
        """``[["2026-07-01", "2026-07-14"], …]``. Says of every row what is wrong with it."""
        rows = list(enumerate(value or [], 1))
        wrong = [words % {"n": number} for number, row in rows if (words := wrong_with(row))]
        if wrong:
            raise ValidationError(wrong)
        return [[row["from"], row["to"] or row["from"]] for _n, row in rows if row["from"]]


def wrong_with(row: Away) -> str:
    """Why a row cannot be used, with a place for its number; empty where it can."""
    first, last = _day(row["from"]), _day(row["to"])
    if (row["from"] and first is None) or (row["to"] and last is None):
        return _("Row %(n)d: give days like 2027-07-14.")
    if last is not None and first is None:
        return _("Row %(n)d: say from which day on.")
    if first is not None and last is not None and last < first:
        return _("Row %(n)d: the last day is before the first.")
    return ""


def _day(typed: str) -> date | None:
    try:
        return parse_date(typed)
    except ValueError:  # like the 31st of June
        return None


def with_spare(rows: Iterable[Any]) -> list[Away]:
    """The rows for the page: what is kept or was typed, and room for one more."""
    kept = [row if isinstance(row, dict) else {"from": row[0], "to": row[1]} for row in rows]
    filled = [row for row in kept if row["from"] or row["to"]][:MOST_AWAY]
    return filled + [{"from": "", "to": ""}] * (SPARE if len(filled) < MOST_AWAY else 0)


class DigitalLevels(forms.Widget):
    """Reads ``digital_1`` to ``digital_5``."""

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> dict[str, str]:
        """What was chosen for each area, the empty ones left out."""
        return {area: str(data.get(f"{name}_{area}")) for area in DIGITAL if data.get(f"{name}_{area}")}


class DigitalField(forms.Field):
    """How well somebody does in each area of digital skills, from 1 to 8."""

    widget = DigitalLevels

    def clean(self, value: Any) -> dict[str, int]:
        """``{"1": 4, …}`` as the action takes it. Raises ValidationError for levels that there are none of."""
        levels = {str(level) for level in LEVELS}
        if set((value or {}).values()) - levels:
            raise ValidationError(_("Choose a level from 1 to 8."))
        return {area: int(level) for area, level in (value or {}).items()}
