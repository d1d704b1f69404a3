"""What is to be done: written, changed, done, and put back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from participation.accounts.models import User
from participation.database import db_now
from participation.documents.markup import render_typed
from participation.limits import limit
from participation.refusals import BadInput, Words, refuse_all
from participation.unseen import one_line
from volunteers.projects.models import Project
from volunteers.register.lists import LANGUAGES, SKILLS

from ..models import Shift, SignUp, Task
from ..policies import ADULT
from .common import GONE, led, locked_task, note, planned, refuse_stale, tell_task, too_long

FIELDS = ("title", "text", "where", "is_remote", "skills", "languages", "minimum_age")
AGES = (14, ADULT)  # the register knows no other: it asks for bands of age
ON_CALENDARS = ("title", "where")  # what stands there too, so that calendars must learn of a change
MOST = 300  # tasks of a project


@transaction.atomic
def add_task(*, person: object, project_id: int, **fields: Any) -> Task:
    """There is one more thing to do in the project; whoever reads the project reads it.

    ``fields`` are those of FIELDS. Raises SignInFirst, NotAllowed for whoever does not lead it, Closed while it does not
    run, TooMany, BadInput naming each field that is wrong.
    """
    project = Project.objects.select_related("municipality").filter(pk=project_id).first()
    if project is None:
        raise BadInput(GONE, field="project")
    author = planned(person, project)
    limit(f"task:{author.pk}", times=60, seconds=3600)
    kept = _checked(fields)
    if project.tasks.count() >= MOST:
        raise BadInput(_("A project has at most %(most)d tasks.") % {"most": MOST})
    task = Task.objects.create(project=project, author=author, created_at=db_now(), **kept)
    note(project, "task.added", author, ref=f"task.{task.pk}")
    tell_task(task)
    return task


@transaction.atomic
def change_task(*, person: object, task_id: int, seen: int | None = None, **fields: Any) -> Task:
    """What is given is changed; calendars learn of another title or place, and of another place who is on a list, too.

    ``seen`` is the version that the form saw. Raises Stale where it is another by now, and as add_task.
    """
    task = locked_task(task_id)
    author = planned(person, task.project)
    refuse_stale(task.version, seen)
    before = {name: getattr(task, name) for name in FIELDS}
    for name, value in _checked({**before, **fields}).items():
        setattr(task, name, value)
    if before == {name: getattr(task, name) for name in FIELDS}:
        return task
    task.version += 1
    task.save()
    if any(before[name] != getattr(task, name) for name in ON_CALENDARS):
        _reach_calendars(task, author, is_moved=before["where"] != task.where)
    note(task.project, "task.changed", author, ref=f"task.{task.pk}")
    tell_task(task)
    return task


def _reach_calendars(task: Task, author: User, *, is_moved: bool) -> None:
    """Shifts to come stand in calendars with title and place; whoever is on the list of one that moved is told."""
    now = db_now()
    for shift in task.shifts.filter(ends__gt=now, cancelled_at=None).order_by("pk").select_for_update():
        Shift.objects.filter(pk=shift.pk).update(sequence=shift.sequence + 1, changed_at=now)
        if is_moved and not shift.where:
            note(task.project, "shift.moved", author, ref=f"shift.{shift.pk}")


@transaction.atomic
def finish_task(*, person: object, task_id: int, is_done: bool = True) -> Task:
    """The task is done, or to be done after all; harmless where it was so. Raises SignInFirst, NotAllowed, Closed.

    BadInput while people are on the list of a shift to come: they have to be told that nobody needs them.
    """
    task = locked_task(task_id)
    author = planned(person, task.project)
    if is_done == (task.done_at is not None):
        return task
    now = db_now()
    to_come = task.shifts.filter(begins__gt=now, cancelled_at=None).order_by("pk").select_for_update()
    awaited = SignUp.objects.filter(shift__in=[one.pk for one in to_come], state__in=("going", "waiting"))
    if is_done and awaited.exists():
        raise BadInput(_("People are on the list of a shift to come. Cancel it first: they will be told."))
    task.done_at = now if is_done else None
    task.save(update_fields=["done_at"])
    note(task.project, "task.done" if is_done else "task.reopened", author, ref=f"task.{task.pk}")
    tell_task(task)
    return task


@transaction.atomic
def remove_task(*, person: object, task_id: int) -> None:
    """A task for which nobody ever signed up and no hours were noted is gone. Raises BadInput where somebody did."""
    task = locked_task(task_id)
    author = led(person, task.project)
    if task.shifts.filter(signups__isnull=False).exists() or task.hours.exists():
        raise BadInput(_("People signed up or worked for this task: say that it is done instead."))
    number = task.pk
    note(task.project, "task.removed", author, ref=f"task.{number}")
    task.delete()
    task.pk = number
    tell_task(task)


def hide_task(number: int) -> None:
    """By a moderator's decision nobody reads the task but its team; see ``subjects``."""
    _set_hidden(number, is_hidden=True)


def restore_task(number: int) -> None:
    """Everybody reads it again."""
    _set_hidden(number, is_hidden=False)


@transaction.atomic
def _set_hidden(number: int, *, is_hidden: bool) -> None:
    task = locked_task(number)
    if is_hidden == (task.hidden_at is not None):
        return
    task.hidden_at = db_now() if is_hidden else None
    task.save(update_fields=["hidden_at"])
    note(task.project, "task.hidden" if is_hidden else "task.restored", None, ref=f"task.{task.pk}", role="moderator")
    tell_task(task)


def _checked(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The details as they are kept. Raises BadInput with what is wrong at each field."""
    title, where = (one_line(str(fields.get(name) or "")) for name in ("title", "where"))
    text = str(fields.get("text") or "").replace("\r\n", "\n").strip()
    skills, languages = (_codes(fields.get(name) or ()) for name in ("skills", "languages"))
    age, is_remote = fields.get("minimum_age") or AGES[0], bool(fields.get("is_remote"))
    wrong = too_long({"title": (title, 120), "text": (text, 4000), "where": (where, 240)})
    if not title:
        wrong["title"] = _("Say what is to be done.")
    if not where and not is_remote:
        wrong.setdefault("where", _("Say where it is, or that one can do it from home."))
    wrong |= _unknown("skills", skills, SKILLS) | _unknown("languages", languages, LANGUAGES)
    if age not in AGES:
        wrong["minimum_age"] = _("From 14 years on, or from 18: the register knows no other ages.")
    refuse_all(wrong)
    return {
        "title": title, "text": text, "html": render_typed(text), "where": where, "is_remote": is_remote,
        "skills": skills, "languages": languages, "minimum_age": age,
    }  # fmt: skip


def _codes(given: Sequence[object]) -> list[str]:
    return list(dict.fromkeys(str(code) for code in given))


def _unknown(field: str, codes: list[str], known: Mapping[str, Words]) -> dict[str, Words]:
    strange = [code for code in codes if code not in known]
    return {field: _("This is not in the list: %(what)s.") % {"what": ", ".join(strange)}} if strange else {}
