"""Shifts for calendars (RFC 5545): one by one, and all of a person's under a secret address."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from participation.database import db_now
from participation.documents.markup import plain_text

from .models import Shift, SignUp
from .selectors.feeds import signups_for_calendar

PAST = timedelta(days=90)  # shifts stay in the feed that long
AGAIN = "x-published-ttl"  # how often programs that know it ask again


def shift_file(shift: Shift) -> bytes:
    """One event. Of a cancelled shift it strikes out the one that stands in the calendar already."""
    made = _calendar("CANCEL" if shift.cancelled_at else "PUBLISH")
    made.add_component(_event(shift, "CONFIRMED"))
    return bytes(made.to_ical())


def feed_of(user_id: int) -> bytes:
    """Every shift to which the person comes (or waits: tentatively), with those of the last 90 days."""
    made = _calendar("PUBLISH")
    made.add("x-wr-calname", _("My shifts"))
    made.add(AGAIN, "PT1H")
    for row in signups_for_calendar(user_id, since=db_now() - PAST):
        made.add_component(_event(row.shift, "TENTATIVE" if row.state == SignUp.State.WAITING else "CONFIRMED"))
    return bytes(made.to_ical())


def _calendar(method: str) -> Calendar:
    made = Calendar()
    made.add("prodid", "-//Megdan//shifts//")
    made.add("version", "2.0")
    made.add("method", method)
    return made


def _event(shift: Shift, status: str) -> Event:
    """The library folds and escapes what people typed; the address is the operator's, never the request's."""
    origin, task = settings.ENV.origin or "", shift.task
    address = f"{origin}{shift.get_absolute_url()}"
    words = [shift.reason if shift.cancelled_at else "", plain_text(task.html), address]
    event = Event()
    event.add("uid", f"shift-{shift.pk}@megdan")
    event.add("sequence", shift.sequence)
    event.add("dtstamp", shift.changed_at)
    event.add("last-modified", shift.changed_at)
    event.add("dtstart", shift.begins)
    event.add("dtend", shift.ends)
    event.add("summary", _line(f"{task.title} · {task.project.title}"))
    event.add("description", "\n\n".join(filter(None, words)))
    event.add("location", _line(shift.place))
    event.add("status", "CANCELLED" if shift.cancelled_at else status)
    if origin:
        event.add("url", address)
    return event


def _line(text: str) -> str:
    return " ".join(text.split())
