"""Volunteers and projects that take helpers: what the tests of `volunteers/` begin with."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from forums.models import Thread
from participation.accounts.models import User
from participation.database import db_now
from participation.places.models import Municipality
from tests.support import factories as make
from volunteers.projects.models import Coordinator, Project
from volunteers.register.actions.applying import answer_application, apply, invite
from volunteers.register.actions.entry import save_entry
from volunteers.register.actions.guardians import answer_guardian
from volunteers.register.keys import alias_of, key_of
from volunteers.register.models import Application, Guardian, Volunteer

FINISHED = {"finished": "finished_at", "ended": "ended_at"}


def led_project(
    municipality: Municipality | None = None, *, leader: User | None = None, state: str = "open", **fields: Any
) -> Project:
    """A project in this state with its coordinator, open since yesterday; nobody has applied."""
    municipality = municipality or make.place()
    leader = leader or make.person("Калина Дочева")
    now = db_now()
    values: dict[str, Any] = {"title": "Липи край реката", "summary": "Да засадим сто липи.", **fields}
    if state not in ("draft", "submitted", "returned", "refused"):
        values.setdefault("opened_at", now - timedelta(days=1))
    if state in FINISHED:
        values.setdefault(FINISHED[state], now)
    made = Project.objects.create(
        municipality=municipality, proposer=leader, state=state, thread=Thread.objects.create(), **values
    )
    Coordinator.objects.create(project=made, user=leader, named_by=leader)
    return made


def leader_of(project: Project) -> User:
    """Its first coordinator."""
    return project.coordinators.order_by("pk").select_related("user")[0].user


def volunteer(person: User | None = None, *, place: Municipality | None = None, **fields: Any) -> Volunteer:
    """Somebody in the register of the place, of age unless told otherwise; a guardian is asked for whoever is not."""
    place = place or make.place()
    values: dict[str, Any] = {
        "age": "30-49", "skills": ["driving", "gardening"], "languages": ["bg", "tr"], "municipality_ids": [place.pk],
        "week": 0b111 << 15, "about": "Обичам дърветата.", "is_listed": True, **fields,
    }  # fmt: skip
    if values["age"] == Volunteer.Age.MINOR:
        values = {"guardian_name": "Нина Колева", "guardian_email": "guardian@megdan.example", **values}
    return save_entry(person=person or make.person("Стефка Петрова"), consent=True, **values)


def key_for(entry: Volunteer) -> str:
    """The key in the letter to the guardian."""
    return key_of(entry.pk, Guardian.objects.get(volunteer=entry).asked_at)


def minor(person: User | None = None, *, consents: bool = True, **fields: Any) -> Volunteer:
    """A volunteer of 14 to 17, whose guardian has consented unless told otherwise."""
    made = volunteer(person or make.person("Ива Колева"), age="14-17", **fields)
    if consents:
        answer_guardian(key=key_for(made), consent=True)
    return made


def helper(project: Project, entry: Volunteer | None = None) -> Application:
    """Somebody who takes part."""
    entry = entry or volunteer(place=project.municipality)
    row = apply(person=entry.user, project_id=project.pk, words="С удоволствие!")
    return answer_application(person=leader_of(project), application_id=row.pk, accept=True)


def matrix_numbers(place: Municipality, citizen: User, leader: User) -> dict[str, Any]:
    """For the matrix: projects of the leader's, in one of which the citizen applied, to one of which they are invited; a
    minor whose guardian is asked; and somebody whom the leader could invite.
    """
    applied, grove, asking = (led_project(place, leader=leader) for _n in range(3))
    own = volunteer(citizen, place=place)
    made = apply(person=citizen, project_id=applied.pk, words="Мога в събота.")
    invite(person=leader, project_id=asking.pk, volunteer_id=alias_of(asking.pk, own.pk))
    invitation = Application.objects.get(project=asking)
    someone = volunteer(make.person("Доброволка"), place=place)
    young = minor(consents=False, place=place, guardian_email=f"guardian{citizen.pk}@megdan.example")
    return {
        "applied": applied.pk, "grove": grove.pk, "asking": asking.pk, "application": made.pk, "invitation": invitation.pk,
        "candidate": alias_of(grove.pk, someone.pk), "guardian_key": key_for(young),
    }  # fmt: skip
