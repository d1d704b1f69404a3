"""What the worker does for the live room."""

from __future__ import annotations

from datetime import timedelta
from importlib import import_module

from django.conf import settings
from django.utils import timezone

from participation.record.subscribers import every

from .actions import prune

KEPT = timedelta(days=30)  # whoever comes back later fetches the page again


@every(hours=1)
def forget_old_events() -> None:
    """Events are kept as long as somebody may want to hear what they missed."""
    prune(before=timezone.now() - KEPT)


@every(hours=24)
def forget_ended_sessions() -> None:
    """A session that nobody can use any more keeps nothing of what was typed in it."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
