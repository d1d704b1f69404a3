"""What a guardian is asked, for whoever holds the key of the letter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from ..keys import digest_of
from ..models import Guardian

TERM = timedelta(days=14)  # to answer in


@dataclass(frozen=True)
class Asked:
    """A request: who volunteers, as which guardian one is asked, until when, and how it stands."""

    name: str  # the volunteer's, as they chose to be shown
    guardian: str
    until: datetime
    state: str  # asked, consented, refused or lapsed


def find_guardian(key: str) -> Guardian | None:
    """The row of a letter's key with its volunteer; None for a key that is none, or that a later letter replaced."""
    found = Guardian.objects.select_related("volunteer__user").filter(digest=digest_of(key))
    return found.first() if key else None


def asked_by(key: str, now: datetime) -> Asked | None:
    """What stands behind the key, for the page of the letter. ``now``: the database's clock."""
    row = find_guardian(key)
    if row is None:
        return None
    return Asked(row.volunteer.user.display_name, row.name, row.asked_at + TERM, state_of(row, now))


def state_of(row: Guardian, now: datetime) -> str:
    """How a request stands at this moment."""
    if row.refused_at is not None:
        return "refused"
    if row.consented_at is not None:
        return "consented"
    return "lapsed" if row.lapsed_at is not None or row.asked_at + TERM <= now else "asked"
