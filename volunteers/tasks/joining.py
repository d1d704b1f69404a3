"""What projects learn from this room: how long people worked for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from volunteers.projects import hooks

from .selectors.hours import confirmed_minutes


def figures_of(project_ids: Sequence[int]) -> Mapping[int, Mapping[str, int]]:
    """``{project: {"hours": whole hours that were confirmed}}``, also of people who are gone. One query."""
    found = confirmed_minutes(list(project_ids))
    return {number: {"hours": found.get(number, 0) // 60} for number in project_ids}


def join() -> None:
    """Confirmed work is counted beside helpers and things."""
    hooks.register_figures(figures_of)
