"""Days and moments as people write them in each language, in a municipality's time zone."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language

CAPITAL_MONTHS = ("en",)
AFTER_YEAR = {"bg": " г."}
BEFORE_TIME = {"fr": " à "}


def local(value: datetime, zone: str = "") -> datetime:
    """The moment on the clock of that place."""
    return timezone.localtime(value, ZoneInfo(zone) if zone else None)


def day(value: datetime | date, zone: str = "", *, year: bool = True) -> str:
    """``1 December 2026``, ``1 декември 2026 г.``; without ``year`` ``1 декември``."""
    if isinstance(value, datetime):
        value = local(value, zone)
    language = (get_language() or "bg").split("-")[0]
    words = date_format(value, "j E")
    if language not in CAPITAL_MONTHS:
        words = words.lower()
    if language == "es":
        words = words.replace(" ", " de ", 1)
    if language == "fr" and words.startswith("1 "):
        words = words.replace("1", "1er", 1)
    return f"{words} {value.year}{AFTER_YEAR.get(language, '')}" if year else words


def moment(value: datetime, zone: str = "", *, year: bool = True) -> str:
    """The day and the time of day."""
    language = (get_language() or "bg").split("-")[0]
    return f"{day(value, zone, year=year)}{BEFORE_TIME.get(language, ', ')}{local(value, zone):%H:%M}"
