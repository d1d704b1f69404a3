"""What every act of this room has in common: rows locked in one order, screens told, the act recorded.

Locks are taken in this order: the person, then the shift or the hours; so does erasing. Nobody else's row is touched
under them, so whom an act concerns is told by the worker afterwards. So nobody waits for each other.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from participation.accounts.models import User
from participation.live.actions import publish
from participation.places.selectors import is_official
from participation.record.actions import record
from participation.refusals import BadInput, NotAllowed, Refused, SignInFirst, Stale, Words
from volunteers.projects.models import Project

from ..models import Shift, Task
from ..policies import leads, refusal_to_plan
from ..selectors.hours import confirmed_minutes
from ..selectors.shifts import numbers_of

TOO_LONG = _("This is too long: at most %(most)d characters.")
GONE = _("This is not there any more.")


def locked_task(task_id: int, *, field: str = "") -> Task:
    """The task with its project, alone for this transaction. Raises BadInput, naming the field that told it."""
    rows = Task.objects.select_for_update(of=("self",)).select_related("project__municipality")
    task: Task = _there(rows.filter(pk=task_id).first(), field)
    return task


def locked_shift(shift_id: int) -> Shift:
    """The shift, alone for this transaction: who comes is settled one after the other. Raises BadInput.

    Its task and project are read once the lock is held: what changed while it was waited for is known.
    """
    shift: Shift = _there(Shift.objects.select_for_update().filter(pk=shift_id).first())
    shift.task = Task.objects.select_related("project__municipality").get(pk=shift.task_id)
    return shift


def _there(row: Any, field: str = "") -> Any:
    if row is None:
        raise BadInput(GONE, field=field)
    return row


def led(person: object, project: Project) -> User:
    """Whoever leads the project. Raises SignInFirst, NotAllowed."""
    if not isinstance(person, User):
        raise SignInFirst
    if not leads(person, project):
        raise NotAllowed
    return person


def planned(person: object, project: Project) -> User:
    """Whoever leads the project, while it can be planned. Raises SignInFirst, NotAllowed, Closed."""
    user = led(person, project)
    refuse(refusal_to_plan(project))
    return user


def refuse(refusal: Refused | None) -> None:
    """Raises the refusal, if there is one."""
    if refusal is not None:
        raise refusal


def refuse_stale(version: int, seen: int | None) -> None:
    """Raises Stale where somebody changed the row after the form was drawn."""
    if seen is not None and seen != version:
        raise Stale


def alone(*people: int) -> None:
    """Each of these people does one thing of this kind after the other; rows that name them are made meanwhile all the same."""
    rows = User.objects.select_for_update(no_key=True).filter(pk__in=people).order_by("pk")
    list(rows.values_list("pk", flat=True))


def too_long(texts: Mapping[str, tuple[str, int]]) -> dict[str, Words]:
    """What is wrong with texts that are too long: ``{field: (text, most)}``."""
    return {name: TOO_LONG % {"most": most} for name, (text, most) in texts.items() if len(text) > most}


def needed(text: str, words: Words, *, field: str, most: int) -> str:
    """The words on one line. Raises BadInput with ``words`` where there are none."""
    line = text.strip()
    if not line:
        raise BadInput(words, field=field)
    if len(line) > most:
        raise BadInput(TOO_LONG % {"most": most}, field=field)
    return line


def note(
    project: Project,
    kind: str,
    actor: User | None,
    *,
    ref: str,
    role: str = "",
) -> None:
    """Record an act of the project's work. Who comes and who works is nobody else's business: none of it is public."""
    record(
        kind=kind, scope=project.scope, actor=actor, role=role or _role_of(actor, project),
        municipality_id=project.municipality_id, ref=ref, is_public=False,
    )  # fmt: skip


def _role_of(actor: User | None, project: Project) -> str:
    if actor is None:
        return "system"
    return "official" if is_official(actor, project.municipality_id) else "citizen"


def tell_task(task: Task) -> None:
    """Screens look at the task again. No words travel, so that none have to be taken back. The last thing an act does."""
    data = {"id": task.pk, "is_done": task.done_at is not None, "is_hidden": task.hidden_at is not None}
    publish(stream=task.project.scope, kind="task.changed", data=data, ref=f"task.{task.pk}")


def tell_shift(shift: Shift) -> None:
    """Screens learn time and free places of the shift: numbers alone. The last thing an act does."""
    data = {
        "id": shift.pk, "task": shift.task_id, "begins": shift.begins.isoformat(), "ends": shift.ends.isoformat(),
        "places": shift.places, **numbers_of(shift), "is_cancelled": shift.cancelled_at is not None,
        "timezone": shift.task.project.municipality.timezone,
    }  # fmt: skip
    publish(stream=shift.task.project.scope, kind="shift.changed", data=data, ref=f"shift.{shift.pk}")


def tell_hours(project: Project) -> None:
    """Screens learn how many whole hours are confirmed, by everybody together, where the project has a goal for them.
    The last thing an act does.
    """
    if project.hours_goal:
        hours = confirmed_minutes([project.pk]).get(project.pk, 0) // 60
        publish(stream=project.scope, kind="hours.counted", data={"hours": hours, "goal": project.hours_goal})
