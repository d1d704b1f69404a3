"""Hours: noted by whoever worked, corrected, answered for, withdrawn."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from participation.accounts.models import User
from participation.database import db_now
from participation.limits import limit
from participation.places.selectors import can_act
from participation.refusals import BadInput, Closed, NotAllowed, SignInFirst, Words, refuse_all
from participation.retries import there_before
from participation.unseen import one_line
from volunteers.projects import policies as projects
from volunteers.projects.models import Project

from ..models import DAY, Hours, HoursChange, Shift, Task
from ..policies import NO_HELPER, is_of_leader, may_note, refusal_to_note
from .common import GONE, alone, needed, note, refuse, refuse_stale, tell_hours, too_long

State = Hours.State
KEPT = ("day", "minutes", "words", "state", "reason", "reply")  # what the history shows of before


@transaction.atomic
def log_hours(
    *, person: object, project_id: int, day: date | None = None, minutes: int | None = None, words: str = "",
    task_id: int | None = None, shift_id: int | None = None,
) -> Hours:  # fmt: skip
    """The person says how long they worked on a day; a coordinator confirms it. Of a shift once, also when sent twice.

    With a shift, day and length are its own unless told otherwise. Raises SignInFirst, NotAllowed for whoever does not
    take part, Closed before the project was opened and long after its end, TooMany, BadInput naming the field: a day to
    come or before the project, no minutes, more than 16 hours on one day in all projects together.
    """
    if not isinstance(person, User):
        raise SignInFirst
    limit(f"hours:{person.pk}", times=120, seconds=3600)
    alone(person.pk)
    project = Project.objects.select_related("municipality").filter(pk=project_id).first()
    if project is None:
        raise BadInput(GONE, field="project")
    task, shift = _of_project(project, task_id, shift_id)
    now = db_now()
    refuse(refusal_to_note(project, now))
    if not may_note(person, project, shift):
        raise NotAllowed(NO_HELPER)
    known = Hours.objects.filter(user=person, shift=shift).exclude(state=State.WITHDRAWN).first() if shift else None
    if known is not None:
        return there_before(known)
    if shift is not None:
        _refuse_before_end(shift, now)
        day, minutes = day or _local(shift.begins, project), minutes or shift.minutes
    kept = _checked(person, project, {"day": day, "minutes": minutes, "words": words}, now)
    hours = Hours.objects.create(
        user=person, project=project, task=task, shift=shift, at=now, of_leader=projects.leads(person, project), **kept
    )
    note(project, "hours.logged", person, ref=f"hours.{hours.pk}")
    return hours


@transaction.atomic
def correct_hours(*, person: object, hours_id: int, seen: int | None = None, **fields: Any) -> Hours:
    """What is given (``day``, ``minutes``, ``words``) is so; it waits to be confirmed again, and its history tells how it
    was before. Raises Closed for what was withdrawn, Stale, NotAllowed for others, and as log_hours.
    """
    hours = own_hours(person, hours_id, seen)
    project = hours.project
    now = db_now()
    refuse(refusal_to_note(project, now))
    before = {name: getattr(hours, name) for name in ("day", "minutes", "words")}
    kept = _checked(hours.user, project, {**before, **fields}, now, besides=hours.pk)
    if kept == before:
        return there_before(hours)
    return _changed(hours, "corrected", **kept, state=State.LOGGED, of_leader=is_of_leader(hours), reason="", reply="")


@transaction.atomic
def answer_dispute(*, person: object, hours_id: int, reply: str, seen: int | None = None) -> Hours:
    """What the person says to the question about their hours; who asked decides again.

    Raises Closed where nothing is questioned, BadInput without words, Stale, NotAllowed for others.
    """
    hours = own_hours(person, hours_id, seen)
    if hours.state != State.DISPUTED:
        raise Closed(_("Nobody questions these hours."))
    refuse(refusal_to_note(hours.project, db_now()))
    reply = needed(one_line(reply), _("Say something to the question."), field="reply", most=500)
    if reply == hours.reply:
        return there_before(hours)
    return _changed(hours, "answered", reply=reply)


@transaction.atomic
def withdraw_hours(*, person: object, hours_id: int) -> Hours:
    """These hours count no longer. Harmless the second time. Raises SignInFirst, NotAllowed for others."""
    hours = own_hours(person, hours_id, None, also_withdrawn=True)
    if hours.state == State.WITHDRAWN:
        return there_before(hours)
    return _changed(hours, "withdrawn", state=State.WITHDRAWN)


def own_hours(person: object, hours_id: int, seen: int | None, *, also_withdrawn: bool = False) -> Hours:
    """The person's hours, locked; the person before them. Raises SignInFirst, NotAllowed, Closed, Stale, BadInput."""
    if not isinstance(person, User):
        raise SignInFirst
    alone(person.pk)
    hours = locked_hours(hours_id)
    if hours.user_id != person.pk or not can_act(person):
        raise NotAllowed
    if hours.state == State.WITHDRAWN and not also_withdrawn:
        raise Closed(_("These hours were withdrawn. Note them anew."))
    refuse_stale(hours.version, seen)
    return hours


def locked_hours(hours_id: int) -> Hours:
    """The hours with their project, alone for this transaction. Raises BadInput."""
    rows = Hours.objects.select_for_update(of=("self",)).select_related("project__municipality")
    found = rows.filter(pk=hours_id).first()
    if found is None:
        raise BadInput(GONE)
    return found


def keep_before(hours: Hours, what: str, by: User | None) -> None:
    """The history tells how it was until now. Inside the caller's transaction, before the change."""
    before = {name: getattr(hours, name) for name in KEPT} | {"day": hours.day.isoformat()}
    HoursChange.objects.create(hours=hours, what=what, before=before, by=by, at=db_now())


def _changed(hours: Hours, what: str, **fields: Any) -> Hours:
    """By the person themselves: kept with what was before, and recorded."""
    keep_before(hours, what, hours.user)
    counted = hours.state == State.CONFIRMED
    for name, value in fields.items():
        setattr(hours, name, value)
    hours.version += 1
    hours.save()
    note(hours.project, f"hours.{what}", hours.user, ref=f"hours.{hours.pk}")
    if counted:
        tell_hours(hours.project)
    return hours


def _of_project(project: Project, task_id: int | None, shift_id: int | None) -> tuple[Task | None, Shift | None]:
    """Task and shift that the hours are about. Raises BadInput where they are of another project."""
    shift = (
        Shift.objects.select_related("task").filter(pk=shift_id, task__project=project).first() if shift_id else None
    )
    task = shift.task if shift else Task.objects.filter(pk=task_id, project=project).first() if task_id else None
    if shift_id and shift is None:
        raise BadInput(GONE, field="shift")
    if task_id and (task is None or task.pk != task_id):
        raise BadInput(GONE, field="task")
    return task, shift


def _refuse_before_end(shift: Shift, now: datetime) -> None:
    if shift.cancelled_at is not None or now < shift.ends:
        raise BadInput(_("This shift has not taken place yet."), field="shift")


def _local(moment: datetime, project: Project) -> date:
    return moment.astimezone(ZoneInfo(project.municipality.timezone)).date()


def _checked(
    person: User | None, project: Project, fields: Mapping[str, Any], now: datetime, *, besides: int = 0
) -> dict[str, Any]:
    """Day, minutes and words as they are kept. Raises BadInput with what is wrong at each field."""
    day, minutes, words = fields["day"], fields["minutes"], one_line(str(fields["words"] or ""))
    assert project.opened_at is not None  # refusal_to_note has looked
    over = project.finished_at or project.ended_at
    wrong: dict[str, Words] = too_long({"words": (words, 500)})
    if not isinstance(day, date):
        wrong["day"] = _("Say on which day it was.")
    elif day > _local(now, project):
        wrong["day"] = _("This day is still to come.")
    elif day < _local(project.opened_at, project):
        wrong["day"] = _("The project was not open yet on this day.")
    elif over is not None and day > _local(over, project):
        wrong["day"] = _("The project was over on this day.")
    if not isinstance(minutes, int) or minutes < 1:
        wrong["minutes"] = _("Say how long it was.")
    elif isinstance(day, date) and minutes + _noted(person, day, besides) > DAY:
        wrong["minutes"] = _("That would be more than 16 hours on one day, in all projects together.")
    refuse_all(wrong)
    return {"day": day, "minutes": minutes, "words": words}


def _noted(person: User | None, day: date, besides: int) -> int:
    """Minutes that the person noted for this day already, in all projects."""
    standing = Hours.objects.filter(user=person, day=day).exclude(state=State.WITHDRAWN).exclude(pk=besides)
    return int(standing.aggregate(n=Sum("minutes"))["n"] or 0)
