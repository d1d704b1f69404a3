"""Where somebody may not speak now, until when, and by which decision."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from participation.accounts.models import User
from participation.places.models import Suspension
from participation.places.selectors import can_act, list_suspensions, suspended_until

from ..models import Decision


@dataclass(frozen=True)
class Stopped:
    """A person's suspension that holds in a place."""

    until: datetime
    decision: Decision | None  # None: an administrator set it, without one
    is_everywhere: bool  # they do not vote either


def stopped_in(person: object, municipality_id: int | None) -> Stopped | None:
    """Why the person adds nothing there; None for whoever may. No query for those who were never suspended.

    Of several suspensions the one that lasts longest counts.
    """
    until = suspended_until(person, municipality_id)
    if until is None or not isinstance(person, User):
        return None
    if not can_act(person):
        return Stopped(until, None, is_everywhere=True)
    holding = [row for row in list_suspensions(person) if row.municipality_id in (None, municipality_id)]
    return Stopped(until, _decision_of(holding[0]) if holding else None, is_everywhere=False)


def _decision_of(suspension: Suspension) -> Decision | None:
    return Decision.objects.filter(suspension=suspension, effective_at__isnull=False).first()
