"""What there is to do, on the page of a project: the tasks whose shifts come next, for everybody."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from frontend.consultations.pieces import drawn
from volunteers.tasks.policies import leads, refusal_to_plan
from volunteers.tasks.selectors.shifts import list_shifts
from volunteers.tasks.selectors.tasks import tasks_of

from .showing import line_of, rows_of

SHOWN, NEXT = 4, 5
PLANNED = ("open", "under_way", "finished", "ended")


def draw_tasks(request: HttpRequest, project: Any) -> SafeString | str:
    """The tasks that are open; nothing where there are none, but for those who can add one. Two queries at most."""
    if project.state not in PLANNED:
        return ""
    to_do: Any = tasks_of(project.pk, request.user).filter(done_at=None)
    found = list(to_do.order_by("-coming", "-created_at")[: SHOWN + 1])
    may_add = refusal_to_plan(project) is None and leads(request.user, project)
    context = {
        "project": project,
        "rows": sorted(rows_of(found[:SHOWN]), key=_begins),
        "is_more": len(found) > SHOWN,
        "may_add": may_add,
        "is_running": refusal_to_plan(project) is None,
    }
    return mark_safe(drawn("tasks/parts/project.html", context, request))  # a template


def draw_shifts(request: HttpRequest, project: Any) -> SafeString | str:
    """The next shifts with who is missing, for those who lead the project; nothing for all others."""
    if not leads(request.user, project):
        return ""
    coming = list_shifts(request.user).filter(task__project=project.pk, ends__gt=timezone.now(), cancelled_at=None)
    context = {"project": project, "lines": [line_of(one) for one in coming[:NEXT]]}
    return mark_safe(drawn("tasks/parts/lead.html", context, request))  # a template


def _begins(row: Any) -> tuple[bool, Any]:
    """Whatever has a shift to come first, the earliest first."""
    return (row.next is None, row.next.shift.begins if row.next else row.task.pk)
