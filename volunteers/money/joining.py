"""What projects learn from this room: how much money is there, how much is pledged, and how much is needed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from volunteers.projects import hooks

from .models import Campaign
from .selectors.campaigns import added_to, goals_of, numbers_from, with_numbers


def figures_of(project_ids: Sequence[int]) -> Mapping[int, Mapping[str, int]]:
    """Cents of each project whose campaign was opened: ``money`` is there, ``money_promised`` is pledged beside it,
    ``money_goal`` is needed, and ``money_further`` wished for. Three queries at most.
    """
    opened = Campaign.objects.filter(project__in=list(project_ids)).exclude(state=Campaign.State.PLANNED)
    rows = list(with_numbers(opened))
    if not rows:
        return {}
    goals, added = goals_of(rows), added_to(row.pk for row in rows)
    return {row.project_id: figures_from(numbers_from(row, goals[row.pk], added.get(row.pk, (0, 0)))) for row in rows}


def figures_from(numbers: Mapping[str, Any]) -> dict[str, int]:
    """The same from what the live stream tells of a campaign."""
    there = numbers["collected_cents"]
    return {
        "money": there,
        "money_promised": numbers["pledged_cents"] + numbers["matched_cents"] - there,
        "money_goal": numbers["goal_cents"],
        "money_further": (numbers["optimum_cents"] or 0) if numbers["minimum_cents"] else 0,
    }


def join() -> None:
    """Money stands beside hours and things."""
    hooks.register_figures(figures_of)
