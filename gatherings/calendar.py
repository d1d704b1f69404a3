"""A session for a calendar (RFC 5545)."""

from __future__ import annotations

from django.conf import settings
from icalendar import Calendar, Event

from participation.documents.markup import plain_text

from .models import Session

STATUS = {Session.State.CANCELLED: "CANCELLED"}


def calendar_file(session: Session) -> bytes:
    """One event. The library folds and escapes what people typed; the address is the operator's, never the request's."""
    origin = settings.ENV.origin or ""
    address = f"{origin}{session.get_absolute_url()}"
    event = Event()
    event.add("uid", f"session-{session.pk}@megdan")
    event.add("dtstamp", session.created_at)
    event.add("dtstart", session.starts_at)
    event.add("dtend", session.ends_at)
    event.add("summary", _line(session.title))
    event.add("description", "\n\n".join(filter(None, (plain_text(session.description_html), address))))
    event.add("location", _line(" · ".join(filter(None, (session.venue, session.online_url)))))
    event.add("status", STATUS.get(Session.State(session.state), "CONFIRMED"))
    if origin:
        event.add("url", address)
    made = Calendar()
    made.add("prodid", "-//Megdan//sessions//")
    made.add("version", "2.0")
    made.add_component(event)
    return bytes(made.to_ical())


def _line(text: str) -> str:
    return " ".join(text.split())
