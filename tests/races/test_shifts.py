"""Many people for few places at once, on real PostgreSQL."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.models import Sum
from django.utils import timezone

from participation.accounts.actions import erase_account
from participation.accounts.models import User
from participation.database import db_now
from participation.refusals import BadInput
from tests.races.test_ballots import together
from tests.support import tasks as some
from tests.support import volunteers as register
from volunteers.projects.models import Project
from volunteers.register.models import Application
from volunteers.tasks.actions.hours import log_hours
from volunteers.tasks.actions.shifts import change_shift
from volunteers.tasks.actions.signing import call_off, sign_up
from volunteers.tasks.models import Hours, Shift, SignUp

pytestmark = [pytest.mark.alone, pytest.mark.django_db(transaction=True), pytest.mark.postgres]
PEOPLE, PLACES, THREADS = 500, 20, 12


@pytest.fixture(autouse=True)
def _only_postgres() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("races need PostgreSQL (Debian package postgresql)")


def crowd(of: Project, many: int) -> list[User]:
    """That many helpers of the project, made at once."""
    start = User.objects.count()
    people = User.objects.bulk_create(
        User(email=f"helper{start + n}@megdan.example", display_name=f"Човек {n}") for n in range(many)
    )
    Application.objects.bulk_create(
        Application(project=of, user=one, state=Application.State.ACCEPTED) for one in people
    )
    return people


def naive_sign_up(person: User, shift: Shift) -> None:
    """What others do: count, then write. The control that shows the race is real."""
    with transaction.atomic():
        is_free = shift.signups.filter(state="going").count() < shift.places
        number = shift.signups.count() * 1000 + person.pk % 1000
        now = db_now()
        SignUp.objects.create(
            shift=shift, user=person, number=number, state="going" if is_free else "waiting", going_at=now, at=now
        )


def test_control_counting_then_writing_gives_more_places_than_there_are() -> None:
    task = some.task()
    for n in range(10):
        shift = some.shift(task, hours=48 + 4 * n, places=3)
        people = crowd(task.project, 24)
        together([lambda one=one, shift=shift: naive_sign_up(one, shift) for one in people], THREADS)
        if shift.signups.filter(state="going").count() > shift.places:
            return
    pytest.fail("the control did not show the race")


def test_five_hundred_people_for_twenty_places() -> None:
    task = some.task()
    shift = some.shift(task, places=PLACES)
    people = crowd(task.project, PEOPLE)
    done = together([lambda one=one: sign_up(person=one, shift_id=shift.pk) for one in people], THREADS)
    assert not [one for one in done if isinstance(one, Exception)]
    rows = list(shift.signups.order_by("number"))
    assert [row.number for row in rows] == list(range(1, PEOPLE + 1))
    assert [row.state for row in rows] == ["going"] * PLACES + ["waiting"] * (PEOPLE - PLACES)
    assert rows == sorted(rows, key=lambda row: row.at), "in the order of their arrival"


def test_who_calls_off_at_once_leaves_no_place_empty_and_none_twice() -> None:
    task = some.task()
    shift = some.shift(task, places=PLACES)
    people = crowd(task.project, 60)
    for one in people:
        sign_up(person=one, shift_id=shift.pk)
    late = crowd(task.project, 10)
    leader = register.leader_of(task.project)
    work: list[Any] = [lambda one=one: call_off(person=one, shift_id=shift.pk) for one in people[:15]]
    work += [lambda one=one: sign_up(person=one, shift_id=shift.pk) for one in late]
    work += [lambda: change_shift(person=leader, shift_id=shift.pk, places=PLACES + 2)]
    done = together(work, THREADS)
    assert not [one for one in done if isinstance(one, Exception)], done
    going = list(shift.signups.filter(state="going").order_by("number"))
    waiting = shift.signups.filter(state="waiting").order_by("number")
    assert len(going) == PLACES + 2
    assert going[-1].number < waiting[0].number, "nobody overtook anybody"


def test_one_person_in_two_overlapping_shifts_at_once_has_one() -> None:
    task = some.task()
    shifts = [some.shift(task, places=9) for _n in range(6)]
    for one in crowd(task.project, 5):
        done = together([lambda shift=shift, one=one: sign_up(person=one, shift_id=shift.pk) for shift in shifts], 6)
        assert sum(isinstance(row, SignUp) for row in done) == 1, done
        assert sum(isinstance(row, BadInput) for row in done) == 5


def test_sixteen_hours_a_day_hold_when_noted_all_at_once() -> None:
    project = some.project()
    (person,) = crowd(project, 1)
    day = timezone.localdate() - timedelta(days=1)
    done = together(
        [lambda: log_hours(person=person, project_id=project.pk, day=day, minutes=200) for _n in range(8)], 8
    )
    assert sum(isinstance(row, Hours) for row in done) == 4, done
    assert Hours.objects.aggregate(n=Sum("minutes"))["n"] == 800


def test_people_who_erase_their_accounts_while_others_come_and_go_stop_nobody() -> None:
    task = some.task()
    shift, other = some.shift(task, places=5), some.shift(task, hours=200, places=5)
    people = crowd(task.project, 24)
    for one in people:
        sign_up(person=one, shift_id=shift.pk)
        sign_up(person=one, shift_id=other.pk)
    work: list[Any] = [lambda one=one: erase_account(user=one) for one in people[:8]]
    work += [lambda one=one: call_off(person=one, shift_id=shift.pk) for one in people[8:16]]
    work += [lambda one=one: call_off(person=one, shift_id=other.pk) for one in people[16:]]
    done = together(work, THREADS)
    assert not [one for one in done if isinstance(one, Exception)], done
    for one in (shift, other):
        assert one.signups.filter(state="going").count() == 5
