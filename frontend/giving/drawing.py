"""A campaign's numbers as HTML: the same on pages and in live events. Every value is escaped here, but for numbers."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from frontend.painted import icon
from frontend.projects.drawing import told

from .sums import told_cents
from .words import STATES, TONES

Numbers = Mapping[str, Any]  # as the live stream tells them: volunteers.money.selectors.campaigns.numbers_of


def draw_numbers(numbers: Numbers) -> SafeString:
    """What is pledged and what of it is there, apart; what is needed; how many give."""
    rows = [(_("Pledged"), told_cents(numbers["pledged_cents"]))]
    if numbers["matched_cents"]:
        rows.append((_("Added by pools"), told_cents(numbers["matched_cents"])))
    rows.append((_("Collected"), told_cents(numbers["collected_cents"])))
    if numbers["minimum_cents"]:
        rows.append((_("Minimum"), told_cents(numbers["minimum_cents"])))
    if numbers["optimum_cents"]:
        rows.append((_("Wished for"), told_cents(numbers["optimum_cents"])))
    rows.append((_("Pledges"), told(numbers["donors"])))
    return mark_safe("".join(f"<div><dt>{escape(name)}</dt><dd>{escape(value)}</dd></div>" for name, value in rows))


def draw_state(state: str) -> SafeString:
    """Where the campaign is, as a tag."""
    tone = TONES.get(state, "")
    return mark_safe(f'<span class="tag tone-{tone}"><span class="dot"></span>{escape(str(STATES[state]))}</span>')


def draw_button(project_id: int) -> SafeString:
    """The way to give."""
    address, words = reverse("project_give", args=[project_id]), escape(_("Give money"))
    return mark_safe(f'<a class="btn btn-primary" href="{address}">{icon("heart")}{words}</a>')


def draw_more(project_id: int) -> SafeString:
    """The way to minimum, deadline and rules, which stand far below on a phone."""
    address, words = reverse("project_money", args=[project_id]), escape(_("Everything about the money"))
    return mark_safe(f'<p class="give-more small"><a href="{address}">{words}</a></p>')
