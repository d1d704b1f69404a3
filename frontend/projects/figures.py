"""A project's numbers as lines of its card and page: hours, things, and what the rooms above count."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from volunteers.projects.hooks import figures_of
from volunteers.projects.selectors.things import Things, things_of


class Line(NamedTuple):
    """One of a project's numbers. ``key`` names its place on the page.

    ``further`` is a second mark beyond the goal; ``written`` what stands beside the bar where it is not ``done``, and
    ``said`` the words for those who cannot see it.
    """

    key: str
    name: str
    done: Any
    goal: Any
    unit: str = ""
    promised: Any = 0
    further: Any = 0
    written: str = ""
    said: str = ""


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
        made.append(money_line(counted))
    return made


def money_line(counted: Mapping[str, int]) -> Line:
    """What is there, what is pledged beside it, what is needed and what is wished for: cents of ``figures_of`` as euros."""
    named = ("money", "money_promised", "money_goal", "money_further")
    there, promised, goal, further = (Decimal(counted.get(name, 0)) / 100 for name in named)
    told = {"there": euro(there), "promised": euro(promised), "goal": euro(goal), "further": euro(further)}
    said = _("Money: %(there)s collected and %(promised)s pledged; %(goal)s are needed") % told
    if further > goal:
        said = _("%(said)s, %(further)s are wished for") % {"said": said, **told}
    name = pgettext("of a project", "Money")
    return Line("money", name, there, goal, "€", promised, further, amount_told(there + promised), said)


def euro(amount: Decimal) -> str:
    """A sum in euros as people of the language write it, without cents that say nothing."""
    return _("%(amount)s €") % {"amount": amount_told(amount)}


def amount_told(amount: Decimal) -> str:
    """The same without the sign."""
    places = 0 if amount == amount.to_integral() else 2
    return str(number_format(amount, places, use_l10n=True, force_grouping=True))
