"""Calendar files and the secret feed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from icalendar import Calendar

from participation.accounts.models import User
from participation.refusals import SignInFirst
from tests.support import tasks as some
from volunteers.projects.models import Project
from volunteers.tasks.actions.feeds import make_feed, remove_feed
from volunteers.tasks.actions.shifts import cancel_shift, change_shift
from volunteers.tasks.actions.signing import call_off, sign_up
from volunteers.tasks.calendar import feed_of, shift_file
from volunteers.tasks.models import Feed, Shift, Task
from volunteers.tasks.selectors.feeds import has_feed, owner_of_feed

pytestmark = pytest.mark.django_db


def events(made: bytes) -> list[Any]:
    return list(Calendar.from_ical(made).walk("VEVENT"))


def test_one_name_and_a_rising_number(leader: User, shift: Shift) -> None:
    (first,) = events(shift_file(shift))
    assert (str(first["uid"]), first["sequence"], str(first["status"])) == (f"shift-{shift.pk}@megdan", 0, "CONFIRMED")
    assert first.decoded("dtstart") == shift.begins.replace(microsecond=0)
    later = shift.begins + timedelta(days=1)
    moved = change_shift(person=leader, shift_id=shift.pk, begins=later, ends=later + timedelta(hours=1))
    (second,) = events(shift_file(moved))
    assert (second["uid"], second["sequence"]) == (first["uid"], 1)
    assert second.decoded("dtstart") == later.replace(microsecond=0)


def test_a_cancelled_one_is_struck_out(leader: User, shift: Shift) -> None:
    assert Calendar.from_ical(shift_file(shift))["method"] == "PUBLISH"
    done = cancel_shift(person=leader, shift_id=shift.pk, reason="Буря")
    made = Calendar.from_ical(shift_file(done))
    (event,) = made.walk("VEVENT")
    assert (made["method"], str(event["status"]), event["sequence"]) == ("CANCEL", "CANCELLED", 1)
    assert "Буря" in str(event["description"])


def test_nothing_that_people_typed_is_a_line(task: Task) -> None:
    Task.objects.filter(pk=task.pk).update(title="Едно\r\nATTENDEE:mailto:a@b.example")
    shift = some.shift(Task.objects.get(pk=task.pk), where="Тук; 1, 2\nX-EVIL:1")
    lines = shift_file(shift).decode().split("\r\n")
    assert not [line for line in lines if line.startswith(("ATTENDEE", "X-EVIL"))]
    assert len(events(shift_file(shift))) == 1


def test_the_feed_holds_ones_own(project: Project, leader: User, maria: User, task: Task) -> None:
    mine, waiting, left, gone, old = (
        some.shift(task, hours=hours, places=1) for hours in (48, 60, 72, 84, 96)
    )  # fmt: skip
    others = some.shift(task, hours=120)
    sign_up(person=some.helper(project), shift_id=waiting.pk)
    for one in (mine, waiting, left, gone, old):
        sign_up(person=maria, shift_id=one.pk)
    call_off(person=maria, shift_id=left.pk)
    cancel_shift(person=leader, shift_id=gone.pk, reason="Буря")
    some.move(old, hours=-24 * 100)
    told = {str(event["uid"]): str(event["status"]) for event in events(feed_of(maria.pk))}
    assert told == {
        f"shift-{mine.pk}@megdan": "CONFIRMED", f"shift-{waiting.pk}@megdan": "TENTATIVE",
        f"shift-{gone.pk}@megdan": "CANCELLED",
    }  # fmt: skip
    assert f"shift-{others.pk}@megdan" not in told


def test_the_key_is_secret_and_one_at_a_time(maria: User) -> None:
    with pytest.raises(SignInFirst):
        make_feed(person=None)
    first = make_feed(person=maria)
    assert owner_of_feed(first) == maria.pk and has_feed(maria)
    assert first not in str(Feed.objects.values()), "only its digest is kept"
    second = make_feed(person=maria)
    assert owner_of_feed(first) is None and owner_of_feed(second) == maria.pk
    assert remove_feed(person=maria) and not remove_feed(person=maria)
    assert owner_of_feed(second) is None and owner_of_feed("") is None


def test_the_feed_of_whoever_may_not_sign_in_is_closed(maria: User) -> None:
    key = make_feed(person=maria)
    User.objects.filter(pk=maria.pk).update(is_active=False)
    assert owner_of_feed(key) is None
