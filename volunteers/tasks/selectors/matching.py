"""Who would suit a task, and which tasks would suit somebody: with the reasons, and without names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from participation.accounts.models import User
from participation.refusals import Words
from volunteers.projects.policies import RUNNING
from volunteers.register.lists import DAYS, LANGUAGES, SKILLS, days_in
from volunteers.register.models import Volunteer
from volunteers.register.selectors.applications import helpers_of
from volunteers.register.selectors.distances import near, told_km
from volunteers.register.selectors.entries import entry_of
from volunteers.register.selectors.matching import Candidate, Wanted, candidates

from ..models import Shift, SignUp, Task
from ..policies import ADULT, leads
from .tasks import with_free_places, with_shifts

SHOWN = 30
LOOKED_AT = 1000  # tasks of which the most suitable are shown


@dataclass(frozen=True)
class Helper:
    """Somebody who takes part in the project already, for its coordinators: they know each other by name."""

    user: User
    reasons: tuple[Words, ...]


@dataclass(frozen=True)
class Suited:
    """A task that would suit a person, and why."""

    task: Task
    reasons: tuple[Words, ...]


def suitable_people(task: Task, viewer: object) -> list[Candidate]:
    """Listed volunteers who are not in the project yet, as the register tells them: without names, the most suitable first.

    What the task wants orders them and hides nobody, age neither: otherwise one could ask until one person is left, or
    find out who is a child. Nobody below 18 can sign up for a task for adults. None for whoever does not lead the project.
    """
    return candidates(
        task.project, viewer, Wanted.of(task.skills, task.languages, _days(_shifts_of([task]).get(task.pk, [])))
    )


def suitable_helpers(task: Task, viewer: object) -> list[Helper]:
    """Who takes part already and could do it, the most suitable first; for who leads the project. Three queries."""
    if not leads(viewer, task.project):
        return []
    days = _days(_shifts_of([task]).get(task.pk, []))
    taking_part = helpers_of([task.project_id]).filter(user__volunteer__isnull=False, user__is_active=True)
    if task.minimum_age >= ADULT:
        taking_part = taking_part.exclude(user__volunteer__age=Volunteer.Age.MINOR)
    rows = [
        Helper(row.user, tuple(_reasons(task, row.user.volunteer, days)))
        for row in taking_part.select_related("user__volunteer")
    ]
    return sorted(rows, key=lambda one: (-len(one.reasons), one.user.display_name, one.user.pk))


def suitable_tasks(person: object) -> list[Suited]:
    """What is to be done near the person or from home, with a free place and none of theirs yet, and asks for something
    they told the register: the most suitable first, at most 30. None for whoever is not in the register. The same number
    of queries, however many there are.
    """
    entry = entry_of(person)
    if entry is None:
        return []
    places = _places_of(entry)
    found: list[tuple[float, Suited]] = []
    tasks = list(_tasks_for(entry, places))
    shifts = _shifts_of(tasks)
    for task in tasks:
        reasons = _reasons(task, entry, _days(shifts.get(task.pk, [])), is_own=True)
        if not reasons and task.skills:
            continue  # it asks for something else
        km = places.get(task.project.municipality_id)
        told = (*reasons, _where(km))
        found.append((len(reasons) - (km or 0.0) / 100, Suited(task, told)))
    found.sort(key=lambda one: (-one[0], one[1].task.pk))
    return [suited for _rank, suited in found[:SHOWN]]


def _tasks_for(entry: Volunteer, places: dict[int, float]) -> Iterable[Task]:
    """Open tasks of running projects that can be reached, or done from home, at that age, and where a place is free; not
    those where the person has one, nor of projects that they cannot join.
    """
    there = Q(project__municipality__in=list(places))
    if entry.is_remote:
        there |= Q(is_remote=True)
    rows = Task.objects.filter(
        there, done_at=None, hidden_at=None, project__hidden_at=None, project__state__in=RUNNING
    ).exclude(project__applications__in=entry.user.applications.filter(state__in=("declined", "withdrawn")))
    if entry.age == Volunteer.Age.MINOR:
        rows = rows.filter(minimum_age__lt=ADULT)
    placed = SignUp.objects.filter(
        user=entry.user, state=SignUp.State.GOING, shift__cancelled_at=None, shift__begins__gt=timezone.now()
    )
    open_to = with_free_places(rows).exclude(pk__in=placed.values("shift__task"))
    return with_shifts(open_to).order_by("-created_at", "-id")[:LOOKED_AT]


def _places_of(entry: Volunteer) -> dict[int, float]:
    """``{municipality: km}`` of all that are near one of theirs."""
    found: dict[int, float] = {}
    for home in entry.municipalities.all():
        for pk, km in near(home).items():
            found[pk] = min(km, found.get(pk, km))
    return found


def _shifts_of(tasks: Iterable[Task]) -> dict[int, list[Shift]]:
    """Shifts to come, by task. One query."""
    coming = Shift.objects.filter(task__in=[task.pk for task in tasks], begins__gt=timezone.now(), cancelled_at=None)
    found: dict[int, list[Shift]] = {}
    for shift in coming.select_related("task__project__municipality").order_by("begins"):
        found.setdefault(shift.task_id, []).append(shift)
    return found


def _days(shifts: Iterable[Shift]) -> list[str]:
    """Codes of the days of the week on which these shifts begin, by the municipality's clock."""
    codes = list(DAYS)
    local = [one.begins.astimezone(ZoneInfo(one.task.project.municipality.timezone)) for one in shifts]
    return list(dict.fromkeys(codes[moment.weekday()] for moment in local))


def _reasons(task: Task, entry: Volunteer, days: list[str], *, is_own: bool = False) -> list[Words]:
    """What of the task the entry answers: skills, languages, days. ``is_own``: as it is told to the person themselves."""
    free = [code for code in days if code in days_in(entry.week)]
    spoken = [code for code in task.languages if code in entry.languages and code in LANGUAGES]
    found: list[Words] = [SKILLS[code] for code in task.skills if code in entry.skills and code in SKILLS]
    if is_own:
        return [*found, *(LANGUAGES[code] for code in spoken), *(DAYS[code] for code in free)]
    found += [format_lazy(_("speaks {language}"), language=LANGUAGES[code]) for code in spoken]
    return found + [format_lazy(_("has time on {day}"), day=DAYS[code]) for code in free]


def _where(km: float | None) -> Words:
    if km is None:
        return _("can be done from home")
    return _("same municipality") if km == 0 else format_lazy(_("about {km} km away"), km=told_km(km))
