"""Days and moments as people write them in each language, in a municipality's time zone."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from html import escape
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.timesince import timesince
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

CAPITAL_MONTHS = ("en",)
AFTER_YEAR = {"bg": " г."}
BEFORE_TIME = {"fr": " à "}
WEEK = 7 * 86_400
EPOCH = datetime(2024, 1, 1, tzinfo=UTC)


def local(value: datetime, zone: str = "") -> datetime:
    """The moment on the clock of that place."""
    return timezone.localtime(value, ZoneInfo(zone) if zone else None)


def day(value: datetime | date, zone: str = "", *, year: bool = True) -> str:
    """``1 December 2026``, ``1 декември 2026 г.``; without ``year`` ``1 декември``."""
    if isinstance(value, datetime):
        value = local(value, zone)
    language = (get_language() or "bg").split("-")[0]
    words = _day_and_month(value.month, value.day, language)
    before = " de " if language == "es" else " "
    return f"{words}{before}{value.year}{AFTER_YEAR.get(language, '')}" if year else words


@lru_cache(maxsize=2048)
def _day_and_month(month: int, number: int, language: str) -> str:
    """In the language, which is the active one."""
    words = date_format(date(2024, month, number), "j E")
    if language not in CAPITAL_MONTHS:
        words = words.lower()
    if language == "es":
        words = words.replace(" ", " de ", 1)
    if language == "fr" and words.startswith("1 "):
        words = words.replace("1", "1er", 1)
    return words


def moment(value: datetime, zone: str = "", *, year: bool = True) -> str:
    """The day and the time of day."""
    language = (get_language() or "bg").split("-")[0]
    there = local(value, zone)
    return f"{day(there.date(), year=year)}{BEFORE_TIME.get(language, ', ')}{there:%H:%M}"


def ago(value: datetime | None) -> SafeString:
    """How long ago, in words; after a week the day. The exact moment is the element's title; scripts keep it up to date."""
    if value is None:
        return SafeString()
    seconds = int((timezone.now() - value).total_seconds())
    if seconds >= WEEK:
        lively, words = "", day(value)
    else:
        lively, words = " data-ago", _span_ago(_largest_unit(seconds), get_language() or "bg")
    return mark_safe(
        f'<time datetime="{value.isoformat()}" title="{escape(moment(value))}"{lively}>{escape(words)}</time>'
    )


def lasting(hours: float) -> str:
    """How long something took, as people say it: under two days in hours, then in days."""
    if hours < 1:
        return _("less than an hour")
    if hours < 48:
        n = round(hours)
        return ngettext("%d hour", "%d hours", n) % n
    n = round(hours / 24)
    return ngettext("%d day", "%d days", n) % n


def _largest_unit(seconds: int) -> int:
    """The time in whole days, hours or minutes, as seconds; 0 under a minute."""
    for unit in (86_400, 3600, 60):
        if seconds >= unit:
            return seconds - seconds % unit
    return 0


@lru_cache(maxsize=2048)
def _span_ago(seconds: int, language: str) -> str:
    """In the language, which is the active one."""
    if not seconds:
        return _("just now")
    return _("%(time)s ago") % {"time": timesince(EPOCH, EPOCH + timedelta(seconds=seconds), depth=1)}
