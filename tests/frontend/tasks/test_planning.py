"""Coordinators write tasks and shifts, move, cancel and remove them; nobody else comes near; what was typed stays."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from tests.support import factories as make
from tests.support import tasks as some
from volunteers.tasks.actions.signing import sign_up
from volunteers.tasks.actions.tasks import change_task
from volunteers.tasks.models import Shift, Task

from .conftest import browser, of_shift, of_task, text

pytestmark = pytest.mark.django_db
TASK = {"title": "Plant limes", "text": "Bring *gloves*.", "where": "The alley", "minimum_age": "18",
        "skills": ["gardening"], "languages": ["tr", "bg"]}  # fmt: skip


def day(ahead: int = 10) -> str:
    return (timezone.localdate() + timedelta(days=ahead)).isoformat()


def typed(**more: str) -> dict[str, str]:
    return {"day": day(), "starts_time": "09:00", "ends_time": "12:30", "needed": "7", "where": "", **more}


def test_a_task_is_written_and_then_its_first_shift(project: Any, leader: Any) -> None:
    seen = browser(leader)
    assert "A new task" in text(seen.get(f"/projects/{project.pk}/tasks/new/"))
    answer = seen.post(f"/projects/{project.pk}/tasks/new/", TASK)
    task = Task.objects.get()
    assert answer["Location"] == of_task(task, "shifts/new/")
    assert (task.title, task.minimum_age, task.skills, task.languages) == (
        "Plant limes",
        18,
        ["gardening"],
        ["tr", "bg"],
    )
    answer = seen.post(of_task(task, "shifts/new/"), typed())
    shift, zone = Shift.objects.get(), ZoneInfo(project.municipality.timezone)
    assert answer["Location"] == shift.get_absolute_url()
    assert shift.begins.astimezone(zone).strftime("%Y-%m-%d %H:%M") == f"{day()} 09:00"
    assert (shift.minutes, shift.places) == (210, 7)


def test_what_is_wrong_is_said_at_its_field_with_what_was_typed(project: Any, leader: Any, task: Any) -> None:
    seen = browser(leader)
    answer = seen.post(f"/projects/{project.pk}/tasks/new/", {"title": "", "text": "My words", "minimum_age": "14"})
    said = text(answer)
    assert answer.status_code == 422 and 'id="id_title_error"' in said and "My words" in said
    answer = seen.post(f"/projects/{project.pk}/tasks/new/", {"title": "T", "where": "", "minimum_age": "14"})
    assert answer.status_code == 422 and 'id="id_where_error"' in text(answer)
    for wrong, field in (({"day": ""}, "day"), ({"starts_time": "25:00"}, "starts_time"), ({"needed": "0"}, "needed"),
                         ({"day": "2020-01-01"}, "starts_time"), ({"ends_time": "08:00"}, "ends_time")):  # fmt: skip
        answer = seen.post(of_task(task, "shifts/new/"), typed(where="By the well", **wrong))
        said = text(answer)
        assert answer.status_code == 422 and f'id="id_{field}_error"' in said and "By the well" in said, wrong
    assert Task.objects.count() == 1 and not Shift.objects.exists()


def test_a_shift_into_the_night_ends_on_the_next_day(leader: Any, task: Any) -> None:
    browser(leader).post(of_task(task, "shifts/new/"), typed(starts_time="22:00", ends_time="02:00"))
    assert Shift.objects.get().minutes == 240


def test_a_task_is_changed_unless_somebody_was_faster(leader: Any, task: Any) -> None:
    seen = browser(leader)
    assert 'name="seen" value="1"' in text(seen.get(of_task(task, "edit/")))
    change_task(person=leader, task_id=task.pk, title="Faster")
    answer = seen.post(of_task(task, "edit/"), {**TASK, "seen": "1"})
    assert answer.status_code == 422 and "Plant limes" in text(answer) and 'name="seen" value="2"' in text(answer)
    answer = seen.post(of_task(task, "edit/"), {**TASK, "seen": "2"})
    task.refresh_from_db()
    assert answer.status_code == 302 and task.title == "Plant limes"


def test_a_shift_is_moved_and_what_was_not_touched_stays(leader: Any, shift: Any, maria: Any) -> None:
    seen, before = browser(leader), (shift.begins, shift.ends)
    zone = ZoneInfo(shift.task.project.municipality.timezone)
    first, last = (one.astimezone(zone) for one in before)
    same = {"day": first.date().isoformat(), "starts_time": f"{first:%H:%M}", "ends_time": f"{last:%H:%M}"}
    assert f'value="{first:%H:%M}"' in text(seen.get(of_shift(shift, "edit/")))
    answer = seen.post(of_shift(shift, "edit/"), {**same, "needed": "4", "where": ""})
    shift.refresh_from_db()
    assert answer["Location"] == of_shift(shift) and shift.places == 4
    assert (shift.begins, shift.ends, shift.sequence) == (*before, 0), "nobody is told of a move"
    seen.post(of_shift(shift, "edit/"), typed(day=day(20)))
    shift.refresh_from_db()
    assert shift.begins.astimezone(zone).date().isoformat() == day(20)
    for who in ("Първа", "Втора"):
        sign_up(person=some.helper(shift.task.project, who), shift_id=shift.pk)
    answer = seen.post(of_shift(shift, "edit/"), typed(day=day(20), needed="1"))
    assert answer.status_code == 422 and 'id="id_needed_error"' in text(answer)


def test_the_same_a_week_later(leader: Any, shift: Any) -> None:
    said = text(browser(leader).get(of_task(shift.task, f"shifts/new/?after={shift.pk}")))
    zone = ZoneInfo(shift.task.project.municipality.timezone)
    later = (shift.begins.astimezone(zone) + timedelta(days=7)).date()
    assert f'value="{later.isoformat()}"' in said and 'name="needed" value="2"' in said
    assert browser(leader).get(of_task(shift.task, "shifts/new/?after=%D9%A1")).status_code == 200


def test_a_shift_is_cancelled_with_a_reason(leader: Any, shift: Any, maria: Any) -> None:
    sign_up(person=maria, shift_id=shift.pk)
    seen = browser(leader)
    asked = text(seen.get(of_shift(shift, "cancel/")))
    assert "Everybody who comes or waits is told this." in asked
    assert f"“{shift.task.title}”, " in asked and "1 person comes or waits." in asked
    answer = seen.post(of_shift(shift, "cancel/"), {"reason": " "})
    assert answer.status_code == 422 and "people have planned for it" in text(answer)
    assert seen.post(of_shift(shift, "cancel/"), {"reason": "Storm"})["Location"] == shift.get_absolute_url()
    shift.refresh_from_db()
    assert shift.reason == "Storm" and some.told_to(maria) == ["shift.cancelled"]
    assert seen.get(of_shift(shift, "cancel/")).status_code == 409, "once"
    said = text(seen.get(of_shift(shift)))
    assert "Had a place" in said and maria.display_name in said and "Nobody has signed up" not in said
    assert "Into my calendar" not in text(browser(maria).get(of_task(shift.task)))
    assert seen.get(of_shift(shift, "edit/")).status_code == 409


def test_what_nobody_took_up_is_removed_and_nothing_else(leader: Any, task: Any, shift: Any, maria: Any) -> None:
    seen, free = browser(leader), some.shift(task, hours=200)
    sign_up(person=maria, shift_id=shift.pk)
    assert "Remove the shift" in text(seen.get(of_shift(free))) and "Remove the shift" not in text(
        seen.get(of_shift(shift))
    )
    assert "People have signed up" in text(seen.post(of_shift(shift, "remove/"), follow=True))
    assert seen.post(of_shift(free, "remove/"))["Location"] == task.get_absolute_url()
    assert list(Shift.objects.all()) == [shift]
    assert "say that it is done instead" in text(seen.post(of_task(task, "remove/"), follow=True))
    empty = some.task(task.project)
    assert seen.post(of_task(empty, "remove/"))["Location"] == f"/projects/{task.project_id}/tasks/"
    assert list(Task.objects.all()) == [task]


def test_a_task_is_done_and_to_be_done_again(leader: Any, task: Any, shift: Any, maria: Any) -> None:
    seen = browser(leader)
    sign_up(person=maria, shift_id=shift.pk)
    assert "Cancel it first" in text(seen.post(of_task(task, "done/"), {"done": "1"}, follow=True))
    other = some.task(task.project)
    seen.post(of_task(other, "done/"), {"done": "1"})
    assert "It is to be done after all" in text(seen.get(of_task(other)))
    assert seen.get(of_task(other, "shifts/new/")).status_code == 409
    seen.post(of_task(other, "done/"), {"done": ""})
    other.refresh_from_db()
    assert other.done_at is None


@pytest.mark.parametrize("page", ["new/", "{task}/edit/", "{task}/people/", "{task}/shifts/new/", "{task}/shifts/{shift}/",
                                  "{task}/shifts/{shift}/edit/", "{task}/shifts/{shift}/cancel/"])  # fmt: skip
def test_only_who_leads_it_comes_near(page: str, project: Any, shift: Any, maria: Any, leader: Any) -> None:
    path = f"/projects/{project.pk}/tasks/" + page.format(task=shift.task_id, shift=shift.pk)
    assert browser(leader).get(path).status_code == 200, "the control"
    for other in (maria, make.person("Друг Човек"), make.official(project.municipality)):
        assert browser(other).get(path).status_code == 403, other
    assert "/accounts/login/" in browser().get(path)["Location"]


def test_in_a_project_that_is_over_nothing_is_planned(leader: Any, task: Any, shift: Any) -> None:
    type(task.project).objects.update(state="finished", finished_at=datetime.now(tz=ZoneInfo("UTC")))
    seen = browser(leader)
    for path in (f"/projects/{task.project_id}/tasks/new/", of_task(task, "edit/"), of_shift(shift, "edit/")):
        assert seen.get(path).status_code == 409, path
    assert "Add a shift" not in text(seen.get(of_task(task))) and seen.get(of_shift(shift)).status_code == 200
