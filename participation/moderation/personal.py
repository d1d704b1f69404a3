"""What this room keeps about a person: reports and appeals they made, what was decided about their words."""

from __future__ import annotations

from typing import Any

from participation.accounts import personal_data
from participation.accounts.models import User

from .models import Appeal, Decision, Report


def export(user: User) -> dict[str, Any]:
    """Reports and appeals made, and decisions about the person's own words with their whole statement."""
    reports = Report.objects.filter(reporter=user).order_by("pk")
    about = Decision.objects.filter(affected=user, effective_at__isnull=False).order_by("pk")
    statement = ("rule_code", "rule", "rule_text", "facts", "reason", "words", "until", "detection")
    moments = ("decided_at", "effective_at", "reversed_at")
    appeals = Appeal.objects.filter(appellant=user).order_by("pk")
    return {
        "reports": list(reports.values("ref", "reason", "place", "note", "receipt", "created_at")),
        "decisions_about_me": list(about.values("pk", "ref", "outcome", *statement, *moments)),
        "appeals": list(appeals.values("decision_id", "text", "created_at", "outcome", "reason", "decided_at")),
    }


def erase(user: User) -> None:
    """What was reported and decided stays, without the person: their words go, their name goes with their row.

    Words that were hidden in part are gone for good: nobody is left who could have them restored.
    """
    Report.objects.filter(reporter=user).update(note="", place="", contact="")
    Decision.objects.filter(affected=user).update(original="", words="")
    Appeal.objects.filter(appellant=user).update(text="")


def join() -> None:
    """Reports, decisions and appeals outlive the person, without them."""
    personal_data.register("moderation", export, erase)
