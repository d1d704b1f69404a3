"""What this room keeps about a person: their entry, their guardian, and to which projects they applied."""

from __future__ import annotations

from typing import Any

from participation.accounts import personal_data
from participation.accounts.models import User

from .actions.common import locked_entry
from .actions.entry import drop
from .models import Application, Guardian, Volunteer

ENTRY = (
    "age", "about", "skills", "other_skills", "digital", "languages", "is_remote", "week", "away", "has_contract", "insurance",
    "is_listed", "consented_at", "changed_at",
)  # fmt: skip
GUARDIAN = ("name", "email", "asked_at", "mailed_at", "reminded_at", "consented_at", "refused_at", "lapsed_at")
APPLIED = ("project_id", "project__title", "state", "words", "answer", "at", "answered_at")
ANSWERED = ("project_id", "project__title", "state", "answer", "answered_at")  # whom is the other's to know


def export(user: User) -> dict[str, Any]:
    """Everything, and what they answered others as a coordinator, without those."""
    entry = Volunteer.objects.filter(user=user)
    places = entry.filter(municipalities__isnull=False).order_by("municipalities__code")
    return {
        "entry": [dict(row) for row in entry.values(*ENTRY)],
        "municipalities": list(places.values_list("municipalities__code", flat=True)),
        "guardian": [dict(row) for row in Guardian.objects.filter(volunteer__user=user).values(*GUARDIAN)],
        "applications": [dict(row) for row in Application.objects.filter(user=user).order_by("pk").values(*APPLIED)],
        "answered": [
            dict(row) for row in Application.objects.filter(answered_by=user).order_by("pk").values(*ANSWERED)
        ],
    }


def erase(user: User) -> None:
    """The entry and all applications are gone. What they answered others as a coordinator stays, without them."""
    entry = locked_entry(user)
    if entry is not None:
        drop(entry)
    Application.objects.filter(user=user).delete()


def join() -> None:
    """Part of every copy and every erasing."""
    personal_data.register("register", export, erase)
