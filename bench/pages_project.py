"""The project whose page is measured: of everything that people can add to a page there is something."""

from __future__ import annotations

from participation.accounts.models import User
from participation.places.models import Municipality
from tests.support import factories as make
from tests.support import projects
from volunteers.projects.actions.asking import ask
from volunteers.projects.actions.news import post_update
from volunteers.projects.actions.offering import offer_thing
from volunteers.projects.models import Project

QUESTIONS, NEWS, NEEDS = 12, 3, 4
WORDS = "Помислихте ли за хората с колички? До две от пейките да има място отстрани, без бордюр."


def fill_project(municipality: Municipality, people: list[User]) -> Project:
    """An open project with goals, things that were offered, news, and questions by a dozen people."""
    lead = make.person("Невяна Русева")
    project = projects.project(
        municipality, by=lead, official=make.official(municipality, "Служител на общината"),
        goals=[{"text": f"Цел {n}", "unit": "бр.", "target": "20"} for n in range(3)],
        needs=[{"what": f"Нещо {n}", "quantity": 10, "unit": "бр."} for n in range(NEEDS)],
    )  # fmt: skip
    for person, need in zip(people, project.needs.all(), strict=False):
        offer_thing(person=person, need_id=need.pk, quantity=2)
    for n in range(NEWS):
        post_update(person=lead, project_id=project.pk, title=f"Новина {n}", text=WORDS * 3)
    for person in people[:QUESTIONS]:
        ask(person=person, project_id=project.pk, body=WORDS)
    return project
