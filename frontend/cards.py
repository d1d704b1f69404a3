"""Consultations as cards: title, strip, numbers, time left."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from frontend.charts import Column, heat_strip, in_words
from frontend.consultations import timeline
from frontend.consultations.words import said, state_label, state_tone
from frontend.unbroken import unbroken_words
from proposals.selectors.consultations import Activity, activity_of
from proposals.selectors.details import kind_choices

KINDS = dict(kind_choices())
MOST_COLUMNS = 24  # of a strip on a card; a longer document is put together


@dataclass(frozen=True)
class Card:
    """One consultation in a list."""

    consultation: Any
    activity: Activity
    left: str
    soon: bool

    @property
    def counts(self) -> Mapping[str, int]:
        """How people stand on the whole of it."""
        return _column(self.activity.clauses).counts

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
        Card(found, activity[found.pk], timeline.time_left(found), timeline.closes_soon(found))
        for found in consultations
    ]


def draw_card(card: Card) -> SafeString:
    """One card. Drawn in Python, because lists hold many."""
    found = card.consultation
    strip = heat_strip(card.columns, in_words(card.counts)) if card.activity.ballots and card.columns else ""
    numbers = "" if found.state == "announced" else f'<p class="tiny quiet num">{escape(said(card.activity))}</p>'
    left = f'<p class="time-left{" soon" if card.soon else ""}">{escape(card.left)}</p>' if card.left else ""
    return mark_safe(
        '<article class="card consultation-card"><div class="row row-between tiny quiet">'
        f"<span>{escape(found.municipality.name)} · {escape(str(KINDS[found.kind]))}</span>"
        f'<span class="tag tone-{state_tone(found)}"><span class="dot"></span>{escape(state_label(found))}</span></div>\n'
        f'<h3 class="card-title" lang="{escape(found.language)}"><a class="card-link" '
        f'href="{reverse("consultation", args=[found.pk])}">{unbroken_words(found.title)}</a></h3>\n'
        f"{strip}\n{numbers}\n{left}</article>"
    )
