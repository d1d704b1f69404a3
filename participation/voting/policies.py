"""Who may cast a ballot, and when."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from participation.refusals import Closed, NotYetOpen

from .models import Window

CLOSED = _("This has closed. Nothing more can be added or changed.")
NOT_YET = _("This has not opened yet.")
GONE = _("What this is about was taken back or hidden: nothing more can be added or changed.")


def is_open(window: Window, now: datetime) -> bool:
    """Whether acts are accepted at this moment of the database's clock."""
    return refusal(window, now) is None


def refusal(window: Window, now: datetime) -> Closed | NotYetOpen | None:
    """Why acts are not accepted at this moment, or None if they are. A window without an opening never opened."""
    is_consultation = window.scope.startswith("consultation.")
    if window.sealed_at is not None or window.stopped_at is not None:
        return Closed() if is_consultation else Closed(CLOSED)
    if window.opens_at is None or now < window.opens_at:
        return NotYetOpen() if is_consultation else NotYetOpen(NOT_YET)
    if window.closes_at is not None and now >= window.closes_at:
        return Closed() if is_consultation else Closed(CLOSED)
    return None
