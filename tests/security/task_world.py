"""A project that the representative leads and in which the citizen helps, for the matrix."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from participation.accounts.models import User
from participation.database import db_now
from participation.places.models import Municipality
from tests.support import tasks as some
from volunteers.register.models import Application
from volunteers.tasks.actions.attending import tick
from volunteers.tasks.actions.certificates import issue_certificate
from volunteers.tasks.actions.deciding import dispute_hours
from volunteers.tasks.actions.feeds import make_feed
from volunteers.tasks.actions.hours import log_hours
from volunteers.tasks.actions.signing import sign_up


def task_numbers(place: Municipality, leader: User, helper: User) -> dict[str, Any]:
    """The names of the matrix: a task with a shift to come, one that is now and one that was; hours in each state."""
    project = some.project(municipality=place, leader=leader)
    Application.objects.create(project=project, user=helper, state=Application.State.ACCEPTED)
    task, day = some.task(project), some.yesterday()
    shift, now, was = (some.shift(task, hours=hours) for hours in (100, 50, 200))
    for one in (shift, now, was):
        sign_up(person=helper, shift_id=one.pk)
    some.move(now, hours=-1)
    some.move(was, hours=-30)
    tick(person=leader, shift_id=was.pk, user_id=helper.pk, came=True)
    some.confirmed(project, helper, 60)
    paper = issue_certificate(person=helper, project_id=project.pk, user_id=helper.pk)
    some.confirmed(project, helper, 30)  # so that a new one can be made
    asked = log_hours(person=helper, project_id=project.pk, day=day, minutes=10)
    dispute_hours(person=leader, hours_id=asked.pk, reason="Кога?")
    soon = db_now() + timedelta(days=9)
    return {
        "led": project.pk, "task": task.pk, "empty": some.task(project).pk, "shift": shift.pk, "now": now.pk, "was": was.pk,
        "helper": helper.pk, "feed": make_feed(person=helper), "asked_hours": asked.pk, "worked": day.isoformat(),
        "hours": log_hours(person=helper, project_id=project.pk, day=day, minutes=10).pk,
        "led_hours": log_hours(person=leader, project_id=project.pk, day=day, minutes=10).pk,
        "paper": paper.code, "soon_at": soon.isoformat(), "soon_end": (soon + timedelta(hours=1)).isoformat(),
    }  # fmt: skip
