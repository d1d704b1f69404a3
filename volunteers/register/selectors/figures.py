"""How many volunteers there are: public, so told in a way that nobody can be counted out of it.

- Fewer than five are told as None; from five on a number is rounded down to a multiple of five, and kept so: the exact
  one is nowhere. What two figures differ by is therefore uncertain by four on either side, whoever subtracts one
  municipality from another or from the whole.
- One asks for one municipality or for all of them, and for one quality at a time: there is no "here and there", no
  "speaks Turkish and drives", and no ages, which would add up to the whole.
- They are counted once a day: nobody sees a number move as somebody enters or leaves.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from ..lists import LANGUAGES, SKILLS
from ..models import Figure
from .applications import helpers_of

LEAST = STEP = 5


@dataclass(frozen=True)
class Figures:
    """Numbers "or more"; None: fewer than five."""

    total: int | None
    remote: int | None
    skills: dict[str, int | None]
    languages: dict[str, int | None]
    day: date | None  # of which they are; None: nothing has been counted yet, or there is nothing to tell


def told(count: int) -> int | None:
    """The count as it may be told."""
    return count - count % STEP if count >= LEAST else None


def figures(municipality_id: int | None = None) -> Figures:
    """Of one municipality, or of all. One query."""
    rows = Figure.objects.filter(municipality=municipality_id).values_list("code", "at_least", "day")
    known = {code: (at_least, day) for code, at_least, day in rows}

    def of(code: str) -> int | None:
        return known[code][0] if code in known else None

    return Figures(
        total=of("all"),
        remote=of("remote"),
        skills={code: of(f"skill.{code}") for code in SKILLS},
        languages={code: of(f"language.{code}") for code in LANGUAGES},
        day=max((day for _n, day in known.values()), default=None),
    )


def figures_of(project_ids: Sequence[int]) -> dict[int, dict[str, int]]:
    """How many take part in each of these projects, from five on: ``{12: {"helpers": 7}}``. One query."""
    rows = helpers_of(project_ids).order_by().values_list("project").annotate(n=Count("id"))
    return {project: {"helpers": n} for project, n in rows if n >= LEAST}
