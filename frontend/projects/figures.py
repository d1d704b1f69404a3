"""A project's numbers as lines of its card and page: hours, things, and what the rooms above count."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from volunteers.projects.hooks import figures_of
from volunteers.projects.selectors.things import Things, things_of


class Line(NamedTuple):
    """One of a project's numbers. ``key`` names its place on the page."""

    key: str
    name: str
    done: Any
    goal: Any
    unit: str = ""
    promised: Any = 0


@dataclass(frozen=True)
class Card:
    """A project in a list, with its numbers."""

    project: Any
    figures: list[Line]


def cards_of(projects: Iterable[Any]) -> list[Card]:
    """Cards for a page of a list; the same number of queries however many there are."""
    found = list(projects)
    numbers = [one.pk for one in found]
    things, counted = things_of(numbers), figures_of(numbers)
    return [Card(one, lines(one, things.get(one.pk, Things()), counted[one.pk])) for one in found]


def figures_of_page(project: Any, page: Any) -> list[Line]:
    """The same for the page of one, from what it knows already."""
    needs = page.needs
    things = Things(
        sum(one.need.quantity for one in needs),
        sum(one.brought for one in needs),
        sum(one.offered + one.accepted for one in needs),
    )
    return lines(project, things, page.figures)


def things_line(needed: int, brought: int, promised: int) -> Line:
    """All things that are needed together."""
    return Line("things", _("Things"), brought, needed, "", promised)


def lines(project: Any, things: Things, counted: Mapping[str, int]) -> list[Line]:
    """Hours, things and money, each where there is a goal for it."""
    made: list[Line] = []
    if project.hours_goal:
        made.append(Line("hours", _("Hours"), counted.get("hours", 0), project.hours_goal))
    if things.needed:
        made.append(things_line(things.needed, things.brought, things.promised))
    if counted.get("money_goal"):
        there, goal = Decimal(counted.get("money", 0)) / 100, Decimal(counted["money_goal"]) / 100
        made.append(Line("money", pgettext("of a project", "Money"), there, goal, "€"))
    return made
