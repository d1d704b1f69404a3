"""What this room keeps about a person: what they follow, what they were told."""

from __future__ import annotations

from typing import Any

from participation.accounts import personal_data
from participation.accounts.models import User

from .models import Follow, Notification


def export(user: User) -> dict[str, Any]:
    """Follows and notifications."""
    return {
        "follows": list(Follow.objects.filter(user=user).order_by("pk").values("scope", "since")),
        "notifications": list(
            Notification.objects.filter(user=user)
            .order_by("pk")
            .values("kind", "data", "url", "created_at", "read_at", "mailed_at")
        ),
    }


def join() -> None:
    """Both go with the person's own row. What others were told of the person is the matter of the room that told it."""
    personal_data.register("notifications", export)
