"""What changes whom a socket belongs to, outside this room: signing out and changing the password, as Django and allauth
announce it, and what the room of accounts does itself."""

from __future__ import annotations

from typing import Any

from allauth.account import signals as account_signals
from django.contrib.auth.signals import user_logged_out

from participation.accounts import personal_data, sessions
from participation.accounts.models import User
from participation.live.actions import forget_stream, revoke


def watch() -> None:
    """From now on such endings reach the sockets at once."""
    user_logged_out.connect(_signed_out, dispatch_uid="live.signed_out")
    account_signals.password_changed.connect(_password_changed, dispatch_uid="live.password_changed")
    account_signals.password_reset.connect(_password_changed, dispatch_uid="live.password_reset")
    sessions.on_change(_changed)
    personal_data.register("live", _nothing_lasting, _forget)


def _signed_out(sender: Any, request: Any, user: Any, **extra: Any) -> None:
    session = getattr(request, "session", None)
    key = session.session_key if session is not None else None
    if key:
        revoke(session=key)


def _password_changed(sender: Any, request: Any, user: Any, **extra: Any) -> None:
    revoke(user_id=user.pk)


def _changed(user_id: int) -> None:
    revoke(user_id=user_id)


def _nothing_lasting(user: User) -> None:
    """What was said on the person's own stream repeats their notifications, which that room exports."""


def _forget(user: User) -> None:
    """The person's own stream is gone. What they said on others is told anew by the rooms that said it."""
    forget_stream(stream=f"user.{user.pk}")
