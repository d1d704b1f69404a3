"""Hours in every state, and what the pages about them say: what the tests of `frontend/hours` begin with."""

from __future__ import annotations

from typing import Any

from django.test import Client

from participation.accounts.models import User
from tests.support import tasks as some
from tests.support import volunteers as register
from volunteers.projects.models import Coordinator, Project
from volunteers.tasks.actions.attending import tick
from volunteers.tasks.actions.certificates import issue_certificate
from volunteers.tasks.actions.deciding import dispute_hours
from volunteers.tasks.actions.hours import log_hours
from volunteers.tasks.actions.signing import sign_up
from volunteers.tasks.models import Certificate, Hours, Shift


def browser(person: Any = None) -> Client:
    """Somebody's browser, in English."""
    made = Client(headers={"accept-language": "en"})
    if person is not None:
        made.force_login(person)
    return made


def text(answer: Any) -> str:
    """What a page says."""
    return str(answer.content.decode())


def noted(of: Project, person: User, minutes: int = 90, words: str = "Копах") -> Hours:
    """Hours of yesterday that wait to be confirmed."""
    return log_hours(person=person, project_id=of.pk, day=some.yesterday(), minutes=minutes, words=words)


def questioned(of: Project, person: User, reason: str = "Кога точно?") -> Hours:
    """The same, with a question of the coordinator."""
    return dispute_hours(person=register.leader_of(of), hours_id=noted(of, person).pk, reason=reason)


def shift_that_was(of: Project, *people: User) -> Shift:
    """A shift of three hours, two days ago, at which these people were."""
    shift = some.shift(some.task(of), places=9)
    for person in people:
        sign_up(person=person, shift_id=shift.pk)
    some.move(shift, hours=-48)
    for person in people:
        tick(person=register.leader_of(of), shift_id=shift.pk, user_id=person.pk, came=True)
    return shift


def certificate(of: Project, person: User, minutes: int = 150) -> Certificate:
    """A valid certificate of confirmed hours."""
    some.confirmed(of, person, minutes)
    return issue_certificate(person=person, project_id=of.pk, user_id=person.pk)


def second_leader(of: Project, person: User) -> User:
    """Somebody who coordinates it, too."""
    Coordinator.objects.create(project=of, user=person, named_by=register.leader_of(of))
    return person
