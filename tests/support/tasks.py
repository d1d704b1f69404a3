"""Projects with tasks, shifts and helpers: what the tests of `volunteers/tasks` begin with."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from participation.accounts.models import User
from participation.database import db_now
from participation.notifications.models import Notification
from participation.record.worker import run_due
from tests.support import factories as make
from tests.support import volunteers as some
from volunteers.projects.models import Project
from volunteers.register.models import Application
from volunteers.tasks.actions.deciding import confirm_hours
from volunteers.tasks.actions.hours import log_hours
from volunteers.tasks.actions.shifts import add_shift
from volunteers.tasks.actions.tasks import add_task
from volunteers.tasks.models import Hours, Shift, Task


def project(**fields: Any) -> Project:
    """A project under way, open for a month, with its coordinator."""
    fields = {"opened_at": db_now() - timedelta(days=30), **fields}
    return some.led_project(state=fields.pop("state", "under_way"), **fields)


def helper(of: Project, name: str = "Стефка Петрова", **entry: Any) -> User:
    """Somebody who takes part, as the register leaves them."""
    person = make.person(name)
    some.volunteer(person, place=of.municipality, **entry)
    Application.objects.create(project=of, user=person, state=Application.State.ACCEPTED)
    return person


def task(of: Project | None = None, **fields: Any) -> Task:
    """Something to be done in the project."""
    of = of or project()
    values = {"title": "Садене на липи", "text": "Носете **ръкавици**.", "where": "Алеята", **fields}
    return add_task(person=some.leader_of(of), project_id=of.pk, **values)


def shift(of: Task | None = None, *, hours: float = 72, long: float = 3, places: int = 2, **fields: Any) -> Shift:
    """A shift of the task that begins in so many hours."""
    of = of or task()
    begins = db_now() + timedelta(hours=hours)
    values = {"begins": begins, "ends": begins + timedelta(hours=long), "places": places, **fields}
    return add_shift(person=some.leader_of(of.project), task_id=of.pk, **values)


def move(what: Shift, *, hours: float, long: float = 3) -> Shift:
    """As if it had been arranged for so many hours from now, also in the past."""
    begins = db_now() + timedelta(hours=hours)
    Shift.objects.filter(pk=what.pk).update(begins=begins, ends=begins + timedelta(hours=long))
    what.refresh_from_db()
    return what


def yesterday() -> date:
    """By the municipality's clock."""
    return timezone.localdate() - timedelta(days=1)


def confirmed(of: Project, person: User, minutes: int = 120, day: date | None = None) -> Hours:
    """Hours of a helper that its coordinator confirmed."""
    row = log_hours(person=person, project_id=of.pk, day=day or yesterday(), minutes=minutes, words="Садих")
    return confirm_hours(person=some.leader_of(of), hours_id=row.pk)


def all_told() -> None:
    """The worker has done all that was due."""
    while run_due():
        pass


def told_to(person: User) -> list[str]:
    """The kinds of what the person was told, in order, once the worker has done all that was due."""
    all_told()
    return list(Notification.objects.filter(user=person).order_by("pk").values_list("kind", flat=True))
