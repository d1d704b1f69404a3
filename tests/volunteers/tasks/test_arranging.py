"""Tasks and shifts: who arranges them, what is refused, what those who come are told."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from participation.accounts.models import User
from participation.database import db_now
from participation.live.models import Event
from participation.notifications.models import Notification
from participation.refusals import BadInput, Closed, NotAllowed, SignInFirst, Stale
from tests.support import factories as make
from tests.support import tasks as some
from volunteers.projects.actions.running import end_project
from volunteers.projects.models import Project
from volunteers.tasks.actions.shifts import add_shift, cancel_rest, cancel_shift, change_shift, remove_shift
from volunteers.tasks.actions.signing import sign_up
from volunteers.tasks.actions.tasks import add_task, change_task, finish_task, remove_task
from volunteers.tasks.models import Shift, SignUp, Task

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("fields", "at"),
    [
        ({"title": " "}, "title"),
        ({"title": "x" * 121}, "title"),
        ({"text": "x" * 4001}, "text"),
        ({"where": ""}, "where"),
        ({"skills": ["gardening", "sorcery"]}, "skills"),
        ({"languages": ["xx"]}, "languages"),
        ({"minimum_age": 16}, "minimum_age"),
    ],
)
def test_what_is_wrong_with_a_task_is_named(project: Project, fields: dict[str, Any], at: str) -> None:
    with pytest.raises(BadInput) as told:
        some.task(project, **fields)
    assert told.value.field == at
    assert some.task(project).html == "<p>Носете <strong>ръкавици</strong>.</p>", "the control"


def test_all_that_is_wrong_is_told_at_once(project: Project) -> None:
    with pytest.raises(BadInput) as told:
        some.task(project, title="", skills=["sorcery"])
    assert set(told.value.extra["fields"]) == {"title", "skills"}


def test_a_task_done_from_home_needs_no_place(project: Project) -> None:
    assert some.task(project, where="", is_remote=True).is_remote


def test_tasks_are_the_coordinators(project: Project, maria: User, task: Task) -> None:
    begins = db_now() + timedelta(days=1)
    times = {"begins": begins, "ends": begins + timedelta(hours=1), "places": 1}
    for stranger in (maria, make.person(), make.official(project.municipality), make.moderator(project.municipality)):
        for act in (
            lambda who=stranger: add_task(person=who, project_id=project.pk, title="Мое", where="Тук"),
            lambda who=stranger: change_task(person=who, task_id=task.pk, title="Мое"),
            lambda who=stranger: finish_task(person=who, task_id=task.pk),
            lambda who=stranger: remove_task(person=who, task_id=task.pk),
            lambda who=stranger: add_shift(person=who, task_id=task.pk, **times),
        ):
            with pytest.raises(NotAllowed):
                act()
    with pytest.raises(SignInFirst):
        add_task(person=None, project_id=project.pk, title="Мое", where="Тук")
    assert Task.objects.count() == 1 and Shift.objects.count() == 0


@pytest.mark.parametrize("state", ["draft", "submitted", "finished", "ended"])
def test_nothing_is_planned_while_a_project_does_not_run(project: Project, leader: User, state: str) -> None:
    task = some.task(project)
    moments = {"opened_at": None} if state in ("draft", "submitted") else {}
    Project.objects.filter(pk=project.pk).update(state=state, **moments)
    for act in (
        lambda: add_task(person=leader, project_id=project.pk, title="Още", where="Тук"),
        lambda: change_task(person=leader, task_id=task.pk, title="Друго"),
        lambda: some.shift(task),
    ):
        with pytest.raises(Closed):
            act()


def test_nothing_is_planned_in_a_hidden_project(project: Project, leader: User) -> None:
    Project.objects.filter(pk=project.pk).update(hidden_at=db_now())
    with pytest.raises(NotAllowed):
        add_task(person=leader, project_id=project.pk, title="Още", where="Тук")


def test_two_coordinators_do_not_overwrite_each_other(leader: User, task: Task) -> None:
    change_task(person=leader, task_id=task.pk, seen=1, title="Друго")
    with pytest.raises(Stale):
        change_task(person=leader, task_id=task.pk, seen=1, title="Трето")
    task.refresh_from_db()
    assert (task.title, task.version) == ("Друго", 2)


def test_a_change_that_changes_nothing_leaves_no_trace(leader: User, task: Task) -> None:
    before = Event.objects.count()
    change_task(person=leader, task_id=task.pk, title=task.title)
    assert Event.objects.count() == before
    change_task(person=leader, task_id=task.pk, title="Друго")
    assert Event.objects.count() == before + 1, "the control"


def test_another_title_reaches_calendars(leader: User, task: Task, shift: Shift) -> None:
    change_task(person=leader, task_id=task.pk, text="Само думи")
    shift.refresh_from_db()
    assert shift.sequence == 0
    change_task(person=leader, task_id=task.pk, title="Копаене")
    shift.refresh_from_db()
    assert shift.sequence == 1


def test_another_place_of_the_task_is_told_where_the_shift_has_none(leader: User, maria: User, task: Task) -> None:
    there, elsewhere = some.shift(task), some.shift(task, hours=100, where="Гората")
    other = some.helper(task.project, "Друга")
    sign_up(person=maria, shift_id=there.pk)
    sign_up(person=other, shift_id=elsewhere.pk)
    change_task(person=leader, task_id=task.pk, title="Копаене")
    assert some.told_to(maria) == []
    change_task(person=leader, task_id=task.pk, where="Площада")
    assert (some.told_to(maria), some.told_to(other)) == (["shift.moved"], [])


def test_of_a_project_that_ends_no_shift_is_to_come(project: Project, leader: User, maria: User, task: Task) -> None:
    was, coming = some.shift(task), some.shift(task, hours=100)
    for one in (was, coming):
        sign_up(person=maria, shift_id=one.pk)
    some.move(was, hours=-5)
    assert cancel_rest(project_id=project.pk) == 0, "while it runs nothing happens"
    end_project(person=leader, project_id=project.pk, reason="Бурята отнесе алеята.")
    assert "shift.cancelled" in some.told_to(maria)
    was.refresh_from_db()
    coming.refresh_from_db()
    assert was.cancelled_at is None and coming.reason == "Бурята отнесе алеята."


def test_a_task_is_not_done_while_people_wait_for_its_shift(leader: User, maria: User, shift: Shift) -> None:
    sign_up(person=maria, shift_id=shift.pk)
    with pytest.raises(BadInput):
        finish_task(person=leader, task_id=shift.task_id)
    cancel_shift(person=leader, shift_id=shift.pk, reason="Дъжд")
    assert finish_task(person=leader, task_id=shift.task_id).done_at is not None
    assert finish_task(person=leader, task_id=shift.task_id, is_done=False).done_at is None


def test_what_people_signed_up_for_is_not_removed(leader: User, maria: User, shift: Shift) -> None:
    empty = some.shift(shift.task)
    sign_up(person=maria, shift_id=shift.pk)
    remove_shift(person=leader, shift_id=empty.pk)
    with pytest.raises(BadInput):
        remove_shift(person=leader, shift_id=shift.pk)
    with pytest.raises(BadInput):
        remove_task(person=leader, task_id=shift.task_id)
    other = some.task(shift.task.project)
    remove_task(person=leader, task_id=other.pk)
    assert list(Task.objects.values_list("pk", flat=True)) == [shift.task_id]


@pytest.mark.parametrize(
    ("fields", "at"),
    [
        ({"begins": None}, "begins"),
        ({"ends": None}, "ends"),
        ({"places": 0}, "places"),
        ({"places": 1001}, "places"),
        ({"where": "x" * 241}, "where"),
    ],
)
def test_what_is_wrong_with_a_shift_is_named(task: Task, fields: dict[str, Any], at: str) -> None:
    with pytest.raises(BadInput) as told:
        some.shift(task, **fields)
    assert told.value.field == at


def test_times_have_an_order(task: Task) -> None:
    for wrong in ({"hours": -1}, {"long": 0}, {"long": -1}, {"long": 17}, {"hours": 24 * 900}):
        with pytest.raises(BadInput):
            some.shift(task, **wrong)
    times = {"begins": db_now() + timedelta(hours=1), "ends": db_now() + timedelta(hours=2), "places": 1}
    with pytest.raises(BadInput) as told:
        add_shift(person=make.person(), task_id=10**9, **times)
    assert told.value.field == "task"


def test_who_is_on_the_list_learns_of_a_new_time_and_of_the_end_of_it(leader: User, maria: User, shift: Shift) -> None:
    stranger = some.helper(shift.task.project, "Друга")
    sign_up(person=maria, shift_id=shift.pk)
    change_shift(person=leader, shift_id=shift.pk, places=5)
    assert some.told_to(maria) == []
    later = shift.begins + timedelta(days=1)
    change_shift(person=leader, shift_id=shift.pk, begins=later, ends=later + timedelta(hours=2))
    cancel_shift(person=leader, shift_id=shift.pk, reason="Буря")
    cancel_shift(person=leader, shift_id=shift.pk, reason="Пак")
    assert some.told_to(maria) == ["shift.moved", "shift.cancelled"]
    last = Notification.objects.filter(user=maria).latest("pk")
    assert last.data["reason"] == "Буря"
    assert some.told_to(stranger) == []


def test_a_shift_that_has_begun_stays_as_it_is(leader: User, shift: Shift) -> None:
    some.move(shift, hours=-1)
    for act in (
        lambda: change_shift(person=leader, shift_id=shift.pk, places=9),
        lambda: cancel_shift(person=leader, shift_id=shift.pk, reason="Късно"),
    ):
        with pytest.raises(Closed):
            act()


def test_a_cancelled_shift_says_why(leader: User, shift: Shift) -> None:
    with pytest.raises(BadInput) as told:
        cancel_shift(person=leader, shift_id=shift.pk, reason=" ")
    assert told.value.field == "reason"
    done = cancel_shift(person=leader, shift_id=shift.pk, reason="Буря")
    assert (done.reason, done.sequence) == ("Буря", 1)
    with pytest.raises(Closed):
        change_shift(person=leader, shift_id=shift.pk, places=9)


def test_places_are_never_fewer_than_people_who_come(leader: User, maria: User, shift: Shift) -> None:
    sign_up(person=maria, shift_id=shift.pk)
    sign_up(person=leader, shift_id=shift.pk)
    with pytest.raises(BadInput) as told:
        change_shift(person=leader, shift_id=shift.pk, places=1)
    assert told.value.field == "places"


def test_more_places_go_to_who_waits_longest(leader: User, task: Task) -> None:
    shift = some.shift(task, places=1)
    people = [some.helper(task.project, f"Човек {n}") for n in range(4)]
    for one in people:
        sign_up(person=one, shift_id=shift.pk)
    change_shift(person=leader, shift_id=shift.pk, places=3)
    states = list(SignUp.objects.order_by("number").values_list("state", flat=True))
    assert states == ["going", "going", "going", "waiting"]
    assert [some.told_to(one) for one in people] == [[], ["shift.moved_up"], ["shift.moved_up"], []]
