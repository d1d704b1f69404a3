"""What there is to do: on the project's page, in its list, on a page of its own; for whom; and what screens learn."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from frontend.live import render
from participation.live.models import Event
from tests.support import factories as make
from tests.support import tasks as some
from tests.support import volunteers as register
from volunteers.tasks.actions.shifts import cancel_shift
from volunteers.tasks.actions.signing import sign_up
from volunteers.tasks.actions.tasks import finish_task, hide_task

from .conftest import browser, of_task, text

pytestmark = pytest.mark.django_db
TRAP = "<script>alert(1)</script>"


def test_the_project_says_what_there_is_to_do(project: Any, task: Any, shift: Any) -> None:
    said = text(browser().get(f"/projects/{project.pk}/"))
    part = said.partition('id="tasks"')[2].partition("</section>")[0]
    assert "What there is to do" in part and "Садене на липи" in part and of_task(task) in part
    assert "2 places are free · 0 of 2 taken" in part and f'id="shift-n-{shift.pk}"' in part
    assert "Add a task" not in part


def test_the_way_to_add_one_is_for_who_leads_it(project: Any, leader: Any, maria: Any) -> None:
    seen = {who: text(browser(who).get(f"/projects/{project.pk}/")) for who in (None, maria, leader)}
    assert "What there is to do" not in seen[None], "nothing is planned"
    assert "Add a task" in seen[leader] and "Add a task" not in seen[maria]


def test_the_list_says_what_is_to_be_done_and_what_was(project: Any, leader: Any, task: Any, shift: Any) -> None:
    some.task(project, title="Боядисване")
    done = some.task(project, title="Разчистване")
    finish_task(person=leader, task_id=done.pk)
    seen, base = browser(), f"/projects/{project.pk}/tasks/"
    everything, free, was = (text(seen.get(base + query)) for query in ("", "?show=free", "?show=done"))
    assert "Садене" in everything and "Боядисване" in everything and "Разчистване" not in everything
    assert "Садене" in free and "Боядисване" not in free
    assert "Разчистване" in was and "Садене" not in was
    assert seen.get(f"{base}?show=%25&page=99").status_code == 200


def test_a_task_says_everything_with_each_shift_in_its_place(project: Any, shift: Any) -> None:
    task = some.task(project, skills=["gardening"], languages=["tr"], minimum_age=18, where="Паркът")
    there = some.shift(task, hours=30, where="При чешмата", places=1)
    said = text(browser().get(of_task(task)))
    for words in ("Садене на липи", "<strong>ръкавици</strong>", "Паркът", "При чешмата", "Turkish", "from 18 years on",
                  "1 place is free", f'id="shift-{there.pk}"'):  # fmt: skip
        assert words in said, words
    assert "Who comes" not in said and "calendar.ics" not in said and f'id="shift-{shift.pk}"' not in said, (
        "nothing of others"
    )


def test_who_is_no_helper_is_told_what_to_do_first(
    project: Any, task: Any, shift: Any, maria: Any, stranger: Any
) -> None:
    first, button = f'href="/projects/{project.pk}/help/"', "I will come"
    for who in (None, stranger, make.official(project.municipality)):
        said = text(browser(who).get(of_task(task)))
        assert first in said and button not in said, who
    said = text(browser(maria).get(of_task(task)))
    assert first not in said and button in said


def test_who_is_too_young_reads_why(project: Any, maria: Any) -> None:
    grown = some.task(project, minimum_age=18)
    some.shift(grown)
    young = register.helper(project, register.minor(place=project.municipality)).user
    said = text(browser(young).get(of_task(grown)))
    assert "This task is for people from 18 years on." in said and "I will come" not in said
    assert "I will come" in text(browser(maria).get(of_task(grown))), "the control"


def test_a_cancelled_shift_says_why_and_takes_nobody(task: Any, shift: Any, leader: Any, maria: Any) -> None:
    cancel_shift(person=leader, shift_id=shift.pk, reason="Буря иде.")
    said = text(browser(maria).get(of_task(task)))
    assert "Буря иде." in said and "cancelled" in said and "I will come" not in said
    assert "<details" not in said.partition('id="shifts"')[2].partition("</section>")[0], "it is not folded away"


def test_of_another_project_and_hidden_there_is_no_such_task(project: Any, task: Any, leader: Any) -> None:
    other = some.project(leader=make.person("Друга Водеща"))
    assert browser().get(f"/projects/{other.pk}/tasks/{task.pk}/").status_code == 404
    hide_task(task.pk)
    assert browser().get(of_task(task)).status_code == 404
    assert "hidden" in text(browser(leader).get(of_task(task)))


def test_nothing_typed_is_code(project: Any, leader: Any, maria: Any) -> None:
    trapped = some.task(project, title=TRAP, text=TRAP, where=TRAP)
    held = some.shift(trapped, where=TRAP)
    sign_up(person=maria, shift_id=held.pk)
    paths = (f"/projects/{project.pk}/", f"/projects/{project.pk}/tasks/", of_task(trapped), "/volunteer/shifts/",
             of_task(trapped, "edit/"), of_task(trapped, f"shifts/{held.pk}/"))  # fmt: skip
    for path in paths:
        who = maria if path.startswith("/volunteer") else leader
        said = text(browser(who).get(path))
        assert "alert(1)" in said and TRAP not in said, path


def test_screens_learn_numbers_and_time_without_a_query(
    shift: Any, maria: Any, leader: Any, django_assert_num_queries: Any
) -> None:
    sign_up(person=maria, shift_id=shift.pk)
    event = Event.objects.filter(kind="shift.changed").latest("pk")
    with django_assert_num_queries(0):
        drawn = render(shift.task.project.scope, event.kind, event.data, "en") or ""
    page = text(browser().get(of_task(shift.task)))
    words = "1 place is free · 1 of 2 taken"
    assert f'data-into="shift-n-{shift.pk}"' in drawn and words in drawn and words in page
    when = drawn.partition(f'data-into="shift-when-{shift.pk}"')[2].partition("</time>")[0].partition("<time")[2]
    assert when and when in page, "the event says the time as the page does"
    cancel_shift(person=leader, shift_id=shift.pk, reason="Буря")
    event = Event.objects.filter(kind="shift.changed").latest("pk")
    assert "cancelled" in (render(shift.task.project.scope, event.kind, event.data, "en") or "")


def test_pages_ask_as_much_for_one_as_for_three(project: Any, leader: Any, maria: Any) -> None:
    first = some.task(project)
    paths = (f"/projects/{project.pk}/", f"/projects/{project.pk}/tasks/", of_task(first))
    counts: list[list[int]] = []
    for many in (1, 2):
        for n in range(many):
            held = some.shift(first, hours=100 * many + 10 * n)
            some.shift(some.task(project), hours=500 * many + 10 * n)
            sign_up(person=maria, shift_id=held.pk)
        for who in (maria, leader):
            found = []
            for path in (*paths, *paths):
                with CaptureQueriesContext(connection) as asked:
                    assert browser(who).get(path).status_code == 200
                found.append(len(asked))
            counts.append(found[3:])
    assert counts[:2] == counts[2:]


def test_who_leads_it_sees_the_next_shifts_where_they_lead(project: Any, shift: Any, leader: Any) -> None:
    said = text(browser(leader).get(f"/projects/{project.pk}/lead/"))
    part = said.partition('id="lead-shifts-h"')[2].partition("</section>")[0]
    assert of_task(shift.task, f"shifts/{shift.pk}/") in part and "2 places are free" in part
