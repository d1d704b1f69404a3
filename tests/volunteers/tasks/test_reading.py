"""Tasks and shifts: who reads them, what a moderator hides, what screens learn, what lists cost."""

from __future__ import annotations

from typing import Any

import pytest

from participation.accounts.models import User
from participation.database import db_now
from participation.live.models import Event
from participation.moderation.actions import decide, report_thing
from participation.refusals import Closed
from tests.support import factories as make
from tests.support import tasks as some
from volunteers.projects.models import Project
from volunteers.tasks.actions.signing import sign_up
from volunteers.tasks.models import Shift, Task
from volunteers.tasks.selectors.shifts import get_shift, list_shifts
from volunteers.tasks.selectors.tasks import get_task, list_tasks, tasks_of

pytestmark = pytest.mark.django_db


def test_tasks_are_read_with_their_project(project: Project, leader: User, task: Task, shift: Shift) -> None:
    assert get_task(task.pk, None) and get_shift(shift.pk, None) and list(tasks_of(project.pk, None)) == [task]
    Project.objects.filter(pk=project.pk).update(hidden_at=db_now())
    assert not list_tasks(None).exists() and not list_shifts(make.person()).exists()
    assert get_task(task.pk, leader) and get_task(task.pk, make.moderator(project.municipality))
    elsewhere = make.moderator(make.place("BGS04", "Бургас", "Burgas"))
    assert get_task(task.pk, elsewhere) is None
    Project.objects.filter(pk=project.pk).update(hidden_at=None, state="draft", opened_at=None)
    assert get_task(task.pk, make.official(project.municipality)) is None and get_task(task.pk, leader)


def test_a_task_can_be_reported_hidden_and_brought_back(task: Task, shift: Shift, maria: User) -> None:
    moderator = make.moderator(task.project.municipality)
    report_thing(reporter=None, ref=f"task.{task.pk}", reason="insult")
    why = {"rule": "insults", "facts": "Обижда", "reason": "Обида"}
    decide(moderator=moderator, ref=f"task.{task.pk}", outcome="hide", **why)
    assert get_task(task.pk, None) is None and get_task(task.pk, moderator) is not None
    with pytest.raises(Closed):
        sign_up(person=maria, shift_id=shift.pk)
    from volunteers.tasks.actions.tasks import restore_task

    restore_task(task.pk)
    assert get_task(task.pk, None) is not None


def test_screens_learn_numbers_and_no_words(maria: User, shift: Shift) -> None:
    sign_up(person=maria, shift_id=shift.pk)
    event = Event.objects.filter(kind="shift.changed").latest("pk")
    assert (event.data["going"], event.data["waiting"], event.data["places"]) == (1, 0, 2)
    assert "Мария" not in str(event.data) and "Садене" not in str(event.data)


def test_lists_cost_the_same_for_one_and_for_three(
    project: Project, maria: User, django_assert_num_queries: Any
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from volunteers.tasks.api.data import shift_data, task_data
    from volunteers.tasks.selectors.shifts import own_of

    def cost() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            [task_data(row) for row in list_tasks(maria)]
            rows = list(list_shifts(maria))
            own = own_of([row.pk for row in rows], maria)
            [shift_data(row, own.get(row.pk)) for row in rows]
        return len(asked)

    sign_up(person=maria, shift_id=some.shift(some.task(project)).pk)
    once = cost()
    for n in range(2):
        sign_up(person=maria, shift_id=some.shift(some.task(project), hours=96 + 5 * n).pk)
    assert cost() == once
