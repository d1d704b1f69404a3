"""Hours of the demo's volunteers: noted by those who took part, most of them confirmed by whoever leads the project."""

from __future__ import annotations

import random
from datetime import datetime, time, timedelta

from demo import moved
from demo.clock import ZONE
from demo.people import Population
from participation.record.models import Act, Outbox
from volunteers.projects.models import Project
from volunteers.register.models import Application, Volunteer
from volunteers.tasks.actions.deciding import confirm_hours
from volunteers.tasks.actions.hours import log_hours

WORDS = (
    "Сглобяване и боядисване.",
    "Помагах на хората на място.",
    "Пренасяне и подреждане.",
    "Подготовка и снимки.",
    "",
)
HELPERS = 9  # of a project that is over: their applications are of then


def help_then() -> None:
    """Whoever helped in projects that are over by now had been accepted there. Dice of their own."""
    dice = random.Random("helped")
    for project in Project.objects.filter(state=Project.State.FINISHED).order_by("pk"):
        _helped_then(dice, project)


def fill_hours(known: Population, now: datetime) -> int:
    """Hours in the projects that are under way or finished; how many were noted. Dice of their own."""
    dice, noted = random.Random("hours"), 0
    running = Project.objects.filter(state__in=(Project.State.UNDER_WAY, Project.State.FINISHED))
    for project in running.select_related("municipality").order_by("pk"):
        noted += _work(dice, project, now)
    Outbox.objects.filter(act__in=Act.objects.filter(kind__startswith="hours.")).delete()  # they have been told
    return noted


def _helped_then(dice: random.Random, project: Project) -> None:
    """People of the register took part while it ran."""
    near = Volunteer.objects.exclude(age=Volunteer.Age.MINOR).order_by("pk").values_list("user", flat=True)
    assert project.opened_at is not None  # it is finished
    for number in dice.sample(list(near), HELPERS):
        Application.objects.create(
            project=project, user_id=number, state=Application.State.ACCEPTED,
            at=project.opened_at, answered_at=project.opened_at + timedelta(days=1),
        )  # fmt: skip


def _work(dice: random.Random, project: Project, now: datetime) -> int:
    """Each helper worked on some days since it began; four of five are confirmed."""
    leader = project.coordinators.order_by("pk").select_related("user")[0].user
    first, last = project.began_at or now, project.finished_at or now
    days, noted = max(1, (last - first).days), 0
    helpers = Application.objects.filter(project=project, state=Application.State.ACCEPTED).order_by("pk")
    for row in helpers.select_related("user"):
        for _turn in range(dice.randint(2, 4)):
            day = (first + timedelta(days=dice.randrange(days))).date()
            minutes, words = dice.choice((90, 120, 180, 240, 300)), dice.choice(WORDS)
            evening = datetime.combine(day, time(20, 15), ZONE)
            with moved.at(min(evening, now - timedelta(minutes=30))):
                hours = log_hours(person=row.user, project_id=project.pk, day=day, minutes=minutes, words=words)
            noted += 1
            with moved.at(min(evening + timedelta(hours=15), now - timedelta(minutes=15))):
                if dice.random() < 0.8 and row.user != leader:
                    confirm_hours(person=leader, hours_id=hours.pk)
    return noted
