"""What the worker does for the register."""

from __future__ import annotations

from participation.record.models import Act
from participation.record.subscribers import every, on

from . import telling
from .actions.counting import count_figures
from .actions.forgetting import forget_entries, forget_words, lapse_requests, remind_guardians


@on(*telling.TO_COORDINATORS)
def tell_coordinators(act: Act) -> None:
    """Coordinators learn that somebody came or went."""
    telling.tell_coordinators(act)


@on(*telling.TO_VOLUNTEER)
def tell_volunteer(act: Act) -> None:
    """Whoever applied or was invited is told."""
    telling.tell_volunteer(act)


@on(*telling.TO_MINOR)
def tell_minor(act: Act) -> None:
    """A minor learns how the guardian answered."""
    telling.tell_minor(act)


@on("guardian.asked", "guardian.reminded")
def write_to_guardian(act: Act) -> None:
    """The letter leaves."""
    telling.send_letter(act)


@every(hours=1)
def mind_guardians() -> None:
    """Who has not answered is reminded; whose time is over is asked no more and forgotten."""
    remind_guardians()
    lapse_requests()


@every(hours=24)
def forget_who_left() -> None:
    """Entries of people who left, and words that nobody needs any more."""
    forget_entries()
    forget_words()


@every(hours=24)
def count() -> None:
    """The public figures: no more often, so that nobody sees them move as somebody enters or leaves."""
    count_figures()
