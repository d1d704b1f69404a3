"""What this room keeps about a person: shifts, hours with their history, certificates, tasks they wrote."""

from __future__ import annotations

from typing import Any

from django.db.models import Value
from django.db.models.functions import Coalesce

from participation.accounts import personal_data
from participation.accounts.models import User
from participation.database import db_now
from participation.notifications.actions import forget_name

from .actions.signing import clear_lists
from .models import Certificate, Feed, Hours, HoursChange, SignUp, Task
from .telling import keys_about

HOURS = (
    "pk",
    "project__title",
    "task__title",
    "day",
    "minutes",
    "words",
    "state",
    "reason",
    "reply",
    "at",
    "decided_at",
)
SHIFTS = (
    "shift_id",
    "shift__task__title",
    "shift__begins",
    "shift__ends",
    "state",
    "at",
    "going_at",
    "came_at",
    "by_code",
)
PAPERS = (
    "code", "project__title", "name", "minutes", "first_day", "last_day", "state", "issued_at", "revoked_at", "reason",
)  # fmt: skip
State = SignUp.State


def export(user: User) -> dict[str, list[dict[str, Any]]]:
    """Every shift, all hours and what was before they were changed, certificates, and the person's own calendar."""
    changes = HoursChange.objects.filter(hours__user=user).order_by("pk")
    of_person = {
        "shifts": SignUp.objects.filter(user=user).order_by("pk").values(*SHIFTS),
        "hours": Hours.objects.filter(user=user).order_by("pk").values(*HOURS),
        "changes_of_hours": changes.values("hours_id", "what", "before", "at"),
        "certificates": Certificate.objects.filter(user=user).order_by("pk").values(*PAPERS),
        "calendar": Feed.objects.filter(user=user).values("at"),
        "tasks_written": Task.objects.filter(author=user).order_by("pk").values("pk", "title", "created_at"),
    }
    return {name: [dict(row) for row in rows] for name, rows in of_person.items()}


def erase(user: User) -> None:
    """Places they had are those of the next; that somebody came, and confirmed minutes, stay as nobody's; certificates
    say that they are withdrawn, without a name. Everything else is gone, the words of history and bell too.
    """
    _leave_shifts(user)
    Feed.objects.filter(user=user).delete()
    ended = Coalesce("revoked_at", Value(db_now()))
    papers = Certificate.objects.filter(user=user)
    papers.update(user=None, name="", reason="", state=Certificate.State.WITHDRAWN, revoked_at=ended)
    hours = Hours.objects.filter(user=user)
    told = keys_about([f"hours.{pk}" for pk in hours.values_list("pk", flat=True)])
    forget_name(keys=told)
    hours.exclude(state=Hours.State.CONFIRMED).delete()
    HoursChange.objects.filter(hours__user=user).delete()
    hours.update(user=None, words="", reason="", reply="")


def _leave_shifts(user: User) -> None:
    """Off every list; of shifts that were, that somebody came or did not stays."""
    rows = SignUp.objects.filter(user=user)
    clear_lists(rows)
    rows.exclude(state__in=(State.CAME, State.MISSED)).delete()
    rows.update(user=None)


def join() -> None:
    """Sums outlive the person, without them."""
    personal_data.register("tasks", export, erase)
