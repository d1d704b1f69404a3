"""``{% load consult %}``: states, moments and bars of consultations, as words, times and SVG."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timesince import timesince
from django.utils.translation import gettext as _

from frontend import charts

register = template.Library()
TONES = {"open": "support", "announced": "unsure", "closed": "oppose", "answered": "support", "adopted": "support"}


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
    local = timezone.localtime(value, ZoneInfo(place.timezone) if place else None)
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), date_format(local, "DATETIME_FORMAT"))


@register.filter
def day(value: datetime | None, place: Any = None) -> SafeString | str:
    """The day of a moment in the municipality's time zone."""
    if value is None:
        return ""
    local = timezone.localtime(value, ZoneInfo(place.timezone) if place else None)
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), date_format(local, "DATE_FORMAT"))


@register.filter
def ago(value: datetime | None) -> SafeString | str:
    """How long ago, in words; the exact moment is the element's title. Scripts keep it up to date."""
    if value is None:
        return ""
    seconds = (timezone.now() - value).total_seconds()
    words = _("just now") if seconds < 60 else _("%(time)s ago") % {"time": timesince(value, depth=1)}
    exact = date_format(timezone.localtime(value), "DATETIME_FORMAT")
    if seconds >= 7 * 86_400:
        return format_html('<time datetime="{}" title="{}">{}</time>', value.isoformat(), exact, date_format(timezone.localtime(value), "DATE_FORMAT"))
    return format_html('<time datetime="{}" title="{}" data-ago>{}</time>', value.isoformat(), exact, words)


@register.simple_tag
def stance_bar(counts: Mapping[str, int], label: str = "") -> SafeString:
    """Support, doubt and opposition as one bar of full width; named for those who cannot see it."""
    return charts.stance_bar(counts, label)


@register.simple_tag
def heat_strip(columns: Any, label: str = "") -> SafeString:
    """The whole document as columns: how high, how much was said; which colour, where people lean."""
    return charts.heat_strip(columns, label)
