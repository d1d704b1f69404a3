"""Who would suit a task, and which tasks would suit somebody."""

from __future__ import annotations

from datetime import timedelta

import pytest

from participation.accounts.models import User
from participation.database import db_now
from tests.support import factories as make
from tests.support import tasks as some
from tests.support import volunteers as register
from volunteers.projects.models import Project
from volunteers.tasks.actions.signing import call_off, sign_up
from volunteers.tasks.models import Shift, Task
from volunteers.tasks.selectors.matching import suitable_helpers, suitable_people, suitable_tasks

pytestmark = pytest.mark.django_db
SATURDAYS = 0b111 << 15


def words(reasons: tuple[object, ...]) -> list[str]:
    return [str(one) for one in reasons]


def with_room(task: Task) -> Task:
    some.shift(task)
    return task


def on_saturday(shift: Shift) -> Shift:
    begins = db_now().replace(hour=10, minute=0)
    begins += timedelta(days=(5 - begins.weekday()) % 7 or 7)
    Shift.objects.filter(pk=shift.pk).update(begins=begins, ends=begins + timedelta(hours=2))
    return shift


def test_people_are_shown_by_reasons_without_names(project: Project, leader: User) -> None:
    task = some.task(project, skills=["gardening"], languages=["tr"])
    on_saturday(some.shift(task))
    best = register.volunteer(make.person("Тайно Име"), place=project.municipality, week=SATURDAYS)
    register.volunteer(make.person("Друг"), place=project.municipality, skills=["web"], languages=["bg"], week=0)
    found = suitable_people(task, leader)
    assert len(found) == 2
    first = words(found[0].reasons)
    assert {"gardening and planting", "speaks Turkish", "has time on Saturday", "same municipality"} == set(first)
    assert "Тайно" not in repr(found) and str(best.user_id) != found[0].id


def test_nobody_else_sees_them(project: Project, maria: User, task: Task) -> None:
    register.volunteer(place=project.municipality)
    for stranger in (None, maria, make.person(), make.official(project.municipality)):
        assert suitable_people(task, stranger) == [] and suitable_helpers(task, stranger) == []


def test_own_helpers_are_known_by_name(project: Project, leader: User) -> None:
    task = some.task(project, skills=["gardening"], minimum_age=18)
    some.helper(project, "Друга", skills=["web"], languages=["bg"])
    best = some.helper(project, "Най-добра", skills=["gardening"])
    child = register.minor()
    register.helper(project, child)
    found = suitable_helpers(task, leader)
    assert [one.user.display_name for one in found] == ["Най-добра", "Друга"]
    assert found[0].user == best and words(found[0].reasons) == ["gardening and planting"]
    assert child.user in [one.user for one in suitable_helpers(some.task(project, skills=["gardening"]), leader)]


def test_tasks_for_a_person_with_reasons(project: Project) -> None:
    entry = register.volunteer(place=project.municipality, skills=["gardening"], languages=["bg"], week=SATURDAYS)
    fits = some.task(project, title="Градина", skills=["gardening"])
    on_saturday(some.shift(fits))
    anybody = with_room(some.task(project, title="За всеки"))
    with_room(some.task(project, title="Мрежа", skills=["web"]))
    found = suitable_tasks(entry.user)
    assert [one.task for one in found] == [fits, anybody]
    assert words(found[0].reasons) == ["gardening and planting", "Saturday", "same municipality"]


def test_only_where_a_place_is_free_and_none_is_theirs(project: Project) -> None:
    helper = some.helper(project, skills=["gardening"])
    some.task(project, skills=["gardening"])  # without a shift
    full = some.shift(some.task(project, skills=["gardening"]), places=1)
    sign_up(person=some.helper(project, "Друга"), shift_id=full.pk)
    task = some.task(project, skills=["gardening"])
    shift = some.shift(task, hours=100)
    assert [one.task for one in suitable_tasks(helper)] == [task]
    sign_up(person=helper, shift_id=shift.pk)
    assert suitable_tasks(helper) == []
    call_off(person=helper, shift_id=shift.pk)
    assert [one.task for one in suitable_tasks(helper)] == [task]
    some.move(shift, hours=-1)
    assert suitable_tasks(helper) == []


def test_tasks_that_cannot_be_done_are_not_shown(project: Project) -> None:
    entry = register.volunteer(place=project.municipality, skills=["gardening"])
    task = with_room(some.task(project, skills=["gardening"]))
    assert [one.task for one in suitable_tasks(entry.user)] == [task], "the control"
    for change in ({"done_at": db_now()}, {"hidden_at": db_now()}):
        Task.objects.update(**change)
        assert suitable_tasks(entry.user) == []
        Task.objects.update(done_at=None, hidden_at=None)
    Project.objects.filter(pk=project.pk).update(state="ended", ended_at=db_now())
    assert suitable_tasks(entry.user) == []


def test_far_away_only_what_is_done_from_home(project: Project) -> None:
    burgas = make.place("BGS04", "Бургас", "Burgas")
    there = some.project(municipality=burgas)
    with_room(some.task(there, skills=["gardening"]))
    remote = with_room(some.task(there, skills=["gardening"], is_remote=True))
    home = register.volunteer(place=project.municipality, skills=["gardening"], is_remote=True)
    assert [one.task for one in suitable_tasks(home.user)] == [remote]
    assert words(suitable_tasks(home.user)[0].reasons)[-1] == "can be done from home"
    not_home = register.volunteer(place=project.municipality, skills=["gardening"])
    assert suitable_tasks(not_home.user) == []


def test_a_minor_is_shown_no_task_for_adults(project: Project) -> None:
    with_room(some.task(project, minimum_age=18))
    for_all = with_room(some.task(project))
    assert [one.task for one in suitable_tasks(register.minor().user)] == [for_all]
    assert len(suitable_tasks(register.volunteer(place=project.municipality).user)) == 2


def test_whoever_is_not_in_the_register_is_shown_none(task: Task) -> None:
    assert suitable_tasks(make.person()) == [] and suitable_tasks(None) == []


def test_it_costs_the_same_for_one_and_for_three(project: Project) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    entry = register.volunteer(place=project.municipality, skills=["gardening"])

    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            suitable_tasks(entry.user)
        return len(asked)

    some.shift(some.task(project, skills=["gardening"]))
    once = cost()
    some.shift(some.task(project, skills=["gardening"]), hours=90)
    some.shift(some.task(project, skills=["gardening"]), hours=100)
    assert cost() == once
