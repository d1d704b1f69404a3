"""Tasks and shifts as their pages show them, with what the reader can do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.safestring import SafeString

from participation.live.selectors import get_head
from volunteers.register.lists import LANGUAGES, SKILLS
from volunteers.tasks.policies import (
    ADULT,
    is_helper,
    is_minor,
    leads,
    refusal_of_shift,
    refusal_to_check_in,
    refusal_to_plan,
)
from volunteers.tasks.selectors.shifts import Own, coming_of, list_shifts, own_of

from . import drawing
from .common import crumbs_of_task

PUBLIC = ("open", "under_way", "finished", "ended")
ON_THE_LIST = ("going", "waiting")
Said = tuple[int, str]  # the shift, and why what was asked for was not done


@dataclass(frozen=True)
class Line:
    """A shift as a page shows it. ``closed``: why nobody signs up or calls off any more, empty while they can; ``is_on``: one
    can check in; ``is_planned``: the reader comes or waits, so that it belongs into their calendar.
    """

    shift: Any
    when: SafeString
    places: SafeString
    state: SafeString | str
    own: Own | None
    closed: str
    do: str
    is_past: bool
    is_on: bool
    is_planned: bool
    said: str = ""


@dataclass(frozen=True)
class Row:
    """A task in a list: its next shift, and how many more there are."""

    task: Any
    next: Line | None
    more: int


def line_of(shift: Any, own: Own | None = None, said: str = "") -> Line:
    """A shift that came from the selectors, with its numbers."""
    # What is only shown goes by this machine's clock; the actions decide by the database's.
    now, zone = timezone.now(), shift.task.project.municipality.timezone
    refusal = refusal_of_shift(shift, now)
    return Line(
        shift=shift,
        when=drawing.draw_when(shift.begins, shift.ends, zone),
        places=drawing.draw_places(shift.places, shift.going, shift.waiting),
        state=drawing.draw_state(shift.begins, shift.ends, is_cancelled=shift.cancelled_at is not None),
        own=own,
        closed=str(refusal) if refusal else "",
        do=drawing.sign_up_words(shift.places, shift.going),
        is_past=now > shift.ends,
        is_on=refusal_to_check_in(shift, now) is None,
        is_planned=own is not None and own.state in ON_THE_LIST and shift.cancelled_at is None and now <= shift.ends,
        said=said,
    )


def rows_of(tasks: Iterable[Any]) -> list[Row]:
    """Tasks for a list; one more query, however many there are."""
    found = list(tasks)
    coming = coming_of(task.pk for task in found if task.coming)
    rows = []
    for task in found:
        shifts = coming.get(task.pk, [])
        rows.append(Row(task, line_of(shifts[0]) if shifts else None, max(len(shifts) - 1, 0)))
    return rows


def show_task(request: HttpRequest, task: Any, *, said: Said | None = None, status: int = 200) -> HttpResponse:
    """The page of a task; ``said``: beside which shift why something was not done. The stream's place is asked first."""
    project = task.project
    head = get_head(project.scope)
    shifts = list(list_shifts(request.user).filter(task=task.pk))
    own = own_of([one.pk for one in shifts], request.user)
    lines = [line_of(one, own.get(one.pk), said[1] if said and said[0] == one.pk else "") for one in shifts]
    context = {
        **about(request, task),
        "head": head,
        "coming": [one for one in lines if not one.is_past],
        "past": [one for one in reversed(lines) if one.is_past],
        "standing": standing_of(request, task),
        "crumbs": crumbs_of_task(task),
    }
    response = render(request, "tasks/task.html", context, status=status)
    patch_vary_headers(response, ("Cookie", "Accept-Language"))
    response["Cache-Control"] = "private, no-cache"
    return response


def about(request: HttpRequest, task: Any) -> dict[str, Any]:
    """The task itself, for every page of it."""
    return {
        "task": task,
        "project": task.project,
        "is_public": task.project.state in PUBLIC,
        "skills": [SKILLS[code] for code in task.skills if code in SKILLS],
        "languages": [LANGUAGES[code] for code in task.languages if code in LANGUAGES],
        "is_for_adults": task.minimum_age >= ADULT,
        "is_led": leads(request.user, task.project),
        "is_open": refusal_to_plan(task.project) is None,
    }


def standing_of(request: HttpRequest, task: Any) -> str:
    """How the reader stands to the task: stranger, outside, young, helper; closed where nobody signs up any more."""
    if refusal_to_plan(task.project) is not None or task.done_at is not None or task.hidden_at is not None:
        return "closed"
    user = request.user
    if not user.is_authenticated:
        return "stranger"
    if not is_helper(user, task.project):
        return "outside"
    return "young" if task.minimum_age >= ADULT and is_minor(user) else "helper"
