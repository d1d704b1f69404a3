"""One button: a place, the waiting list, calling off; and what stands there when it cannot be."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support import tasks as some
from volunteers.tasks.actions.signing import sign_up
from volunteers.tasks.actions.tasks import hide_task
from volunteers.tasks.models import SignUp

from .conftest import browser, of_shift, of_task, text

pytestmark = pytest.mark.django_db


def test_a_helper_signs_up_and_calls_off(shift: Any, maria: Any) -> None:
    seen = browser(maria)
    answer = seen.post(of_shift(shift, "signup/"), {"on": "1"})
    assert answer["Location"] == shift.get_absolute_url()
    said = text(seen.get(of_task(shift.task)))
    assert "You have a place. We remind you a day before." in said and "Call off" in said and "I will come" not in said
    seen.post(of_shift(shift, "signup/"), {"on": "1"})  # sent again
    assert SignUp.objects.get().state == "going"
    answer = seen.post(of_shift(shift, "signup/"), {"on": "", "back": "own"})
    assert answer["Location"] == "/volunteer/shifts/" and SignUp.objects.get().state == "cancelled"
    assert "You have called off." in text(seen.get("/volunteer/shifts/"))


def test_no_reminder_is_promised_that_nobody_sends(shift: Any, maria: Any) -> None:
    some.move(shift, hours=23)
    said = text(browser(maria).post(of_shift(shift, "signup/"), {"on": "1"}, follow=True))
    assert "You have a place." in said and "a day before" not in said


def test_the_calendar_is_for_those_on_the_list(shift: Any, maria: Any, stranger: Any) -> None:
    for who in (None, stranger, maria):
        assert "Into my calendar" not in text(browser(who).get(of_task(shift.task)))
    sign_up(person=maria, shift_id=shift.pk)
    assert "Into my calendar" in text(browser(maria).get(of_task(shift.task)))


def test_where_it_is_full_one_waits_in_line(project: Any, task: Any, maria: Any) -> None:
    full = some.shift(task, places=1)
    sign_up(person=some.helper(project, "Първа"), shift_id=full.pk)
    sign_up(person=some.helper(project, "Втора"), shift_id=full.pk)
    seen = browser(maria)
    before = text(seen.get(of_task(task)))
    assert "Put me on the waiting list" in before and "The only place is taken · 1 person waits" in before
    after = text(seen.post(of_shift(full, "signup/"), {"on": "1"}, follow=True))
    assert "You are on the waiting list: number 2." in after and "Leave the waiting list" in after
    assert 'data-own="waiting"' in after, "the page looks again when the line moves"
    text(seen.post(of_shift(full, "signup/"), {"on": ""}, follow=True))
    assert SignUp.objects.get(user=maria).state == "cancelled"


def test_what_cannot_be_is_said_at_the_shift(project: Any, shift: Any, maria: Any, stranger: Any) -> None:
    other = some.shift(some.task(project, title="Другата задача"))  # at the same time
    sign_up(person=maria, shift_id=other.pk)
    answer = browser(maria).post(of_shift(shift, "signup/"), {"on": "1"})
    here = text(answer).partition(f'id="shift-{shift.pk}"')[2].partition("</li>")[0]
    assert answer.status_code == 400 and "Другата задача" in here and 'role="alert"' in here
    refused = browser(stranger).post(of_shift(shift, "signup/"), {"on": "1"})
    assert refused.status_code == 403 and "Only those who take part" in text(refused)
    some.move(shift, hours=-1)
    begun = browser(maria).post(of_shift(shift, "signup/"), {"on": "1"})
    assert begun.status_code == 409 and "This shift has begun" in text(begun)
    assert SignUp.objects.filter(shift=shift).count() == 0


def test_a_stranger_signs_in_and_lands_at_the_shift(shift: Any, task: Any) -> None:
    answer = browser().post(of_shift(shift, "signup/"), {"on": "1"})
    assert answer["Location"].startswith("/accounts/login/") and f"%23shift-{shift.pk}" in answer["Location"]
    assert browser().get(of_shift(shift, "signup/")).status_code == 405
    other = some.task(task.project)
    assert browser().post(of_task(other, f"shifts/{shift.pk}/signup/"), {"on": "1"}).status_code == 404
    assert not SignUp.objects.exists()


def test_of_a_task_that_was_hidden_one_can_still_call_off(shift: Any, maria: Any, stranger: Any) -> None:
    sign_up(person=maria, shift_id=shift.pk)
    hide_task(shift.task_id)
    assert browser(stranger).post(of_shift(shift, "signup/"), {"on": ""}).status_code == 404
    assert browser(maria).post(of_shift(shift, "signup/"), {"on": ""})["Location"] == "/volunteer/shifts/"
    assert SignUp.objects.get().state == "cancelled"


def test_half_an_hour_before_the_way_to_check_in_stands_beside(shift: Any, maria: Any) -> None:
    sign_up(person=maria, shift_id=shift.pk)
    way = f'href="/shifts/{shift.pk}/here/"'
    for path in (of_task(shift.task), "/volunteer/shifts/"):
        some.move(shift, hours=1)
        assert way not in text(browser(maria).get(path)), path
        some.move(shift, hours=0.4)
        said = text(browser(maria).get(path))
        assert way in said and "Call off" in said, path
