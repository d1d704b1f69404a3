"""Tasks of the demo: shifts with who came and who will, a waiting list, hours in every state, certificates. All of it by the
room's own actions, at the moments at which it happened.
"""

from __future__ import annotations

import random
import tomllib
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from demo import moved
from demo.clock import ZONE, Clock
from demo.people import Population
from demo.projects import tell_recent
from demo.volunteers import KEY
from participation.accounts.models import User
from participation.record.models import Act, Outbox
from volunteers.projects.models import Project
from volunteers.register.models import Application
from volunteers.register.policies import shown
from volunteers.tasks.actions.attending import check_in, tick
from volunteers.tasks.actions.certificates import issue_certificate
from volunteers.tasks.actions.deciding import confirm_hours, confirm_shift, dispute_hours
from volunteers.tasks.actions.hours import answer_dispute, log_hours
from volunteers.tasks.actions.shifts import add_shift
from volunteers.tasks.actions.signing import sign_up
from volunteers.tasks.actions.tasks import add_task, finish_task
from volunteers.tasks.codes import door_code
from volunteers.tasks.models import Hours, Shift, Task

CONTENT = Path(__file__).parent / "content" / "tasks.toml"
BEFORE, AT_LEAST = timedelta(days=9), timedelta(days=7)  # so long before it begins, and before now, a shift is planned
QUESTION = "Записани са два часа, а в списъка на вратата сте от единайсет. Кое е вярно?"
REPLY = "Дойдох в десет, но първо занесох лаптопите от колата. Златка ме видя."
Told = dict[str, Any]


@dataclass
class Working:
    """One task while it is played."""

    known: Population
    clock: Clock
    told: Told
    project: Project
    task: Task

    @property
    def lead(self) -> User:
        """Who arranges it."""
        return self.known.users[self.told["by"]]


def fill_tasks(known: Population, now: datetime, projects: dict[str, Project]) -> None:
    """Every task of the content with its shifts; hours of those who came are confirmed, or wait, or are questioned."""
    clock, newest = Clock(now, random.Random("tasks")), moved.newest_act()
    for told in tomllib.loads(CONTENT.read_text(encoding="utf-8"))["task"]:
        project = projects[told["project"]]
        state = Project.State.UNDER_WAY if project.state == Project.State.FINISHED else Project.State(project.state)
        with moved.as_it_was(project, state):
            _play(known, clock, told, project)
    _told(projects, now, newest)


def fill_papers(known: Population, now: datetime, projects: dict[str, Project]) -> None:
    """Some helpers have their certificate; one worked once more afterwards and has a newer one."""
    clock, newest = Clock(now, random.Random("papers")), moved.newest_act()
    gardens = projects["gardens"]
    helpers = _confirmed(gardens)
    lead = _leads(gardens)[0]
    with moved.at(clock.at("-31d", 10)):
        for number in helpers[:3]:
            issue_certificate(person=lead, project_id=gardens.pk, user_id=number)
    with moved.at(clock.at("-28d", 18)):
        again, day = User.objects.get(pk=helpers[0]), clock.at("-41d").astimezone(ZONE).date()
        hours = log_hours(person=again, project_id=gardens.pk, day=day, minutes=120, words="Поливане и плевене.")
        confirm_hours(person=lead, hours_id=hours.pk)
    with moved.at(clock.at("-27d", 11)):
        issue_certificate(person=lead, project_id=gardens.pk, user_id=helpers[0])
    own = Hours.objects.filter(user=known.users[KEY], state=Hours.State.CONFIRMED).select_related("project").first()
    if own is not None:
        with moved.at(clock.at("-2d", 12)):
            issue_certificate(person=_leads(own.project)[0], project_id=own.project_id, user_id=known.users[KEY].pk)
    _told(projects, now, newest)


def _confirmed(project: Project) -> list[int]:
    rows = Hours.objects.filter(project=project, state=Hours.State.CONFIRMED, user__isnull=False, of_leader=False)
    return [number for number in dict.fromkeys(rows.order_by("pk").values_list("user", flat=True)) if number]


def _leads(project: Project) -> list[User]:
    return [row.user for row in project.coordinators.order_by("pk").select_related("user")]


def _told(projects: dict[str, Project], now: datetime, newest: int) -> None:
    """Whom the last days concern has been told; screens begin with what is."""
    tell_recent(projects.values(), now, since=newest)
    for project in projects.values():
        moved.clear_stream(project.scope)
    Outbox.objects.filter(act__in=Act.objects.filter(pk__gt=newest)).delete()


def _play(known: Population, clock: Clock, told: Told, project: Project) -> None:
    shifts = [(one, *_times(clock, one)) for one in told.get("shift", ())]
    planned = [_planned(clock, begins) for _one, begins, _ends in shifts] or [clock.now - timedelta(days=10)]
    with moved.at(min(planned) - timedelta(hours=1)):
        task = add_task(
            person=known.users[told["by"]], project_id=project.pk, title=told["title"], text=told["text"],
            where=told.get("where", ""), is_remote=told.get("remote", False), skills=told["skills"],
            languages=told.get("languages", []), minimum_age=told.get("age", 14),
        )  # fmt: skip
    working = Working(known, clock, told, project, task)
    for turn, ((one, begins, ends), at) in enumerate(zip(shifts, planned, strict=False)):
        helpers = _helpers(working, at, turn)
        places = min(one["places"], max(1, len(helpers) - 1)) if one.get("full") else one["places"]
        with moved.at(at):
            shift = add_shift(person=working.lead, task_id=task.pk, begins=begins, ends=ends, places=places)
        people = _signed_up(working, one, shift, at, helpers)
        if ends < clock.now:
            _attended(working, one, shift, people)
    if told.get("is_done"):
        with moved.at(max(ends for _one, _begins, ends in shifts) + timedelta(days=1)):
            finish_task(person=working.lead, task_id=task.pk)


def _times(clock: Clock, told: Told) -> tuple[datetime, datetime]:
    """When it begins and ends: on its day or, where one is named, on that weekday: further away from today."""
    hour, minute = map(int, told["at"].split(":"))
    step = -1 if told["day"] < 0 else 1
    begins, day = clock.at(f"{told['day']}d", hour, minute), told["day"]
    while "on" in told and begins.astimezone(ZONE).weekday() != told["on"]:
        day += step
        begins = clock.at(f"{day}d", hour, minute)
    return begins, begins + timedelta(hours=told["hours"])


def _planned(clock: Clock, begins: datetime) -> datetime:
    return min(begins - BEFORE, clock.now - AT_LEAST)


def _helpers(working: Working, since: datetime, turn: int) -> list[User]:
    """Who may sign up, in another order for each shift: first whom one can sign in as, last the coordinators."""
    rows = Application.objects.filter(shown("user__volunteer__"), project=working.project, state="accepted")
    if working.told.get("age", 14) > 14:
        rows = rows.exclude(user__volunteer__age="14-17")
    late = rows.filter(at__gt=since - timedelta(days=2))  # who comes to a shift had been accepted before
    late.update(at=since - timedelta(days=2), answered_at=since - timedelta(days=1))
    helpers = [row.user for row in rows.order_by("pk").select_related("user")]
    turned = helpers[turn:] + helpers[:turn]
    turned.sort(key=lambda user: user.pk != working.known.users[KEY].pk)
    return turned + _leads(working.project)


def _signed_up(working: Working, told: Told, shift: Shift, since: datetime, helpers: list[User]) -> list[User]:
    """They sign up one after the other; whoever finds no place waits for one."""
    people = helpers[: told["signed"]]
    for number, person in enumerate(people):
        with moved.at(since + timedelta(hours=3 + 7 * number)):
            sign_up(person=person, shift_id=shift.pk)
    return people


def _attended(working: Working, told: Told, shift: Shift, people: list[User]) -> None:
    """The first two came by the code at the door, the others were ticked off; then their hours."""
    came = people[: len(people) - told.get("missed", 0)]
    for number, person in enumerate(people):
        if number < 2 and person in came:
            with moved.at(shift.begins - timedelta(minutes=7 - number)):
                code = door_code(shift.pk, shift.begins - timedelta(minutes=7 - number))
                check_in(person=person, shift_id=shift.pk, code=code)
        else:
            with moved.at(shift.ends + timedelta(minutes=number)):
                tick(person=working.lead, shift_id=shift.pk, user_id=person.pk, came=person in came)
    if told.get("confirmed"):
        with moved.at(shift.ends + timedelta(hours=20)):
            confirm_shift(person=working.lead, shift_id=shift.pk)
        return
    for number, person in enumerate(came):
        _noted(working, shift, person, number)


def _noted(working: Working, shift: Shift, person: User, number: int) -> None:
    """Each notes their own hours; of the first two the coordinator asks about, one has answered."""
    with moved.at(shift.ends + timedelta(hours=2, minutes=number)):
        hours = log_hours(person=person, project_id=working.project.pk, shift_id=shift.pk)
    if number < 2 and person not in _leads(working.project):
        with moved.at(shift.ends + timedelta(hours=10)):
            dispute_hours(person=working.lead, hours_id=hours.pk, reason=QUESTION)
    if number == 1 and person not in _leads(working.project):
        with moved.at(shift.ends + timedelta(hours=22)):
            answer_dispute(person=person, hours_id=hours.pk, reply=REPLY)
