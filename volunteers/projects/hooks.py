"""What the rooms above add to projects: who may be named as a coordinator, and figures for lists and pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from participation.organisations.selectors import representatives_of

from .models import Project

Namer = Callable[[Project, int], bool]
Figures = Callable[[Sequence[int]], Mapping[int, Mapping[str, int]]]
_namers: list[Namer] = []
_figures: list[Figures] = []


def register_namer(namer: Namer) -> None:
    """Whoever ``namer(project, user_id)`` says yes to may be named as a coordinator."""
    if namer not in _namers:
        _namers.append(namer)


def register_figures(figures: Figures) -> None:
    """``figures(project ids)`` gives ``{id: {"helpers": 7}}``, in queries that do not grow with their number."""
    if figures not in _figures:
        _figures.append(figures)


def may_be_named(project: Project, user_id: int) -> bool:
    """Whether the person may be named: who speaks for its organisation, and whom a room above knows as its helper."""
    if (
        project.organisation_id is not None
        and representatives_of(project.organisation_id).filter(user=user_id).exists()
    ):
        return True
    return any(namer(project, user_id) for namer in _namers)


def figures_of(numbers: Sequence[int]) -> dict[int, dict[str, int]]:
    """What the rooms above count of these projects, together; every project has an entry."""
    found: dict[int, dict[str, int]] = {number: {} for number in numbers}
    if numbers:
        for figures in _figures:
            for number, told in figures(numbers).items():
                found[number] |= dict(told)
    return found
