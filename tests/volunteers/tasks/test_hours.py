"""Hours: noted by whoever worked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from participation.accounts.models import User
from participation.database import db_now
from participation.refusals import BadInput, Closed, NotAllowed, SignInFirst
from participation.retries import was_there
from tests.support import factories as make
from tests.support import tasks as some
from volunteers.projects.models import Coordinator, Project
from volunteers.register.actions.applying import withdraw_application
from volunteers.tasks.actions.attending import tick
from volunteers.tasks.actions.hours import correct_hours, log_hours, withdraw_hours
from volunteers.tasks.actions.signing import sign_up
from volunteers.tasks.models import Hours, Shift

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("fields", "at"),
    [
        ({"day": None}, "day"),
        ({"day": some.yesterday() + timedelta(days=3)}, "day"),
        ({"day": some.yesterday() - timedelta(days=60)}, "day"),
        ({"minutes": 0}, "minutes"),
        ({"minutes": None}, "minutes"),
        ({"minutes": 961}, "minutes"),
        ({"words": "x" * 501}, "words"),
        ({"task_id": 10**9}, "task"),
        ({"shift_id": 10**9}, "shift"),
    ],
)
def test_what_is_wrong_is_named(log: Callable[..., Hours], fields: dict[str, Any], at: str) -> None:
    with pytest.raises(BadInput) as told:
        log(**fields)
    assert told.value.field == at
    assert not Hours.objects.exists()
    assert log().state == "logged", "the control"


def test_nobody_works_more_than_sixteen_hours_a_day_in_all_projects(log: Callable[..., Hours], maria: User) -> None:
    other = some.project(title="Друг проект")
    Coordinator.objects.create(project=other, user=maria)
    log(minutes=900)
    with pytest.raises(BadInput) as told:
        log_hours(person=maria, project_id=other.pk, day=some.yesterday(), minutes=61)
    assert told.value.field == "minutes"
    rest = log_hours(person=maria, project_id=other.pk, day=some.yesterday(), minutes=60)
    with pytest.raises(BadInput):
        correct_hours(person=maria, hours_id=rest.pk, minutes=61)
    withdraw_hours(person=maria, hours_id=rest.pk)
    assert log(minutes=60).minutes == 60, "what was withdrawn counts no longer"
    assert log(minutes=900, day=some.yesterday() - timedelta(days=1)).minutes == 900


def test_only_who_takes_part_notes_hours(project: Project, maria: User, log: Callable[..., Hours]) -> None:
    for stranger in (make.person(), make.official(project.municipality)):
        with pytest.raises(NotAllowed):
            log(stranger)
    with pytest.raises(SignInFirst):
        log(None)
    withdraw_application(person=maria, project_id=project.pk)
    with pytest.raises(NotAllowed):
        log()


def test_whoever_was_at_a_shift_notes_it_after_leaving(leader: User, maria: User, shift: Shift) -> None:
    sign_up(person=maria, shift_id=shift.pk)
    some.move(shift, hours=-4)
    tick(person=leader, shift_id=shift.pk, user_id=maria.pk, came=True)
    withdraw_application(person=maria, project_id=shift.task.project_id)
    hours = log_hours(person=maria, project_id=shift.task.project_id, shift_id=shift.pk)
    assert (hours.minutes, hours.task_id) == (180, shift.task_id)


def test_a_shift_is_noted_once_and_after_its_end(project: Project, maria: User, shift: Shift) -> None:
    sign_up(person=maria, shift_id=shift.pk)
    some.move(shift, hours=-1)
    with pytest.raises(BadInput):
        log_hours(person=maria, project_id=project.pk, shift_id=shift.pk)
    some.move(shift, hours=-4)
    first = log_hours(person=maria, project_id=project.pk, shift_id=shift.pk)
    again = log_hours(person=maria, project_id=project.pk, shift_id=shift.pk, minutes=10)
    assert (first.pk, was_there(again)) == (again.pk, True)
    with pytest.raises(BadInput):
        log_hours(person=maria, project_id=project.pk, shift_id=some.shift(some.task(some.project())).pk)


@pytest.mark.parametrize(("days", "may"), [(59, True), (61, False)])
def test_hours_are_noted_until_sixty_days_after_the_end(
    log: Callable[..., Hours], project: Project, days: int, may: bool
) -> None:
    over = db_now() - timedelta(days=days)
    Project.objects.filter(pk=project.pk).update(
        state="finished", opened_at=over - timedelta(days=30), finished_at=over
    )
    day = (over - timedelta(days=1)).date()
    if may:
        assert log(day=day).state == "logged"
        with pytest.raises(BadInput):
            log(day=some.yesterday())
    else:
        with pytest.raises(Closed):
            log(day=day)
