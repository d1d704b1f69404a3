"""What happens at once in the register, on real PostgreSQL: one entry, one application, and no helper without consent."""

from __future__ import annotations

import time

import pytest
from django.db import connection, transaction

from tests.races.test_ballots import together
from tests.support import factories as make
from tests.support import volunteers as some
from volunteers.projects.models import Project
from volunteers.register.actions.applying import answer_application, apply
from volunteers.register.actions.entry import leave_register, save_entry
from volunteers.register.actions.guardians import take_back_consent
from volunteers.register.models import Application, Volunteer

pytestmark = [pytest.mark.alone, pytest.mark.django_db(transaction=True), pytest.mark.postgres]
ROUNDS = 6
STANDING = ("applied", "accepted", "invited")


@pytest.fixture(autouse=True)
def _only_postgres() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("races need PostgreSQL (Debian package postgresql)")


def naive_application(project: Project, entry: Volunteer) -> None:
    """What others do: look whether there is an entry, then write. The control that shows the race is real."""
    with transaction.atomic():
        if Volunteer.objects.filter(pk=entry.pk).exists():
            time.sleep(0.02)  # as long as a busy server takes between two queries
            Application.objects.create(project=project, user=entry.user)


def standing() -> int:
    """Applications of people who are not in the register."""
    return Application.objects.filter(state__in=STANDING, user__volunteer=None).count()


def test_control_looking_then_writing_leaves_applications_of_people_who_left() -> None:
    for _round in range(20):
        project, entry = some.led_project(), some.volunteer(make.person())
        together(
            [
                lambda entry=entry: leave_register(person=entry.user),
                lambda project=project, entry=entry: naive_application(project, entry),
            ],
            2,
        )
        if standing():
            return
    pytest.fail("the control did not show the race")


def test_nobody_applies_while_they_leave() -> None:
    for _round in range(ROUNDS):
        project, entry = some.led_project(), some.volunteer(make.person())
        together(
            [
                lambda entry=entry: leave_register(person=entry.user),
                lambda project=project, entry=entry: apply(person=entry.user, project_id=project.pk),
            ],
            2,
        )
        assert standing() == 0


def test_pressing_many_times_enters_and_applies_once() -> None:
    project, person = some.led_project(), make.person()
    done = together([lambda: save_entry(person=person, consent=True, age="30-49") for _n in range(6)], 6)
    assert {one.pk for one in done} == {Volunteer.objects.get(user=person).pk}, done
    done = together([lambda: apply(person=person, project_id=project.pk) for _n in range(6)], 6)
    assert {one.pk for one in done} == {Application.objects.get(user=person).pk}, done


def test_a_consent_taken_back_while_the_coordinator_accepts_leaves_no_helper() -> None:
    for round_ in range(ROUNDS):
        project = some.led_project()
        entry = some.minor(make.person(), guardian_email=f"guardian{round_}@megdan.example")
        row, key, leader = apply(person=entry.user, project_id=project.pk), some.key_for(entry), some.leader_of(project)
        together(
            [
                lambda row=row, leader=leader: answer_application(person=leader, application_id=row.pk, accept=True),
                lambda key=key: take_back_consent(key=key),
            ],
            2,
        )
        row.refresh_from_db()
        assert row.state == "withdrawn"
