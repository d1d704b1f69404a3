"""Hours: confirmed, questioned, corrected; who decides on whose, and who reads them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from participation.accounts.models import User
from participation.refusals import BadInput, Closed, NotAllowed, Stale
from participation.retries import was_there
from tests.support import factories as make
from tests.support import tasks as some
from volunteers.projects.hooks import figures_of
from volunteers.projects.models import Coordinator, Project
from volunteers.tasks.actions.attending import tick
from volunteers.tasks.actions.deciding import confirm_hours, confirm_many, confirm_shift, dispute_hours
from volunteers.tasks.actions.hours import answer_dispute, correct_hours, log_hours, withdraw_hours
from volunteers.tasks.actions.signing import sign_up
from volunteers.tasks.models import Hours, Shift
from volunteers.tasks.selectors.hours import (
    confirmed_minutes,
    get_hours,
    history_of,
    hours_of_project,
    hours_to_decide,
    own_hours,
)

pytestmark = pytest.mark.django_db


def test_a_coordinator_confirms_and_the_person_is_told(log: Callable[..., Hours], leader: User, maria: User) -> None:
    hours = log()
    assert list(hours_to_decide(leader)) == [hours]
    confirm_hours(person=leader, hours_id=hours.pk, seen=1)
    assert was_there(confirm_hours(person=leader, hours_id=hours.pk))
    hours.refresh_from_db()
    assert (hours.state, hours.decided_by, list(hours_to_decide(leader))) == ("confirmed", leader, [])
    assert some.told_to(maria) == ["hours.confirmed"]
    assert confirmed_minutes([hours.project_id]) == {hours.project_id: 120}


def test_projects_count_confirmed_work(log: Callable[..., Hours], project: Project, leader: User) -> None:
    assert figures_of([project.pk])[project.pk]["hours"] == 0
    confirm_hours(person=leader, hours_id=log().pk)
    log(day=some.yesterday() - timedelta(days=1))
    assert figures_of([project.pk])[project.pk]["hours"] == 2, "what waits is not counted"


def test_nobody_confirms_their_own_and_strangers_nothing(
    log: Callable[..., Hours], project: Project, maria: User
) -> None:
    hours = log()
    others = (
        maria,
        make.person(),
        make.official(project.municipality),
        some.helper(project),
        make.moderator(project.municipality),
    )
    for one in others:
        with pytest.raises(NotAllowed):
            confirm_hours(person=one, hours_id=hours.pk)
        with pytest.raises(NotAllowed):
            dispute_hours(person=one, hours_id=hours.pk, reason="Не")
    hours.refresh_from_db()
    assert hours.state == "logged"


def test_hours_of_who_leads_it_are_an_officials_who_does_not(
    log: Callable[..., Hours], project: Project, leader: User
) -> None:
    colleague, clerk = make.person("Втора"), make.official(project.municipality)
    leading_clerk = make.official(project.municipality, "Служителка, която води")
    for one in (colleague, leading_clerk):
        Coordinator.objects.create(project=project, user=one)
    elsewhere = make.official(make.place("BGS04", "Бургас", "Burgas"))
    hours = log(leader)
    assert hours.of_leader
    for one in (leader, colleague, leading_clerk, elsewhere):
        with pytest.raises(NotAllowed):
            confirm_hours(person=one, hours_id=hours.pk)
        assert hours not in hours_to_decide(one)
    assert list(hours_to_decide(clerk)) == [hours]
    assert confirm_hours(person=clerk, hours_id=hours.pk).state == "confirmed"


def test_nor_does_leading_end_just_before_the_confirmation(
    log: Callable[..., Hours], project: Project, leader: User
) -> None:
    colleague = make.person("Втора")
    Coordinator.objects.create(project=project, user=colleague)
    hours = log(leader)
    Coordinator.objects.filter(user=leader).delete()
    with pytest.raises(NotAllowed):
        confirm_hours(person=colleague, hours_id=hours.pk)


def test_nor_begin_after_they_were_noted(
    log: Callable[..., Hours], project: Project, leader: User, maria: User
) -> None:
    hours = log()
    Coordinator.objects.create(project=project, user=maria)
    with pytest.raises(NotAllowed):
        confirm_hours(person=leader, hours_id=hours.pk)
    assert hours not in hours_to_decide(leader)


def test_a_question_an_answer_and_a_decision(log: Callable[..., Hours], leader: User, maria: User) -> None:
    hours = log()
    with pytest.raises(BadInput) as told:
        dispute_hours(person=leader, hours_id=hours.pk, reason=" ")
    assert told.value.field == "reason"
    dispute_hours(person=leader, hours_id=hours.pk, reason="Тогава валеше?")
    assert hours_to_decide(leader).count() == 0, "now the person answers"
    with pytest.raises(BadInput):
        answer_dispute(person=maria, hours_id=hours.pk, reply="")
    answer_dispute(person=maria, hours_id=hours.pk, reply="Под навеса")
    assert list(hours_to_decide(leader)) == [hours]
    assert some.told_to(leader)[-1] == "hours.answered"
    confirm_hours(person=leader, hours_id=hours.pk)
    with pytest.raises(Closed):
        answer_dispute(person=maria, hours_id=hours.pk, reply="Още нещо")
    assert some.told_to(maria) == ["hours.disputed", "hours.confirmed"]
    assert [row.what for row in history_of(hours)] == ["disputed", "answered", "confirmed"]


def test_a_correction_waits_again_and_keeps_what_was(log: Callable[..., Hours], leader: User, maria: User) -> None:
    hours = log()
    confirm_hours(person=leader, hours_id=hours.pk)
    correct_hours(person=maria, hours_id=hours.pk, minutes=90, seen=2)
    hours.refresh_from_db()
    assert (hours.state, hours.minutes, hours.version) == ("logged", 90, 3)
    assert confirmed_minutes([hours.project_id]) == {}
    before = history_of(hours).last()
    assert before and (before.what, before.before["minutes"], before.before["state"]) == ("corrected", 120, "confirmed")
    assert was_there(correct_hours(person=maria, hours_id=hours.pk, minutes=90))


def test_nobody_confirms_what_they_have_not_seen(log: Callable[..., Hours], leader: User, maria: User) -> None:
    hours = log()
    correct_hours(person=maria, hours_id=hours.pk, minutes=900)
    for act in (
        lambda: confirm_hours(person=leader, hours_id=hours.pk, seen=1),
        lambda: dispute_hours(person=leader, hours_id=hours.pk, reason="Не", seen=1),
    ):
        with pytest.raises(Stale):
            act()


def test_what_is_withdrawn_is_over(log: Callable[..., Hours], leader: User, maria: User) -> None:
    hours = log()
    withdraw_hours(person=maria, hours_id=hours.pk)
    assert was_there(withdraw_hours(person=maria, hours_id=hours.pk))
    for act in (
        lambda: confirm_hours(person=leader, hours_id=hours.pk),
        lambda: correct_hours(person=maria, hours_id=hours.pk, minutes=5),
    ):
        with pytest.raises(Closed):
            act()
    for stranger in (leader, make.person()):
        with pytest.raises(NotAllowed):
            withdraw_hours(person=stranger, hours_id=hours.pk)


def test_many_are_confirmed_at_once_each_by_itself(log: Callable[..., Hours], leader: User, maria: User) -> None:
    rows = [log(day=some.yesterday() - timedelta(days=n)) for n in range(3)]
    correct_hours(person=maria, hours_id=rows[1].pk, minutes=5)
    own = log(leader)
    done, left = confirm_many(person=leader, seen=[(row.pk, 1) for row in [*rows, own]])
    assert done == 2 and [number for number, _words in left] == [rows[1].pk, own.pk]
    with pytest.raises(BadInput):
        confirm_many(person=leader, seen=[(1, 1)] * 201)


def test_a_whole_shift_is_confirmed_at_once(project: Project, leader: User, shift: Shift) -> None:
    noted, silent, absent, full = (some.helper(project, f"Човек {n}") for n in range(4))
    Shift.objects.update(places=9)
    for one in (noted, silent, absent, full, leader):
        sign_up(person=one, shift_id=shift.pk)
    some.move(shift, hours=-4)
    for one in (noted, silent, full, leader):
        tick(person=leader, shift_id=shift.pk, user_id=one.pk, came=True)
    log_hours(person=noted, project_id=project.pk, shift_id=shift.pk, minutes=60)
    shift.refresh_from_db()
    other = some.project(title="Друг")
    Coordinator.objects.create(project=other, user=full)
    day = Hours.objects.get(user=noted).day
    log_hours(person=full, project_id=other.pk, day=day, minutes=900)
    assert confirm_shift(person=leader, shift_id=shift.pk) == 1
    assert confirm_shift(person=leader, shift_id=shift.pk) == 0
    made = {row.user_id: (row.minutes, row.state) for row in Hours.objects.filter(shift=shift)}
    assert made == {noted.pk: (60, "logged"), silent.pk: (180, "confirmed"), leader.pk: (180, "logged")}
    with pytest.raises(NotAllowed):
        confirm_shift(person=silent, shift_id=shift.pk)


def test_a_shift_is_not_confirmed_before_its_end(leader: User, maria: User, shift: Shift) -> None:
    sign_up(person=maria, shift_id=shift.pk)
    some.move(shift, hours=-1)
    tick(person=leader, shift_id=shift.pk, user_id=maria.pk, came=True)
    with pytest.raises(Closed):
        confirm_shift(person=leader, shift_id=shift.pk)


def test_hours_are_read_by_few(log: Callable[..., Hours], project: Project, leader: User, maria: User) -> None:
    hours = log()
    clerk = make.official(project.municipality)
    for one in (maria, leader, clerk):
        assert get_hours(hours.pk, one)
    for stranger in (make.person(), some.helper(project), make.moderator(project.municipality), None):
        assert get_hours(hours.pk, stranger) is None
        assert not hours_of_project(project, stranger).exists() and not own_hours(stranger).exists()
    assert list(hours_of_project(project, leader)) == [hours] and list(own_hours(maria)) == [hours]


def test_lists_of_hours_cost_the_same_for_one_and_for_three(log: Callable[..., Hours], leader: User) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from volunteers.tasks.api.data import hours_data

    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            [hours_data(row) for row in hours_to_decide(leader)]
        return len(asked)

    log()
    once = cost()
    log(day=some.yesterday() - timedelta(days=1))
    log(day=some.yesterday() - timedelta(days=2))
    assert cost() == once
