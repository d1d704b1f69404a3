"""What the worker does for sessions."""

from __future__ import annotations

from participation.record.models import Act
from participation.record.subscribers import every, on

from . import telling
from .actions.attending import drop_old_names
from .actions.reminding import tell_reminders


@on(*telling.FOLLOWED)
def tell_followers(act: Act) -> None:
    """Whoever follows the session is told."""
    telling.tell_followers(act)


@on(telling.ANSWERED)
def tell_asker(act: Act) -> None:
    """Whoever asked learns what was answered."""
    telling.tell_asker(act)


@every(seconds=20)
def remind() -> None:
    """Reminders whose moment has come."""
    tell_reminders()


@every(hours=24)
def forget_who_was_there() -> None:
    """Numbers stay, names go."""
    drop_old_names()
