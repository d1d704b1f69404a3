"""Who may bring files. Who may see them is for the room that owns the scope to say."""

from __future__ import annotations

from participation.accounts.models import User


def can_import(user: User) -> bool:
    """Anyone signed in; what may be done with the result is for the room that owns the scope to say."""
    return bool(user.is_authenticated and user.is_active)
