"""Who may cast a ballot, and when."""

from __future__ import annotations

from datetime import datetime

from participation.refusals import Closed, NotYetOpen

from .models import Window


def is_open(window: Window, now: datetime) -> bool:
    """Whether acts are accepted at this moment of the database's clock."""
    return refusal(window, now) is None


def refusal(window: Window, now: datetime) -> Closed | NotYetOpen | None:
    """Why acts are not accepted at this moment, or None if they are. A window without an opening never opened."""
    if window.sealed_at is not None or window.stopped_at is not None:
        return Closed()
    if window.opens_at is None or now < window.opens_at:
        return NotYetOpen()
    if window.closes_at is not None and now >= window.closes_at:
        return Closed()
    return None
