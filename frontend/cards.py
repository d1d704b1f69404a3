"""Consultations as cards: title, strip, numbers, time left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from frontend.charts import Column
from frontend.consultations import timeline
from proposals.selectors.consultations import Activity, activity_of

MOST_COLUMNS = 24  # of a strip on a card; a longer document is put together


@dataclass(frozen=True)
class Card:
    """One consultation in a list."""

    consultation: Any
    activity: Activity
    left: str
    soon: bool

    @property
    def columns(self) -> list[Column]:
        """The strip of its clauses, neighbours put together where there are many."""
        clauses = self.activity.clauses
        size = -(-len(clauses) // MOST_COLUMNS) or 1
        return [_column(clauses[start : start + size]) for start in range(0, len(clauses), size)]


def _column(clauses: list[dict[str, int]]) -> Column:
    counts: dict[str, int] = {}
    for row in clauses:
        for choice, n in row.items():
            counts[choice] = counts.get(choice, 0) + n
    return Column("", counts, sum(counts.values()))


def cards(consultations: list[Any]) -> list[Card]:
    """Cards for a page of a list: three queries however many there are."""
    activity = activity_of(consultations)
    return [
        Card(found, activity[found.pk], timeline.time_left(found), timeline.closes_soon(found)) for found in consultations
    ]
