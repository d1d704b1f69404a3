"""Dictionaries as they go out; a test holds them to their descriptions."""

from __future__ import annotations

from participation.rest.fields import moment, place_short
from participation.rest.views import Row
from volunteers.projects.models import Project

from ..codes import in_groups
from ..models import Certificate, Hours, HoursChange, Shift, SignUp, Task
from ..selectors.shifts import Own


def project_short(project: Project) -> Row:
    """See TaskProject."""
    return {"id": project.pk, "title": project.title, "municipality": place_short(project.municipality)}


def task_data(row: Task) -> Row:
    """See TaskOut. ``row`` comes from the selectors, with the number of its shifts."""
    return {
        "id": row.pk,
        "project": project_short(row.project),
        **{name: getattr(row, name) for name in ("title", "text", "html", "where", "is_remote", "skills", "languages")},
        "minimum_age": row.minimum_age,
        "shifts_to_come": getattr(row, "coming", 0),
        "created_at": moment(row.created_at),
        "done_at": moment(row.done_at),
        "is_hidden": row.hidden_at is not None,
        "version": row.version,
        "url": row.get_absolute_url(),
    }


def shift_data(row: Shift, own: Own | None) -> Row:
    """See ShiftOut. ``row`` comes from the selectors, with its numbers."""
    return {
        "id": row.pk,
        "task": {"id": row.task_id, "title": row.task.title},
        "project": project_short(row.task.project),
        "begins": moment(row.begins),
        "ends": moment(row.ends),
        "where": row.place,
        "places": row.places,
        "going": getattr(row, "going", 0),
        "waiting": getattr(row, "waiting", 0),
        "cancelled_at": moment(row.cancelled_at),
        "reason": row.reason,
        "own": {"state": own.state, "place": own.place} if own else None,
        "url": row.get_absolute_url(),
    }


def signup_data(row: SignUp) -> Row:
    """See SignUpOut."""
    return {
        "person": row.user_id,
        "name": row.user.display_name if row.user else "",
        "state": row.state,
        "place": getattr(row, "place", 0),
        "at": moment(row.at),
        "came_at": moment(row.came_at),
        "by_code": row.by_code,
    }


def hours_data(row: Hours) -> Row:
    """See HoursOut."""
    return {
        "id": row.pk,
        "person": row.user_id,
        "name": row.user.display_name if row.user else "",
        "project": project_short(row.project),
        "task": {"id": row.task.pk, "title": row.task.title} if row.task else None,
        "shift": row.shift_id,
        "day": row.day.isoformat(),
        "minutes": row.minutes,
        "words": row.words,
        "state": row.state,
        "reason": row.reason,
        "reply": row.reply,
        "of_leader": row.of_leader,
        "decided_at": moment(row.decided_at),
        "version": row.version,
        "at": moment(row.at),
    }


def change_data(row: HoursChange) -> Row:
    """See ChangeOut."""
    name = row.by.display_name if row.by else ""
    return {"what": row.what, "before": row.before, "by": name, "at": moment(row.at)}


def checked_data(row: Certificate) -> Row:
    """See CheckedOut: what anybody learns who has the code."""
    return {
        "code": in_groups(row.code),
        "name": row.name,
        "project": project_short(row.project),
        "minutes": row.minutes,
        "first_day": row.first_day.isoformat(),
        "last_day": row.last_day.isoformat(),
        "state": row.state,
        "issued_at": moment(row.issued_at),
        "ended_at": moment(row.revoked_at),
    }


def certificate_data(row: Certificate) -> Row:
    """See CertificateOut: what its holder and who leads the project learn."""
    return {**checked_data(row), "id": row.pk, "person": row.user_id, "reason": row.reason}
