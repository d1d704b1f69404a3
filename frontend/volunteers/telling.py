"""An entry in words: what those read who may see it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.dates import WEEKDAYS_ABBR
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from frontend import dates
from volunteers.register.lists import DAYS, DIGITAL, LANGUAGES, PARTS, SKILLS, times_of

LEVELS = (
    ("1", gettext_lazy("simple things, with help")),
    ("2", gettext_lazy("simple things, mostly alone")),
    ("3", gettext_lazy("everyday things on my own")),
    ("4", gettext_lazy("on my own, also what is unusual")),
    ("5", gettext_lazy("I help others with it")),
    ("6", gettext_lazy("I find the best way, also in difficult cases")),
    ("7", gettext_lazy("I am a specialist and teach it")),
    ("8", gettext_lazy("I am a specialist and develop new ways")),
)


@dataclass(frozen=True)
class Fact:
    """A line of an entry: words, or several short ones beside each other."""

    name: str
    words: str = ""
    chips: list[str] = field(default_factory=list)


def week_boxes(week: int) -> dict[str, Any]:
    """The table of the form: days as rows, parts as columns, a box in each cell."""
    free = set(times_of(week))
    rows = [
        {
            "name": day_name,
            "cells": [
                {"time": f"{day}.{part}", "part": part_name, "is_free": f"{day}.{part}" in free}
                for part, part_name in PARTS.items()
            ],
        }
        for day, day_name in DAYS.items()
    ]
    return {"week_parts": list(PARTS.values()), "week_rows": rows}


def week_small(week: int) -> dict[str, Any] | None:
    """The same to be read, days as columns; None where nothing was said."""
    if not week:
        return None
    free = set(times_of(week))
    days = [{"name": name, "short": WEEKDAYS_ABBR[place]} for place, name in enumerate(DAYS.values())]
    rows = [{"name": name, "cells": [f"{day}.{part}" in free for day in DAYS]} for part, name in PARTS.items()]
    return {"days": days, "rows": rows}


def facts_of(entry: Any) -> list[Fact]:
    """Everything that coordinators read of an entry, its week apart; what was not said is left out."""
    levels = dict(LEVELS)
    told = [
        Fact(_("Can help with"), chips=[str(SKILLS[code]) for code in entry.skills if code in SKILLS]),
        Fact(_("Also"), entry.other_skills),
        Fact(_("In their own words"), entry.about),
        Fact(_("Where"), chips=_places_of(entry)),
        Fact(_("Speaks"), chips=[str(LANGUAGES[code]) for code in entry.languages if code in LANGUAGES]),
        Fact(_("Digital skills"), "\n".join(_level(area, entry.digital, levels) for area in _areas_of(entry))),
        Fact(_("Away"), "\n".join(_stretch(first, last) for first, last in entry.away)),
        Fact(_("Age"), str(entry.get_age_display())),
        Fact(_("Contract"), _("wants a volunteer's contract") if entry.has_contract else ""),
        Fact(_("Insurance"), entry.insurance),
    ]
    return [fact for fact in told if fact.words or fact.chips]


def _places_of(entry: Any) -> list[str]:
    return [place.name for place in entry.municipalities.all()] + ([_("from home")] if entry.is_remote else [])


def _areas_of(entry: Any) -> list[str]:
    return [area for area in DIGITAL if area in entry.digital]


def _level(area: str, digital: dict[str, int], levels: dict[str, Any]) -> str:
    level = str(digital[area])
    return f"{DIGITAL[area]}: {level} – {levels.get(level, level)}"


def _stretch(first: str, last: str) -> str:
    """``14 to 20 July 2027`` in the reader's language; a day alone is told alone."""
    begins, ends = date.fromisoformat(first), date.fromisoformat(last)
    return dates.day(begins) if begins == ends else f"{dates.day(begins)} – {dates.day(ends)}"


def guardian_state(entry: Any) -> dict[str, Any] | None:
    """Where the consent of a minor's guardian stands: asked, consented, refused or lapsed; None for those of age."""
    guardian = getattr(entry, "guardian", None)
    if guardian is None:
        return None
    state = "asked" if guardian.is_asked else "consented" if guardian.consents else ""
    return {
        "state": state or ("refused" if guardian.refused_at else "lapsed"),
        "name": guardian.name,
        "email": guardian.email,
    }
