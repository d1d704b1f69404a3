"""Shifts as HTML: when, and how many places are taken. Drawn in Python: the page and its live events are the same.

Every value is escaped here, but for numbers.
"""

from __future__ import annotations

from datetime import datetime
from html import escape

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from frontend import dates, painted


def when_words(begins: datetime, ends: datetime, zone: str) -> str:
    """``Saturday, 12 December 2026, 09:00–12:00`` by the municipality's clock."""
    first, last = dates.local(begins, zone), dates.local(ends, zone)
    until = f"{last:%H:%M}"
    if last.date() != first.date():
        until = dates.moment(ends, zone, year=False)
    weekday = date_format(first, "l").capitalize()
    return f"{weekday}, {dates.moment(begins, zone)}–{until}"


def draw_when(begins: datetime, ends: datetime, zone: str) -> SafeString:
    """The same, for programs too."""
    words = when_words(begins, ends, zone)
    return mark_safe(f'<time class="when" datetime="{begins.isoformat()}">{escape(words)}</time>')


def places_words(places: int, going: int, waiting: int) -> str:
    """How many places are free; where there are none, how many wait."""
    free = max(places - going, 0)
    if free:
        left = ngettext("%(n)d place is free", "%(n)d places are free", free) % {"n": free}
        return _("%(left)s · %(going)d of %(places)d taken") % {"left": left, "going": going, "places": places}
    taken = _("The only place is taken") if places == 1 else _("All %(n)d places are taken") % {"n": places}
    if not waiting:
        return taken
    more = ngettext("%(n)d person waits", "%(n)d people wait", waiting) % {"n": waiting}
    return f"{taken} · {more}"


def draw_places(places: int, going: int, waiting: int) -> SafeString:
    """A bar, which the words beside it say as well."""
    filled = min(round(100 * going / places, 2), 100) if places else 100
    return mark_safe(
        '<svg class="places-bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect class="f-track" width="100" height="10"/><rect class="f-accent" width="{filled}" height="10"/></svg>'
        f"<span>{escape(places_words(places, going, waiting))}</span>"
    )


def sign_up_words(places: int, going: int) -> str:
    """What the button says."""
    return _("I will come") if going < places else _("Put me on the waiting list")


def draw_state(begins: datetime, ends: datetime, *, is_cancelled: bool) -> SafeString | str:
    """That it does not take place, is going on or was; nothing while it is to come."""
    now = timezone.now()
    if is_cancelled:
        return painted.tag(pgettext("a shift", "cancelled"), tone="oppose")
    if now > ends:
        return painted.tag(pgettext("a shift", "over"))
    return painted.tag(pgettext("a shift", "now"), tone="accent") if now >= begins else ""
