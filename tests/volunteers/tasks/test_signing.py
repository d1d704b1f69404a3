"""Signing up, waiting, calling off: who may, in which order, and what they are told."""

from __future__ import annotations

from datetime import timedelta

import pytest

from participation.accounts.actions import erase_account
from participation.accounts.models import User
from participation.database import db_now
from participation.record.models import Act
from participation.refusals import BadInput, Closed, NotAllowed, SignInFirst
from participation.retries import was_there
from tests.support import factories as make
from tests.support import tasks as some
from tests.support import volunteers as register
from volunteers.projects.models import Coordinator, Project
from volunteers.register.actions.applying import withdraw_application
from volunteers.register.actions.guardians import take_back_consent
from volunteers.tasks.actions.reminding import tell_reminders
from volunteers.tasks.actions.shifts import cancel_shift, change_shift
from volunteers.tasks.actions.signing import call_off, sign_up
from volunteers.tasks.models import Shift, SignUp, Task
from volunteers.tasks.selectors.shifts import list_others, list_signups, own_of

pytestmark = pytest.mark.django_db


def crowd(of: Project, many: int) -> list[User]:
    return [some.helper(of, f"Човек {n}") for n in range(many)]


def test_who_takes_part_signs_up_once(maria: User, shift: Shift) -> None:
    first = sign_up(person=maria, shift_id=shift.pk)
    again = sign_up(person=maria, shift_id=shift.pk)
    assert (first.pk, first.state, was_there(first), was_there(again)) == (again.pk, "going", False, True)
    assert SignUp.objects.count() == 1


def test_nobody_else_does(project: Project, shift: Shift) -> None:
    for stranger in (make.person(), make.official(project.municipality)):
        with pytest.raises(NotAllowed):
            sign_up(person=stranger, shift_id=shift.pk)
    with pytest.raises(SignInFirst):
        sign_up(person=None, shift_id=shift.pk)
    suspended = some.helper(project, "Спряна")
    User.objects.filter(pk=suspended.pk).update(suspended_until=db_now() + timedelta(days=1))
    with pytest.raises(NotAllowed):
        sign_up(person=User.objects.get(pk=suspended.pk), shift_id=shift.pk)
    applied = make.person()
    register.volunteer(applied)
    from volunteers.register.actions.applying import apply

    apply(person=applied, project_id=project.pk)
    with pytest.raises(NotAllowed):
        sign_up(person=applied, shift_id=shift.pk)


def test_minors_need_their_guardian_and_a_task_for_them(project: Project, task: Task) -> None:
    ours, others = some.shift(task), some.shift(some.task(project, minimum_age=18), hours=90)
    ivan = register.minor().user
    register.helper(project, ivan.volunteer)
    assert sign_up(person=ivan, shift_id=ours.pk).state == "going"
    with pytest.raises(NotAllowed) as told:
        sign_up(person=ivan, shift_id=others.pk)
    assert "18" in str(told.value)
    assert sign_up(person=some.helper(project), shift_id=others.pk).state == "going", "the control"
    take_back_consent(key=register.key_for(ivan.volunteer))
    some.all_told()
    with pytest.raises(NotAllowed):
        sign_up(person=ivan, shift_id=some.shift(task, hours=120).pk)
    assert not SignUp.objects.filter(user=ivan, state="going").exists(), "nor does he come to what he signed up for"


def test_whoever_comes_late_waits_in_order_and_moves_up(project: Project, shift: Shift) -> None:
    people = crowd(project, 5)
    states = [sign_up(person=one, shift_id=shift.pk).state for one in people]
    assert states == ["going", "going", "waiting", "waiting", "waiting"]
    assert [own_of([shift.pk], one)[shift.pk].place for one in people] == [None, None, 1, 2, 3]
    assert call_off(person=people[3], shift_id=shift.pk)
    assert call_off(person=people[0], shift_id=shift.pk)
    assert [own_of([shift.pk], one)[shift.pk].state for one in people[1:]] == ["going", "going", "cancelled", "waiting"]
    assert own_of([shift.pk], people[4])[shift.pk].place == 1
    assert [some.told_to(one) for one in people[2:]] == [["shift.moved_up"], [], []]


def test_whoever_comes_back_waits_behind_those_who_stayed(project: Project, shift: Shift) -> None:
    people = crowd(project, 4)
    for one in people:
        sign_up(person=one, shift_id=shift.pk)
    call_off(person=people[0], shift_id=shift.pk)
    assert sign_up(person=people[0], shift_id=shift.pk).state == "waiting"
    call_off(person=people[1], shift_id=shift.pk)
    assert own_of([shift.pk], people[3])[shift.pk].state == "going"
    assert own_of([shift.pk], people[0])[shift.pk].place == 1


def test_calling_off_twice_frees_one_place(project: Project, shift: Shift) -> None:
    people = crowd(project, 4)
    for one in people:
        sign_up(person=one, shift_id=shift.pk)
    assert [call_off(person=people[0], shift_id=shift.pk) for _n in range(2)] == [True, False]
    assert shift.signups.filter(state="going").count() == 2 and shift.signups.filter(state="waiting").count() == 1


def test_who_called_off_meanwhile_is_not_told_of_a_place(project: Project, shift: Shift) -> None:
    people = crowd(project, 3)
    for one in people:
        sign_up(person=one, shift_id=shift.pk)
    call_off(person=people[0], shift_id=shift.pk)
    call_off(person=people[2], shift_id=shift.pk)
    assert some.told_to(people[2]) == []


def test_nobody_is_in_two_places_at_once(project: Project, maria: User, shift: Shift) -> None:
    elsewhere = some.task(some.project(title="Друг проект"), title="Боядисване")
    Coordinator.objects.create(project=elsewhere.project, user=maria)
    at_once = some.shift(elsewhere, hours=73)
    just_after = some.shift(elsewhere)
    Shift.objects.filter(pk=just_after.pk).update(begins=shift.ends, ends=shift.ends + timedelta(hours=1))
    sign_up(person=maria, shift_id=shift.pk)
    with pytest.raises(BadInput) as told:
        sign_up(person=maria, shift_id=at_once.pk)
    assert "Садене на липи" in str(told.value)
    assert sign_up(person=maria, shift_id=just_after.pk).state == "going", "one after the other is no overlap"
    call_off(person=maria, shift_id=just_after.pk)
    call_off(person=maria, shift_id=shift.pk)
    assert sign_up(person=maria, shift_id=at_once.pk).state == "going"


def test_nor_on_two_waiting_lists(project: Project, maria: User, task: Task) -> None:
    full = some.shift(task, places=1)
    sign_up(person=some.helper(project), shift_id=full.pk)
    assert sign_up(person=maria, shift_id=full.pk).state == "waiting"
    with pytest.raises(BadInput) as told:
        sign_up(person=maria, shift_id=some.shift(task).pk)
    assert "wait" in str(told.value)


def test_a_cancelled_shift_is_no_obstacle(project: Project, leader: User, maria: User, task: Task) -> None:
    first = some.shift(task)
    sign_up(person=maria, shift_id=first.pk)
    cancel_shift(person=leader, shift_id=first.pk, reason="Дъжд")
    assert sign_up(person=maria, shift_id=some.shift(task).pk).state == "going"


def test_nobody_signs_up_or_calls_off_once_it_has_begun(maria: User, shift: Shift) -> None:
    other = some.helper(shift.task.project)
    sign_up(person=maria, shift_id=shift.pk)
    some.move(shift, hours=-0.5)
    with pytest.raises(Closed):
        sign_up(person=other, shift_id=shift.pk)
    with pytest.raises(Closed):
        call_off(person=maria, shift_id=shift.pk)


def test_nothing_is_signed_up_for_in_what_is_over(maria: User, leader: User, task: Task) -> None:
    cancelled, hidden = some.shift(task), some.shift(task, hours=100)
    cancel_shift(person=leader, shift_id=cancelled.pk, reason="Дъжд")
    Task.objects.filter(pk=task.pk).update(hidden_at=db_now())
    for one in (cancelled, hidden):
        with pytest.raises(Closed):
            sign_up(person=maria, shift_id=one.pk)
    Task.objects.filter(pk=task.pk).update(hidden_at=None)
    Project.objects.filter(pk=task.project_id).update(state="ended", ended_at=db_now())
    with pytest.raises(Closed):
        sign_up(person=maria, shift_id=hidden.pk)


def test_whoever_leaves_the_project_makes_room(project: Project, maria: User, task: Task) -> None:
    shift = some.shift(task, places=1)
    next_one = some.helper(project, "Следващ")
    sign_up(person=maria, shift_id=shift.pk)
    sign_up(person=next_one, shift_id=shift.pk)
    withdraw_application(person=maria, project_id=project.pk)
    assert some.told_to(next_one) == ["shift.moved_up"]
    assert own_of([shift.pk], maria)[shift.pk].state == "cancelled"


def test_whoever_erases_the_account_makes_room(project: Project, maria: User, task: Task) -> None:
    shift = some.shift(task, places=1)
    next_one = some.helper(project, "Следващ")
    sign_up(person=maria, shift_id=shift.pk)
    sign_up(person=next_one, shift_id=shift.pk)
    erase_account(user=maria)
    assert some.told_to(next_one) == ["shift.moved_up"]
    assert shift.signups.filter(user=None).count() == 0


def test_reminders_a_day_and_two_hours_before_once(maria: User, shift: Shift) -> None:
    sign_up(person=maria, shift_id=shift.pk)
    assert tell_reminders() == 0
    some.move(shift, hours=20)
    SignUp.objects.update(going_at=db_now() - timedelta(days=5))
    assert (tell_reminders(), tell_reminders()) == (1, 0)
    some.move(shift, hours=1.5)
    SignUp.objects.update(day_told_for=shift.begins)
    assert (tell_reminders(), tell_reminders()) == (1, 0)
    assert some.told_to(maria) == ["shift.tomorrow", "shift.soon"]


def test_reminders_move_with_the_shift(leader: User, maria: User, shift: Shift) -> None:
    sign_up(person=maria, shift_id=shift.pk)
    some.move(shift, hours=20)
    SignUp.objects.update(going_at=db_now() - timedelta(days=5))
    tell_reminders()
    later = db_now() + timedelta(days=4)
    change_shift(person=leader, shift_id=shift.pk, begins=later, ends=later + timedelta(hours=2))
    assert tell_reminders() == 0
    some.move(shift, hours=22)
    assert tell_reminders() == 1
    assert some.told_to(maria) == ["shift.tomorrow", "shift.moved", "shift.tomorrow"]


def test_who_waits_called_off_or_came_just_now_is_not_reminded(project: Project, leader: User, task: Task) -> None:
    shift = some.shift(task, places=1, hours=20)
    fresh, waiting = crowd(project, 2)
    sign_up(person=fresh, shift_id=shift.pk)
    sign_up(person=waiting, shift_id=shift.pk)
    assert tell_reminders() == 0
    SignUp.objects.filter(user=waiting).update(going_at=db_now() - timedelta(days=5))
    assert tell_reminders() == 0, "whoever waits has no place to be reminded of"
    SignUp.objects.filter(user=fresh).update(going_at=db_now() - timedelta(days=5))
    cancel_shift(person=leader, shift_id=shift.pk, reason="Дъжд")
    assert tell_reminders() == 0
    Shift.objects.update(cancelled_at=None)
    assert tell_reminders() == 1, "the control"


def test_the_list_is_the_coordinators(project: Project, leader: User, shift: Shift) -> None:
    people = crowd(project, 4)
    for one in people[:3]:
        sign_up(person=one, shift_id=shift.pk)
    rows = list_signups(shift, leader)
    assert [(row.user, row.state, row.place) for row in rows] == [  # type: ignore[attr-defined]  # the place is annotated
        (people[0], "going", 1), (people[1], "going", 2), (people[2], "waiting", 1),
    ]  # fmt: skip
    assert set(list_others(shift, leader)) == {people[3], leader}
    for stranger in (people[0], make.person(), make.official(project.municipality), None):
        assert not list_signups(shift, stranger) and list_others(shift, stranger) == []


def test_the_record_of_who_comes_is_not_public(maria: User, shift: Shift) -> None:
    sign_up(person=maria, shift_id=shift.pk)
    acts = Act.objects.filter(kind__startswith="shift.")
    assert acts.exists() and not acts.filter(is_public=True).exists()
