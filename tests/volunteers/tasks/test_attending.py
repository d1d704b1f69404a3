"""Checking in by the code at the door, and the coordinator's tick."""

from __future__ import annotations

from datetime import timedelta

import pytest

from participation.accounts.models import User
from participation.database import db_now
from participation.refusals import BadInput, Closed, NotAllowed, NotYetOpen, TooMany
from participation.retries import was_there
from tests.support import factories as make
from tests.support import tasks as some
from volunteers.projects.models import Project
from volunteers.tasks.actions.attending import TRIES, check_in, tick
from volunteers.tasks.actions.hours import log_hours
from volunteers.tasks.actions.signing import sign_up
from volunteers.tasks.codes import ALPHABET, STEP, door_code, is_door_code, next_change, typed
from volunteers.tasks.doors import door_of
from volunteers.tasks.models import Shift, SignUp

pytestmark = pytest.mark.django_db


def begun(shift: Shift, person: User, hours: float = -0.1) -> Shift:
    sign_up(person=person, shift_id=shift.pk)
    return some.move(shift, hours=hours)


def test_with_the_code_one_checks_in_once(maria: User, leader: User, shift: Shift) -> None:
    begun(shift, maria)
    shown = door_of(shift, leader, lambda path: f"https://megdan.example{path}")
    assert shown.address.endswith(shown.code) and shown.svg.startswith("<svg")
    first = check_in(person=maria, shift_id=shift.pk, code=shown.code.lower())
    again = check_in(person=maria, shift_id=shift.pk, code=shown.code)
    assert (first.state, first.by_code, was_there(first), was_there(again)) == ("came", True, False, True)
    assert again.came_at == SignUp.objects.get(user=maria).came_at


def test_the_code_is_good_from_half_an_hour_before_to_the_end(maria: User, leader: User, shift: Shift) -> None:
    for hours, wrong in ((0.6, NotYetOpen), (-3.1, Closed)):
        begun(shift, maria, hours) if hours > 0 else some.move(shift, hours=hours)
        with pytest.raises(wrong):
            check_in(person=maria, shift_id=shift.pk, code=door_code(shift.pk, db_now()))
        with pytest.raises(wrong):
            door_of(shift, leader, str)
    some.move(shift, hours=0.4)
    assert check_in(person=maria, shift_id=shift.pk, code=door_code(shift.pk, db_now())).state == "came"


def test_codes_turn_and_belong_to_one_shift(shift: Shift) -> None:
    now = db_now()
    code = door_code(shift.pk, now)
    assert is_door_code(shift.pk, code, now) and is_door_code(shift.pk, code, now + 2 * STEP)
    assert not is_door_code(shift.pk, code, now + 3 * STEP) and not is_door_code(shift.pk, code, now - STEP)
    assert not is_door_code(shift.pk + 1, code, now) and not is_door_code(shift.pk, "", now)
    assert now < next_change(now) <= now + STEP
    assert len({door_code(shift.pk, now + n * STEP) for n in range(50)}) > 45


def test_a_code_is_read_as_people_type_it() -> None:
    assert typed("abc-2 3d") == "ABC23D"
    assert typed("АВЕКМНРСТХУ") == "ABEKMHPCTXY", "the same letters of the Cyrillic keyboard"
    assert not set("01OI") & set(ALPHABET)


def test_a_wrong_code_opens_nothing_and_is_not_tried_for_long(maria: User, shift: Shift) -> None:
    begun(shift, maria)
    right = door_code(shift.pk, db_now())
    wrong = ("A" if right[0] != "A" else "B") + right[1:]
    for _n in range(TRIES):
        with pytest.raises(BadInput) as told:
            check_in(person=maria, shift_id=shift.pk, code=wrong)
        assert told.value.field == "code"
    with pytest.raises(TooMany):
        check_in(person=maria, shift_id=shift.pk, code=door_code(shift.pk, db_now()))
    assert SignUp.objects.get(user=maria).state == "going"


def test_the_door_is_the_coordinators(project: Project, maria: User, shift: Shift) -> None:
    begun(shift, maria)
    for stranger in (maria, make.official(project.municipality), None):
        with pytest.raises(NotAllowed):
            door_of(shift, stranger, str)


def test_who_is_not_on_the_list_or_waits_goes_to_the_coordinator(project: Project, leader: User, maria: User) -> None:
    shift = some.shift(some.task(project), places=1)
    waiting = some.helper(project, "Чака")
    stranger = make.person()
    sign_up(person=maria, shift_id=shift.pk)
    sign_up(person=waiting, shift_id=shift.pk)
    some.move(shift, hours=-0.1)
    code = door_code(shift.pk, db_now())
    for one in (waiting, stranger):
        with pytest.raises(NotAllowed):
            check_in(person=one, shift_id=shift.pk, code=code)
    assert tick(person=leader, shift_id=shift.pk, user_id=waiting.pk, came=True).state == "came"
    with pytest.raises(BadInput):
        tick(person=leader, shift_id=shift.pk, user_id=stranger.pk, came=True)


def test_a_helper_who_just_came_along_is_ticked(project: Project, leader: User, shift: Shift) -> None:
    other = some.helper(project, "Без записване")
    some.move(shift, hours=-0.1)
    row = tick(person=leader, shift_id=shift.pk, user_id=other.pk, came=True)
    assert (row.state, row.by_code) == ("came", False)
    assert was_there(tick(person=leader, shift_id=shift.pk, user_id=other.pk, came=True))


def test_a_tick_can_be_taken_back_until_hours_stand_on_it(
    project: Project, leader: User, maria: User, shift: Shift
) -> None:
    begun(shift, maria, -4)
    tick(person=leader, shift_id=shift.pk, user_id=maria.pk, came=True)
    assert tick(person=leader, shift_id=shift.pk, user_id=maria.pk, came=False).came_at is None
    tick(person=leader, shift_id=shift.pk, user_id=maria.pk, came=True)
    log_hours(person=maria, project_id=project.pk, shift_id=shift.pk)
    with pytest.raises(Closed):
        tick(person=leader, shift_id=shift.pk, user_id=maria.pk, came=False)


def test_only_coordinators_tick_and_not_before_the_time(
    project: Project, leader: User, maria: User, shift: Shift
) -> None:
    sign_up(person=maria, shift_id=shift.pk)
    with pytest.raises(NotYetOpen):
        tick(person=leader, shift_id=shift.pk, user_id=maria.pk, came=True)
    some.move(shift, hours=-1)
    for stranger in (maria, make.official(project.municipality)):
        with pytest.raises(NotAllowed):
            tick(person=stranger, shift_id=shift.pk, user_id=maria.pk, came=True)
    Shift.objects.update(cancelled_at=db_now() - timedelta(hours=2))
    with pytest.raises(Closed):
        tick(person=leader, shift_id=shift.pk, user_id=maria.pk, came=True)
