"""A person's own record of what they did, to take along."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Max, Min, Q, Sum
from django.utils.translation import gettext as _

from participation.accounts.models import User
from volunteers.projects.models import Project

from ..codes import in_groups
from ..models import Certificate, Hours, SignUp
from .certificates import own_certificates
from .hours import own_hours
from .shifts import own_signups

FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n")
SEMICOLON = "semicolon"
Row = dict[str, Any]


def record_of(person: User) -> Row:
    """All hours, shifts and certificates of the person, and the sums, ready for JSON. Three queries."""
    hours = list(own_hours(person))
    return {
        "confirmed_minutes": sum(row.minutes for row in hours if row.state == Hours.State.CONFIRMED),
        "waiting_minutes": sum(row.minutes for row in hours if row.state in (Hours.State.LOGGED, Hours.State.DISPUTED)),
        "hours": [_hours(row) for row in hours],
        "shifts": [_shift(row) for row in own_signups(person)],
        "certificates": [_certificate(row) for row in own_certificates(person)],
    }


@dataclass(frozen=True)
class Part:
    """What a person did for one project, in minutes, from which day to which."""

    project: Project
    confirmed: int
    waiting: int
    first: date
    last: date


def parts_of(person: User) -> list[Part]:
    """The person's sums, project by project, the latest work first. Two queries."""
    rows = Hours.objects.filter(user=person).exclude(state=Hours.State.WITHDRAWN).order_by().values("project")
    open_ = Q(state__in=(Hours.State.LOGGED, Hours.State.DISPUTED))
    sums = list(
        rows.annotate(
            confirmed=Sum("minutes", filter=Q(state=Hours.State.CONFIRMED), default=0),
            waiting=Sum("minutes", filter=open_, default=0), first=Min("day"), last=Max("day"),
        )
    )  # fmt: skip
    projects = Project.objects.select_related("municipality").in_bulk([row["project"] for row in sums])
    found = [
        Part(projects[row["project"]], row["confirmed"], row["waiting"], row["first"], row["last"]) for row in sums
    ]
    return sorted(found, key=lambda one: (one.last, one.project.pk), reverse=True)


def record_csv(person: User, separator: str = "") -> str:
    """Every note of hours as a sheet with a byte order mark, formulas made harmless."""
    head = [_("day"), _("project"), _("task"), _("minutes"), _("what you did"), _("state"), _("confirmed by")]
    rows = [
        [
            row.day.isoformat(), row.project.title, row.task.title if row.task else "", row.minutes, row.words,
            str(row.get_state_display()), row.decided_by.display_name if _is_confirmed(row) and row.decided_by else "",
        ]
        for row in own_hours(person)
    ]  # fmt: skip
    return _sheet([head, *rows], separator)


def harmless(cell: object) -> object:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.lstrip(" ").startswith(FORMULAS) else cell


def _sheet(rows: Iterable[Iterable[object]], separator: str) -> str:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";" if separator == SEMICOLON else ",")
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return "\ufeff" + out.getvalue()


def _is_confirmed(row: Hours) -> bool:
    return row.state == Hours.State.CONFIRMED


def _hours(row: Hours) -> Row:
    return {
        "day": row.day.isoformat(), "project": row.project.title, "task": row.task.title if row.task else "",
        "minutes": row.minutes, "words": row.words, "state": row.state, "reason": row.reason, "reply": row.reply,
    }  # fmt: skip


def _shift(row: SignUp) -> Row:
    shift = row.shift
    return {
        "begins": shift.begins.isoformat(), "ends": shift.ends.isoformat(), "project": shift.task.project.title,
        "task": shift.task.title, "where": shift.place, "state": row.state,
        "is_cancelled": shift.cancelled_at is not None,
    }  # fmt: skip


def _certificate(row: Certificate) -> Row:
    return {
        "code": in_groups(row.code), "project": row.project.title, "minutes": row.minutes, "state": row.state,
        "first_day": row.first_day.isoformat(), "last_day": row.last_day.isoformat(),
        "issued_at": row.issued_at.isoformat(),
    }  # fmt: skip
