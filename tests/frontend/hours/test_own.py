"""Noting hours, correcting them, answering for them and taking them back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from participation.accounts.models import User
from tests.support import hours as having
from tests.support import tasks as some
from tests.support.hours import browser, text
from volunteers.projects.models import Project
from volunteers.register.actions.applying import withdraw_application
from volunteers.tasks.actions.deciding import confirm_hours
from volunteers.tasks.models import Hours

pytestmark = pytest.mark.django_db
TRAP = "<script>alert(1)</script>"


def page_of(project: Any) -> str:
    return f"/projects/{project.pk}/hours/"


def typed(**fields: Any) -> dict[str, Any]:
    return {"day": some.yesterday().isoformat(), "hours": "2", "minutes": "30", "words": "Садих липи", **fields}


def test_a_helper_notes_hours_and_sees_how_they_stand(project: Project, maria: User) -> None:
    who = browser(maria)
    task = some.task(project)
    assert "Note hours of your own" in text(who.get(page_of(project)))
    answer = who.post(page_of(project), typed(task=task.pk))
    assert answer["Location"] == page_of(project)
    row = Hours.objects.get()
    assert (row.minutes, row.task_id, row.words, row.state) == (150, task.pk, "Садих липи", "logged")
    shown = text(who.get(page_of(project)))
    assert "2 hours 30 minutes" in shown and "waiting to be confirmed" in shown and "Noted. The coordinators" in shown


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"day": ""}, "Say on which day it was."),
        ({"day": (timezone.localdate() + timedelta(days=2)).isoformat()}, "This day is still to come."),
        ({"day": "утре"}, "A day like 2027-07-14."),
        ({"hours": "", "minutes": ""}, "Say how long it was."),
        ({"hours": "две"}, "A whole number, for example 2."),
        ({"hours": "30"}, "At most 16 hours on one day."),
        ({"hours": "2,5"}, "Write hours and minutes apart, for example 2 hours and 30 minutes."),
        ({"minutes": "75"}, "At most 59 minutes"),
        ({"hours": "16", "minutes": "1"}, "more than 16 hours on one day"),
        ({"words": "x" * 501}, "at most 500 characters"),
        ({"task": "999999"}, "Select a valid choice"),
    ],
)
def test_what_is_wrong_stands_at_its_field_and_the_rest_stays(
    project: Project, maria: User, fields: dict[str, str], words: str
) -> None:
    some.task(project)
    answer = browser(maria).post(page_of(project), typed(**{"words": f"Копах {TRAP}", **fields}))
    shown = text(answer)
    assert answer.status_code == 422 and words in shown and TRAP not in shown
    assert fields.get("words") or "Копах &lt;script&gt;" in shown
    assert not Hours.objects.exists()


def test_who_does_not_take_part_is_told_how(project: Project, maria: User, other: User) -> None:
    assert "/accounts/login/" in browser().get(page_of(project))["Location"]
    answer = browser(other).get(page_of(project))
    assert answer.status_code == 403 and "Apply to it first" in text(answer)
    assert browser(other).post(page_of(project), typed()).status_code == 403
    having.noted(project, maria)
    withdraw_application(person=maria, project_id=project.pk)
    shown = text(browser(maria).get(page_of(project)))
    assert "1 hour 30 minutes" in shown and "Note hours of your own" not in shown, "what was noted is still theirs"
    assert browser(maria).post(page_of(project), typed()).status_code == 403


def test_an_official_looks_and_notes_nothing(project: Project, official: User, maria: User) -> None:
    having.noted(project, maria)
    shown = text(browser(official).get(page_of(project)))
    assert "Everybody's hours" in shown and "Note hours of your own" not in shown
    assert "Confirm the ticked" not in shown, "the coordinators confirm helpers'"


def test_a_shift_at_which_one_was_is_noted_with_one_button(project: Project, maria: User, leader: User) -> None:
    shift = having.shift_that_was(project, maria)
    who = browser(maria)
    assert "You were there:" in text(who.get(page_of(project)))
    who.post(page_of(project), {"shift": str(shift.pk)})
    who.post(page_of(project), {"shift": str(shift.pk)})
    assert Hours.objects.get().minutes == 180
    assert "You were there:" not in text(who.get(page_of(project)))
    refused = browser(leader).post(page_of(project), {"shift": "999999"}, follow=True)
    assert "not there any more" in text(refused)


def test_a_note_is_corrected_and_its_history_tells_how_it_was(project: Project, maria: User, leader: User) -> None:
    row = having.noted(project, maria)
    confirm_hours(person=leader, hours_id=row.pk)
    who, path = browser(maria), f"{page_of(project)}{row.pk}/"
    assert "corrected, it waits to be confirmed again" in text(who.get(path))
    assert who.post(path, typed(hours="3", minutes="", seen="2")).status_code == 302
    row.refresh_from_db()
    assert (row.minutes, row.state) == (180, "logged")
    shown = text(who.get(path))
    assert "3 hours" in shown and "Before:" in shown and "1 hour 30 minutes" in shown and "Confirmed" in shown


def test_a_correction_of_something_older_is_told_and_can_be_sent_again(project: Project, maria: User) -> None:
    row = having.noted(project, maria)
    who, path = browser(maria), f"{page_of(project)}{row.pk}/"
    who.post(path, typed(hours="3", minutes="0", seen="1"))
    answer = who.post(path, typed(hours="4", minutes="0", seen="1"))
    assert answer.status_code == 422 and "Somebody changed this in the meantime" in text(answer)
    assert 'name="seen" value="2"' in text(answer)
    wrong = who.post(path, typed(day="", seen="2"))
    assert wrong.status_code == 422 and "Say on which day it was." in text(wrong)
    row.refresh_from_db()
    assert row.minutes == 180


def test_a_question_is_answered(project: Project, maria: User, leader: User) -> None:
    row = having.questioned(project, maria, reason=f"Кога точно? {TRAP}")
    who, path = browser(maria), f"{page_of(project)}{row.pk}/"
    shown = text(who.get(path))
    assert "Кога точно?" in shown and TRAP not in shown and "Your answer" in shown
    empty = who.post(f"{path}answer/", {"reply": " ", "seen": "2"})
    assert empty.status_code == 422 and "Say something to the question." in text(empty)
    assert browser(leader).post(f"{path}answer/", {"reply": "Аз"}).status_code == 403, "the coordinator is not asked"
    assert who.post(f"{path}answer/", {"reply": "Сутринта", "seen": "2"})["Location"] == path
    row.refresh_from_db()
    assert (row.state, row.reply) == ("disputed", "Сутринта")
    assert "Сутринта" in text(browser(leader).get(page_of(project))), "it waits for the coordinator again"


def test_a_note_is_taken_back_after_being_asked(project: Project, maria: User, leader: User) -> None:
    row = having.noted(project, maria)
    who, path = browser(maria), f"{page_of(project)}{row.pk}/"
    assert "Take them back" in text(who.get(f"{path}withdraw/"))
    assert browser(leader).post(f"{path}withdraw/").status_code == 403
    assert who.post(f"{path}withdraw/")["Location"] == page_of(project)
    row.refresh_from_db()
    assert row.state == "withdrawn"
    gone = text(who.get(path))
    assert "taken back" in gone and "Correct it" not in gone and "Take these hours back" not in gone
    late = who.post(path, typed(seen="2"))
    assert late.status_code == 422 and "Note them anew" in text(late)


def test_a_note_is_there_for_those_it_concerns(project: Project, maria: User, leader: User, official: User) -> None:
    row = having.noted(project, maria)
    path = f"{page_of(project)}{row.pk}/"
    for person in (maria, leader, official):
        assert browser(person).get(path).status_code == 200
    assert browser(some.helper(project, "Друга")).get(path).status_code == 404
    assert browser(leader).get(f"/projects/{some.project(title='Друг').pk}/hours/{row.pk}/").status_code == 404
    assert browser(leader).post(path, typed()).status_code == 403


def test_long_after_the_end_nothing_is_noted_or_corrected(project: Project, maria: User) -> None:
    row = having.noted(project, maria)
    ended = timezone.now() - timedelta(days=61)
    Project.objects.filter(pk=project.pk).update(state="finished", finished_at=ended, opened_at=ended)
    who = browser(maria)
    shown, note = text(who.get(page_of(project))), text(who.get(f"{page_of(project)}{row.pk}/"))
    for one in (shown, note):
        assert "more than 60 days ago" in one
    assert "Note them" not in shown and "Correct it" not in note
    assert who.post(page_of(project), typed()).status_code == 403


def test_the_page_asks_as_much_for_one_as_for_three(project: Project, maria: User, leader: User) -> None:
    for person, path in ((maria, ""), (leader, ""), (leader, "all/"), (leader, "people/")):
        counts = []
        for many in (1, 1, 2):
            for number in range(many):
                having.noted(project, maria, 10)
                having.noted(project, some.helper(project, f"Доброволка {number}"), 10)
            with CaptureQueriesContext(connection) as asked:
                assert browser(person).get(f"{page_of(project)}{path}").status_code == 200
            counts.append(len(asked))
        assert counts[1] == counts[2], path
