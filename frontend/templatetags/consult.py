"""``{% load consult %}``: states, moments and bars of consultations, as words, times and SVG."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from frontend import charts, dates, diffs
from frontend.cards import draw_card
from frontend.consultations import marks, voices, words
from frontend.consultations.margins import draw_clause, readable
from frontend.consultations.outline import Part
from frontend.consultations.speakers import ONE, speaker_of
from frontend.pictures.drawing import draw_media
from frontend.places import dots
from frontend.record import draw_act
from frontend.unbroken import unbroken_words

register = template.Library()
register.filter("state_tone", words.state_tone)
register.filter("state_label", words.state_label)
register.filter("ago", dates.ago)
register.filter("lasting", dates.lasting)
register.filter("unbroken", unbroken_words)
register.simple_tag(dots.all_dots, name="all_dots")
register.simple_tag(dots.locator, name="locator")
register.simple_tag(words.said, name="said")
register.simple_tag(draw_card, name="card")
register.simple_tag(draw_act, name="act")


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


@register.simple_tag
def lock_note(thread: Any) -> SafeString:
    """That a moderator has locked the conversation; nothing while it takes posts."""
    return marks.draw_lock(bool(thread and thread.locked_at))


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


@register.simple_tag
def strip_labels(columns: Any) -> SafeString:
    """The names of the columns under a strip."""
    return charts.strip_labels(columns)


@register.filter
def tally_rows(tally: Any) -> list[dict[str, Any]]:
    """All together, then each kind of participant that may be shown apart."""
    return charts.group_rows(tally.counts, tally.folded())


@register.simple_tag
def redline(old: str, new: str) -> SafeString:
    """What changes from one wording to the other."""
    return diffs.redline(old, new)


@register.simple_tag
def who(said: Any) -> SafeString:
    """Who said it: the person as they chose to be shown, or the organisation they spoke for."""
    return voices.draw_who(speaker_of(said.author, said.organisation, said.group))


def _setting(context: template.Context, *, alone: bool = False) -> voices.Setting:
    asked = {"answered": bool(context.get("answered")), "open_now": bool(context.get("open")), "alone": alone}
    return voices.setting_of(context["request"], context["consultation"], **asked)


@register.simple_tag(takes_context=True)
def posts(context: template.Context, views: Any, is_locked: Any = None) -> SafeString:
    """Comments with their answers; with nothing to answer by where a moderator has locked the conversation."""
    return voices.draw_posts(views, replace(_setting(context), locked=bool(is_locked)))


@register.simple_tag(takes_context=True)
def suggestions(context: template.Context, views: Any) -> SafeString:
    """Suggested wordings with what can be done with each."""
    return voices.draw_suggestions(views, _setting(context))


@register.simple_tag(takes_context=True)
def suggestion(context: template.Context, view: Any) -> SafeString:
    """The one suggested wording that the page is about."""
    return voices.draw_suggestion(view, _setting(context, alone=True))


@register.simple_tag
def pictures(shown: Any) -> SafeString:
    """Pictures with their descriptions."""
    return draw_media(shown, None)


@register.simple_tag
def outcome_tone(outcome: str) -> str:
    """The class of an answer's tone."""
    return voices.OUTCOME_TONES.get(outcome, "")


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
