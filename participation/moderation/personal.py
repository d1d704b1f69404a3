"""What this room keeps about a person: what they reported, what was decided about their words."""

from __future__ import annotations

from typing import Any

from participation.accounts import personal_data
from participation.accounts.models import User

from .models import Decision, Report


def export(user: User) -> dict[str, Any]:
    """Reports made, and decisions about the person's own words with their reasons."""
    return {
        "reports": list(
            Report.objects.filter(reporter=user).order_by("pk").values("ref", "reason", "note", "receipt", "created_at")
        ),
        "decisions_about_me": list(
            Decision.objects.filter(affected=user)
            .order_by("pk")
            .values("ref", "outcome", "rule", "facts", "decided_at", "reversed_at")
        ),
    }


def erase(user: User) -> None:
    """What was reported stays to be decided; the reporter's own words go, their name goes with the person's row."""
    Report.objects.filter(reporter=user).update(note="")


def join() -> None:
    """Reports and decisions outlive the person, without them."""
    personal_data.register("moderation", export, erase)
