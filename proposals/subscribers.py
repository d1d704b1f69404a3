"""What the worker does for consultations."""

from __future__ import annotations

from participation.record.subscribers import every
from participation.voting.actions import tell_untold_tallies

from .actions import lifecycle


@every(seconds=1)
def move_on() -> None:
    """Openings, closings and reminders whose moment has come."""
    lifecycle.tell_openings()
    lifecycle.close_due()
    lifecycle.tell_reminders()


@every(seconds=5)
def tell_lost_tallies() -> None:
    """The net under the live tallies."""
    tell_untold_tallies()
