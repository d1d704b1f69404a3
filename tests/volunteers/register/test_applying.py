"""Applying, answering, inviting, withdrawing: who may, what each learns, and what a second click does."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from participation.accounts.models import User
from participation.database import db_now
from participation.notifications.models import Notification
from participation.places.actions import suspend
from participation.record.models import Act
from participation.refusals import BadInput, Closed, NotAllowed, SignInFirst, TooMany
from tests.support import factories as make
from tests.support import volunteers as some
from volunteers.projects.models import Project
from volunteers.register.actions.applying import (
    answer_application,
    answer_invitation,
    apply,
    invite,
    withdraw_application,
)
from volunteers.register.actions.entry import leave_register, save_entry
from volunteers.register.models import Application
from volunteers.register.selectors.applications import application_of, applications_of, applications_to, count_invited
from volunteers.register.selectors.matching import candidates
from volunteers.register.subscribers import tell_coordinators, tell_volunteer

pytestmark = pytest.mark.django_db


def told(kind: str) -> list[Notification]:
    """What was told of the newest act of this kind, run twice as a worker may."""
    act = Act.objects.filter(kind=kind).latest("pk")
    for tell in (tell_coordinators, tell_coordinators) if kind in COORDINATORS else (tell_volunteer, tell_volunteer):
        tell(act)
    return list(Notification.objects.filter(key=f"act.{act.pk}"))


COORDINATORS = ("application.made", "application.withdrawn", "invitation.accepted")


def test_applying_takes_an_entry_and_happens_once(project: Project, leader: User) -> None:
    person = make.person("Росица Необикновена")
    with pytest.raises(BadInput):
        apply(person=person, project_id=project.pk)
    with pytest.raises(SignInFirst):
        apply(person=AnonymousUser(), project_id=project.pk)
    some.volunteer(person)
    made = apply(person=person, project_id=project.pk, words="Мога в събота.")
    again = apply(person=person, project_id=project.pk, words="Мога в събота.")
    assert made.pk == again.pk and Act.objects.filter(kind="application.made").count() == 1
    apply(person=person, project_id=project.pk, words="Мога и в неделя.")
    assert Application.objects.get().words == "Мога и в неделя."
    (notice,) = told("application.made")
    assert notice.user == leader and "Необикновена" not in str(notice.data)
    with pytest.raises(BadInput) as refusal:
        apply(person=person, project_id=project.pk, words="x" * 1001)
    assert refusal.value.field == "words"


@pytest.mark.parametrize("state", ["draft", "submitted", "returned", "refused", "finished", "ended"])
def test_only_a_project_that_runs_takes_helpers(state: str, leader: User) -> None:
    entry = some.volunteer()
    over = some.led_project(leader=leader, state=state)
    with pytest.raises(Closed):
        apply(person=entry.user, project_id=over.pk)
    apply(person=entry.user, project_id=some.led_project(leader=leader, state="under_way").pk)
    assert candidates(over, leader) == []


def test_a_hidden_project_takes_nobody(project: Project) -> None:
    Project.objects.filter(pk=project.pk).update(hidden_at=db_now())
    with pytest.raises(Closed):
        apply(person=some.volunteer().user, project_id=project.pk)


def test_the_suspended_and_coordinators_do_not_apply(project: Project, leader: User) -> None:
    some.volunteer(leader)
    with pytest.raises(NotAllowed):
        apply(person=leader, project_id=project.pk)
    entry = some.volunteer()
    apply(person=entry.user, project_id=project.pk)
    suspend(user_id=entry.user_id, municipality_id=project.municipality_id, until=timezone.now() + timedelta(days=1))
    entry.user.refresh_from_db()
    other = some.led_project(project.municipality, leader=leader)
    with pytest.raises(NotAllowed):
        apply(person=entry.user, project_id=other.pk)
    assert withdraw_application(person=entry.user, project_id=project.pk), "going is always possible"


def test_the_coordinator_answers_and_the_volunteer_is_told(project: Project, leader: User) -> None:
    entry = some.volunteer()
    row = apply(person=entry.user, project_id=project.pk)
    for stranger in (make.person(), make.official(project.municipality), entry.user):
        with pytest.raises(NotAllowed):
            answer_application(person=stranger, application_id=row.pk, accept=True)
    answer_application(person=leader, application_id=row.pk, accept=True, answer="Добре дошли!")
    answer_application(person=leader, application_id=row.pk, accept=True, answer="Друго")
    kept = application_of(entry.user, project.pk)
    assert kept is not None and (kept.state, kept.answer, kept.answered_by) == ("accepted", "Добре дошли!", leader)
    assert [one.user for one in told("application.accepted")] == [entry.user]
    answer_application(person=leader, application_id=row.pk, accept=False, answer="Имаме достатъчно хора.")
    assert [one.user for one in told("application.declined")] == [entry.user]
    with pytest.raises(BadInput):
        answer_application(person=leader, application_id=row.pk, accept=True)
    with pytest.raises(BadInput):
        apply(person=entry.user, project_id=project.pk)
    with pytest.raises(BadInput):
        answer_application(person=leader, application_id=row.pk + 1, accept=True)


def test_answers_after_the_end_are_too_late(project: Project, leader: User) -> None:
    row = apply(person=some.volunteer().user, project_id=project.pk)
    Project.objects.filter(pk=project.pk).update(state="ended", ended_at=db_now())
    with pytest.raises(Closed):
        answer_application(person=leader, application_id=row.pk, accept=True)


def test_withdrawing_takes_the_words_along_and_one_may_come_back(project: Project, leader: User) -> None:
    entry = some.volunteer()
    some.helper(project, entry)
    assert withdraw_application(person=entry.user, project_id=project.pk)
    assert not withdraw_application(person=entry.user, project_id=project.pk)
    row = Application.objects.get()
    assert (row.state, row.words) == ("withdrawn", "")
    assert [one.user for one in told("application.withdrawn")] == [leader]
    with pytest.raises(BadInput):
        answer_application(person=leader, application_id=row.pk, accept=True)
    assert apply(person=entry.user, project_id=project.pk, words="Пак").state == "applied"


def test_an_entry_is_seen_by_coordinators_while_the_application_stands(project: Project, leader: User) -> None:
    entry = some.volunteer()
    row = apply(person=entry.user, project_id=project.pk, words="Мога в събота.")
    (seen,) = applications_to(project, leader)
    assert seen.user.volunteer.about == "Обичам дърветата." and seen.words == "Мога в събота."
    elsewhere = some.led_project(project.municipality, leader=make.person())
    for viewer in (make.person(), make.official(project.municipality), make.moderator(project.municipality), entry.user,
                   some.leader_of(elsewhere), AnonymousUser(), make.person(is_superuser=True)):  # fmt: skip
        assert not applications_to(project, viewer).exists()
    answer_application(person=leader, application_id=row.pk, accept=True)
    assert applications_to(project, leader).count() == 1
    answer_application(person=leader, application_id=row.pk, accept=False)
    assert not applications_to(project, leader).exists(), "declined, it does not stand"


@pytest.mark.parametrize(("state", "field"), [("finished", "finished_at"), ("ended", "ended_at")])
def test_it_is_seen_for_thirty_days_after_the_end(project: Project, leader: User, state: str, field: str) -> None:
    some.helper(project)
    Project.objects.filter(pk=project.pk).update(state=state, **{field: db_now() - timedelta(days=29)})
    project.refresh_from_db()
    assert applications_to(project, leader).count() == 1
    Project.objects.filter(pk=project.pk).update(**{field: db_now() - timedelta(days=31)})
    project.refresh_from_db()
    assert not applications_to(project, leader).exists()


def test_it_is_seen_no_more_after_leaving_and_by_a_suspended_coordinator(project: Project, leader: User) -> None:
    gone, stays = some.volunteer(make.person()), some.volunteer(make.person())
    for entry in (gone, stays):
        apply(person=entry.user, project_id=project.pk)
    leave_register(person=gone.user)
    assert [row.user for row in applications_to(project, leader)] == [stays.user]
    suspend(user_id=leader.pk, municipality_id=project.municipality_id, until=timezone.now() + timedelta(days=1))
    leader.refresh_from_db()
    assert not applications_to(project, leader).exists()


def test_inviting_tells_nobody_who_it_is_before_they_say_yes(project: Project, leader: User) -> None:
    entry = some.volunteer(make.person("Росица Необикновена"))
    (one,) = candidates(project, leader)
    invite(person=leader, project_id=project.pk, volunteer_id=one.id)
    with pytest.raises(BadInput):
        invite(person=leader, project_id=project.pk, volunteer_id=one.id)
    assert Application.objects.get().state == "invited"
    assert not applications_to(project, leader).exists() and count_invited(project, leader) == 1
    assert count_invited(project, make.person()) == 0
    assert candidates(project, leader) == []
    assert [note.user for note in told("application.invited")] == [entry.user]
    answer_invitation(person=entry.user, project_id=project.pk, accept=True)
    answer_invitation(person=entry.user, project_id=project.pk, accept=True)
    assert [row.user.display_name for row in applications_to(project, leader)] == ["Росица Необикновена"]
    assert [note.user for note in told("invitation.accepted")] == [leader]


def test_saying_no_to_an_invitation_is_told_to_nobody(project: Project, leader: User) -> None:
    entry = some.volunteer()
    (one,) = candidates(project, leader)
    invite(person=leader, project_id=project.pk, volunteer_id=one.id)
    answer_invitation(person=entry.user, project_id=project.pk, accept=False)
    answer_invitation(person=entry.user, project_id=project.pk, accept=False)
    assert count_invited(project, leader) == 0 and candidates(project, leader) == []
    for act in Act.objects.filter(kind="invitation.declined"):
        tell_coordinators(act)
    assert not Act.objects.filter(kind="application.withdrawn").exists()
    with pytest.raises(BadInput):
        answer_invitation(person=entry.user, project_id=project.pk, accept=True)
    with pytest.raises(BadInput):
        answer_invitation(person=make.person(), project_id=project.pk, accept=False)


def test_applying_to_where_one_was_invited_is_a_yes(project: Project, leader: User) -> None:
    entry = some.volunteer()
    invite(person=leader, project_id=project.pk, volunteer_id=candidates(project, leader)[0].id)
    assert apply(person=entry.user, project_id=project.pk).state == "accepted"


def test_who_invites_and_whom(project: Project, leader: User) -> None:
    entry = some.volunteer()
    (one,) = candidates(project, leader)
    other = some.led_project(project.municipality, leader=leader)
    for person in (make.person(), make.official(project.municipality)):
        with pytest.raises(NotAllowed):
            invite(person=person, project_id=project.pk, volunteer_id=one.id)
    for wrong in (str(entry.pk), "", candidates(other, leader)[0].id):
        with pytest.raises(BadInput):
            invite(person=leader, project_id=project.pk, volunteer_id=wrong)
    save_entry(person=entry.user, is_listed=False)
    with pytest.raises(BadInput):
        invite(person=leader, project_id=project.pk, volunteer_id=one.id)
    for _n in range(16):  # four before; 20 in a day
        with pytest.raises(BadInput):
            invite(person=leader, project_id=project.pk, volunteer_id="nobody")
    with pytest.raises(TooMany):
        invite(person=leader, project_id=project.pk, volunteer_id="nobody")
    assert not Application.objects.exists()


def test_ones_own_applications_with_one_query_more_for_none(project: Project, django_assert_num_queries: Any) -> None:
    entry = some.volunteer()
    apply(person=entry.user, project_id=project.pk)

    def read() -> list[str]:
        return [f"{row.project.title} {row.project.municipality.name}" for row in applications_of(entry.user)]

    with django_assert_num_queries(1):
        assert len(read()) == 1
    for _n in range(2):
        apply(person=entry.user, project_id=some.led_project(project.municipality, leader=make.person()).pk)
    with django_assert_num_queries(1):
        assert len(read()) == 3


def test_the_same_number_of_queries_for_one_and_for_three(
    project: Project, leader: User, django_assert_num_queries: Any
) -> None:
    def read() -> int:
        rows = list(applications_to(project, leader))
        return len(
            [
                (row.user.display_name, row.user.volunteer.is_minor, list(row.user.volunteer.municipalities.all()))
                for row in rows
            ]
        )

    apply(person=some.minor().user, project_id=project.pk)
    with django_assert_num_queries(4):
        assert read() == 1
    for _n in range(2):
        apply(person=some.volunteer(make.person()).user, project_id=project.pk)
    with django_assert_num_queries(4):
        assert read() == 3
