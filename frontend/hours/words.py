"""Hours, their changes and certificates in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from frontend import dates
from volunteers.tasks.codes import in_groups
from volunteers.tasks.paper import hours_in_words

Words = str | Promise
STATES: Mapping[str, Words] = {
    "logged": gettext_lazy("waiting to be confirmed"),
    "confirmed": gettext_lazy("confirmed"),
    "disputed": gettext_lazy("questioned"),
    "withdrawn": pgettext_lazy("hours", "taken back"),
}
TONES = {"logged": "unsure", "confirmed": "support", "disputed": "oppose", "withdrawn": ""}
CHANGES: Mapping[str, Words] = {
    "corrected": pgettext_lazy("hours", "Corrected"),
    "confirmed": pgettext_lazy("hours", "Confirmed"),
    "disputed": pgettext_lazy("hours", "Questioned"),
    "answered": pgettext_lazy("hours", "Question answered"),
    "withdrawn": pgettext_lazy("hours", "Taken back"),
}
PAPERS: Mapping[str, Words] = {
    "valid": gettext_lazy("valid"),
    "replaced": gettext_lazy("replaced by a newer one"),
    "revoked": gettext_lazy("revoked"),
    "withdrawn": pgettext_lazy("certificate", "taken back"),
}
PAPER_TONES = {"valid": "support", "replaced": "unsure", "revoked": "oppose", "withdrawn": "oppose"}
CHECKED: Mapping[str, tuple[Words, Words]] = {
    "valid": (
        gettext_lazy("This certificate is valid."),
        gettext_lazy("What it says was confirmed by those responsible for the project."),
    ),
    "replaced": (
        gettext_lazy("This certificate was replaced by a newer one."),
        gettext_lazy("It was right when it was issued; a newer one tells all hours. Ask its holder for that one."),
    ),
    "revoked": (
        gettext_lazy("This certificate was revoked."),
        gettext_lazy("It is not valid any more: those responsible for the project have taken back what it says."),
    ),
    "withdrawn": (
        gettext_lazy("This certificate was taken back by its holder."),
        gettext_lazy("It is not valid any more, and whose it was is not shown."),
    ),
}
SIGNED: Mapping[str, Words] = {
    "going": pgettext_lazy("shift", "signed up"),
    "waiting": pgettext_lazy("shift", "on the waiting list"),
    "came": pgettext_lazy("shift", "was there"),
    "missed": pgettext_lazy("shift", "was not there"),
    "cancelled": pgettext_lazy("shift", "called off"),
}


def length(minutes: int) -> str:
    """Such as "12 hours 30 minutes"; "0 hours" for nothing."""
    return hours_in_words(minutes) or _("0 hours")


def note_of(row: Any) -> dict[str, Any]:
    """A note of hours, as its line and its page show it."""
    return {
        "pk": row.pk,
        "version": row.version,
        "project": row.project,
        "who": row.user.display_name if row.user else _("former participant"),
        "day": dates.day(row.day),
        "iso": row.day.isoformat(),
        "length": length(row.minutes),
        "task": row.task.title if row.task else "",
        "words": row.words,
        "state": row.state,
        "state_words": STATES[row.state],
        "tone": TONES[row.state],
        "reason": row.reason,
        "reply": row.reply,
        "by": row.decided_by.display_name if row.decided_by and row.state == "confirmed" else "",
        "is_leaders": row.of_leader,
    }


def change_of(row: Any) -> dict[str, Any]:
    """One line of a note's history: what was done by whom, and how the note stood before."""
    before = row.before
    return {
        "what": CHANGES.get(row.what, row.what),
        "at": row.at,
        "by": row.by.display_name if row.by else _("former participant"),
        "day": dates.day(date.fromisoformat(before["day"])),
        "length": length(before["minutes"]),
        "words": before["words"],
        "state_words": STATES.get(before["state"], ""),
        "reason": before["reason"],
        "reply": before["reply"],
    }


def paper(row: Any) -> dict[str, Any]:
    """A certificate: what stands on it, and how it stands now."""
    first, last = dates.day(row.first_day), dates.day(row.last_day)
    return {
        "code": in_groups(row.code),
        "name": row.name,
        "project": row.project,
        "length": length(row.minutes),
        "days": first if row.first_day == row.last_day else f"{first} – {last}",
        "state": row.state,
        "state_words": PAPERS[row.state],
        "tone": PAPER_TONES[row.state],
        "issued_at": row.issued_at,
        "ended_at": row.revoked_at,
        "reason": row.reason,
    }
