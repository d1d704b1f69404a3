"""When people are needed: shifts made, moved, cancelled."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from participation.database import db_now
from participation.refusals import BadInput, Closed, Words, refuse_all
from participation.unseen import one_line
from volunteers.projects.models import Project
from volunteers.projects.policies import RUNNING

from ..models import Shift, SignUp
from ..policies import HAS_BEGUN, TASK_DONE, WAS_CANCELLED
from .common import locked_shift, locked_task, needed, note, planned, refuse, tell_shift, too_long
from .signing import fill_places, places_left

FIELDS = ("begins", "ends", "places", "where")
LONGEST = timedelta(hours=16)
FURTHEST = timedelta(days=2 * 366)
MOST_PLACES = 1000
MOST = 200  # shifts of a task


@transaction.atomic
def add_shift(*, person: object, task_id: int, **fields: Any) -> Shift:
    """People can sign up for it. ``fields`` are those of FIELDS. Raises SignInFirst, NotAllowed, Closed, BadInput."""
    task = locked_task(task_id, field="task")
    author = planned(person, task.project)
    if task.done_at is not None or task.hidden_at is not None:
        raise Closed(TASK_DONE)
    now = db_now()
    kept = _checked(fields, now, is_new=True)
    if task.shifts.count() >= MOST:
        raise BadInput(_("A task has at most %(most)d shifts.") % {"most": MOST})
    shift = Shift.objects.create(task=task, created_at=now, changed_at=now, **kept)
    note(task.project, "shift.added", author, ref=f"shift.{shift.pk}")
    tell_shift(shift)
    return shift


@transaction.atomic
def change_shift(*, person: object, shift_id: int, **fields: Any) -> Shift:
    """Until it begins: what is given is changed. Who comes and who waits is told where time or place moved, calendars
    learn of it, and reminders go by the new time; more places go to whoever waits longest.

    Raises BadInput for fewer places than people who come, Closed once it has begun or was cancelled, and as add_shift.
    """
    shift = locked_shift(shift_id)
    author = planned(person, shift.task.project)
    now = db_now()
    _refuse_unless_to_come(shift, now)
    before = {name: getattr(shift, name) for name in FIELDS}
    kept = _checked({**before, **fields}, now, is_new=fields.get("begins", shift.begins) != shift.begins)
    taken = shift.places - places_left(shift)
    if kept["places"] < taken:
        words = _("There cannot be fewer places than people who are coming: %(taken)d.") % {"taken": taken}
        raise BadInput(words, field="places")
    for name, value in kept.items():
        setattr(shift, name, value)
    if before == {name: getattr(shift, name) for name in FIELDS}:
        return shift
    moved = any(before[name] != getattr(shift, name) for name in ("begins", "ends", "where"))
    shift.sequence, shift.changed_at = shift.sequence + moved, now
    shift.save()
    note(shift.task.project, "shift.moved" if moved else "shift.changed", author, ref=f"shift.{shift.pk}")
    fill_places(shift, now)
    tell_shift(shift)
    return shift


@transaction.atomic
def cancel_shift(*, person: object, shift_id: int, reason: str) -> Shift:
    """It does not take place; who comes and who waits is told why, calendars strike it out. Harmless the second time.

    Raises BadInput without a reason, Closed once it has begun, SignInFirst, NotAllowed.
    """
    shift = locked_shift(shift_id)
    author = planned(person, shift.task.project)
    if shift.cancelled_at is not None:
        return shift
    now = db_now()
    _refuse_unless_to_come(shift, now)
    words = _("Say why it is cancelled: people have planned for it.")
    shift.reason = needed(one_line(reason), words, field="reason", most=500)
    shift.cancelled_at = shift.changed_at = now
    shift.sequence += 1
    shift.save()
    note(shift.task.project, "shift.cancelled", author, ref=f"shift.{shift.pk}")
    tell_shift(shift)
    return shift


@transaction.atomic
def cancel_rest(*, project_id: int) -> int:
    """Of a project that is over no shift is to come any more; who is on a list is told; how many were cancelled.

    Harmless while it runs, and the second time.
    """
    project = Project.objects.select_related("municipality").filter(pk=project_id).first()
    if project is None or project.state in RUNNING:
        return 0
    with translation.override(project.language):
        reason = project.reason[:500] or gettext("The project is over.")
    now = db_now()
    to_come = Shift.objects.filter(task__project=project, cancelled_at=None, begins__gt=now).order_by("pk")
    shifts = [locked_shift(number) for number in list(to_come.values_list("pk", flat=True))]
    for shift in shifts:
        shift.reason, shift.cancelled_at, shift.changed_at = one_line(reason), now, now
        shift.sequence += 1
        shift.save()
        note(project, "shift.cancelled", None, ref=f"shift.{shift.pk}")
    for shift in shifts:
        tell_shift(shift)
    return len(shifts)


@transaction.atomic
def remove_shift(*, person: object, shift_id: int) -> None:
    """A shift for which nobody ever signed up is gone. Raises BadInput where somebody did: then it is cancelled."""
    shift = locked_shift(shift_id)
    author = planned(person, shift.task.project)
    if SignUp.objects.filter(shift=shift).exists() or shift.hours.exists():
        raise BadInput(_("People have signed up for this shift: cancel it, so that they are told."))
    number = shift.pk
    note(shift.task.project, "shift.removed", author, ref=f"shift.{number}")
    shift.delete()
    shift.pk, shift.cancelled_at = number, db_now()
    tell_shift(shift)


def _refuse_unless_to_come(shift: Shift, now: datetime) -> None:
    if shift.cancelled_at is not None:
        raise Closed(WAS_CANCELLED)
    refuse(Closed(HAS_BEGUN) if now >= shift.begins else None)


def _checked(fields: Mapping[str, Any], now: datetime, *, is_new: bool) -> dict[str, Any]:
    """The details as they are kept. ``is_new``: it may not begin in the past. Raises BadInput at each field."""
    begins, ends, places = fields.get("begins"), fields.get("ends"), fields.get("places")
    where = one_line(str(fields.get("where") or ""))
    wrong: dict[str, Words] = {}
    if not isinstance(begins, datetime):
        wrong["begins"] = _("Say when it begins.")
    elif is_new and begins <= now:
        wrong["begins"] = _("This moment has passed.")
    elif begins > now + FURTHEST:
        wrong["begins"] = _("This is more than two years away.")
    if not isinstance(ends, datetime):
        wrong["ends"] = _("Say when it ends.")
    elif isinstance(begins, datetime) and not begins < ends <= begins + LONGEST:
        wrong["ends"] = _("It ends after it begins, and within 16 hours.")
    if not isinstance(places, int) or not 1 <= places <= MOST_PLACES:
        wrong["places"] = _("Say how many are needed: from 1 to %(most)d.") % {"most": MOST_PLACES}
    refuse_all(wrong | too_long({"where": (where, 240)}))
    return {"begins": begins, "ends": ends, "places": places, "where": where}
