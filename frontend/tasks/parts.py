"""What there is to do, on the page of a project: the tasks whose shifts come next, for everybody."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from frontend.consultations.pieces import drawn
from frontend.projects.reading import is_leading, same_for_all
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
    what = ("tasks", get_language() or "", refusal_to_plan(project) is None)  # what is hidden stands on their own page
    return mark_safe(same_for_all(project, what, lambda: _drawn(request, project)))  # a template


def _drawn(request: HttpRequest, project: Any) -> str:
    to_do: Any = tasks_of(project.pk, request.user if is_leading(request, project) else None).filter(done_at=None)
    found = list(to_do.order_by("-coming", "-created_at")[: SHOWN + 1])
    is_running = refusal_to_plan(project) is None
    context = {
        "project": project,
        "rows": sorted(rows_of(found[:SHOWN]), key=_begins),
        "is_more": len(found) > SHOWN,
        "may_add": is_running and is_leading(request, project),
        "is_running": is_running,
    }
    return str(drawn("tasks/parts/project.html", context, request))


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
