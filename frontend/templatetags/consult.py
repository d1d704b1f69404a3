"""``{% load consult %}``: states, moments and bars of consultations, as words, times and SVG."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from frontend import charts, dates, diffs
from frontend.consultations.margins import draw_clause, readable
from frontend.consultations.outline import Part
from frontend.consultations.speakers import ONE, speaker_of

register = template.Library()
ARGUMENT_TAGS = {
    "for": (gettext_lazy("for"), "support"),
    "against": (gettext_lazy("against"), "oppose"),
    "question": (gettext_lazy("question"), "unsure"),
}
TONES = {"open": "support", "announced": "accent", "closed": "unsure", "answered": "support", "adopted": "support"}


@register.filter
def state_tone(consultation: Any) -> str:
    """The tone of the consultation's state."""
    return TONES.get(consultation.state, "")


@register.filter
def state_label(consultation: Any) -> str:
    """The state in words."""
    return str(type(consultation).State(consultation.state).label)


@register.filter
def moment(value: datetime | None, place: Any = None) -> SafeString | str:
    """A moment in the municipality's time zone, with its exact value for machines."""
    if value is None:
        return ""
    words = dates.moment(value, place.timezone if place else "")
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), words)


@register.filter
def day(value: datetime | None, place: Any = None) -> SafeString | str:
    """The day of a moment in the municipality's time zone."""
    if value is None:
        return ""
    words = dates.day(value, place.timezone if place else "")
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), words)


@register.filter
def ago(value: datetime | None) -> SafeString | str:
    """How long ago, in words; the exact moment is the element's title. Scripts keep it up to date."""
    if value is None:
        return ""
    seconds = (timezone.now() - value).total_seconds()
    words = _("just now") if seconds < 60 else _("%(time)s ago") % {"time": timesince(value, depth=1)}
    exact = dates.moment(value)
    if seconds >= 7 * 86_400:
        return format_html('<time datetime="{}" title="{}">{}</time>', value.isoformat(), exact, dates.day(value))
    return format_html('<time datetime="{}" title="{}" data-ago>{}</time>', value.isoformat(), exact, words)


@register.simple_tag
def stance_bar(counts: Mapping[str, int], label: str = "") -> SafeString:
    """Support, doubt and opposition as one bar of full width; named for those who cannot see it."""
    return charts.stance_bar(counts, label)


@register.filter
def in_words(counts: Mapping[str, int]) -> str:
    """The stances as words."""
    return charts.in_words(counts)


@register.filter(name="readable")
def readable_filter(body_html: str) -> SafeString:
    """The text of a clause, its tables reachable by keyboard."""
    return readable(body_html)


@register.simple_tag
def clause(part: Part) -> SafeString:
    """A clause of the text with its margin: bar, votes, comments, suggestions, the way into its panel."""
    return draw_clause(part)


@register.simple_tag
def heat_strip(columns: Any, label: str = "") -> SafeString:
    """The whole document as columns: how high, how much was said; which colour, where people lean."""
    return charts.heat_strip(columns, label)


@register.filter
def tally_rows(tally: Any) -> list[dict[str, Any]]:
    """All together, then each kind of participant that may be shown apart."""
    return charts.group_rows(tally.counts, tally.folded())


@register.simple_tag
def redline(old: str, new: str) -> SafeString:
    """What changes from one wording to the other."""
    return diffs.redline(old, new)


@register.inclusion_tag("consultations/who.html")
def who(said: Any) -> dict[str, Any]:
    """Who said it: the person as they chose to be shown, or the organisation they spoke for."""
    return {"who": speaker_of(said.author, said.organisation, said.group)}


@register.simple_tag
def argument_tag(argument: str) -> SafeString:
    """For, against or a question, as a small tag."""
    label, tone = ARGUMENT_TAGS[argument]
    return format_html('<span class="tag tone-{}">{}</span>', tone, label)


@register.simple_tag
def discussed(n: int) -> str:
    """How much a suggestion is talked about."""
    return (ngettext("%d comment", "%d comments", n) % n) if n else _("Discuss")


@register.simple_tag
def outcome_tone(outcome: str) -> str:
    """The class of an answer's tone."""
    return {"accepted": "tone-support", "partly": "tone-unsure", "rejected": "tone-oppose"}.get(outcome, "")


@register.simple_tag
def diverging(counts: Mapping[str, int], widest: int) -> SafeString:
    """A diverging bar; all bars of a page share one scale."""
    return charts.diverging(counts, widest)


@register.simple_tag
def over_time(days: list[Any]) -> SafeString:
    """Participation per day."""
    return charts.over_time(days)


@register.simple_tag
def group_tag(group: str) -> SafeString:
    """The kind of participant, for organisations and officials."""
    if group == "citizen" or group not in ONE:
        return SafeString()
    return format_html('<span class="tag tag-accent">{}</span>', ONE[group])


@register.simple_tag
def said(numbers: Any) -> str:
    """``12 votes · 3 comments · 1 suggested wording``; of an object or a dictionary with these numbers."""
    names = ("ballots", "comments", "suggestions")
    votes, comments, suggestions = (
        numbers[name] if isinstance(numbers, dict) else getattr(numbers, name) for name in names
    )
    return " · ".join(
        (
            ngettext("%d vote", "%d votes", votes) % votes,
            ngettext("%d comment", "%d comments", comments) % comments,
            ngettext("%d suggested wording", "%d suggested wordings", suggestions) % suggestions,
        )
    )
