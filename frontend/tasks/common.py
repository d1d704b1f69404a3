"""What the pages of tasks and shifts share: the task, the shift, who looks, the way back."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from frontend.projects.common import crumbs_of as crumbs_of_project
from frontend.projects.common import find_project
from volunteers.tasks.policies import leads
from volunteers.tasks.selectors.shifts import get_shift
from volunteers.tasks.selectors.tasks import get_task

View = Callable[..., HttpResponse]


def find_task(request: HttpRequest, project: Any, task_id: int) -> Any:
    """The task of this project, if the reader may see it. 404 for none."""
    found = get_task(task_id, request.user)
    if found is None or found.project_id != project.pk:
        raise Http404(_("There is no such task."))
    return found


def find_shift(request: HttpRequest, task: Any, shift_id: int) -> Any:
    """The shift of this task, with its numbers. 404 for none."""
    found = get_shift(shift_id, request.user)
    if found is None or found.task_id != task.pk:
        raise Http404(_("There is no such shift."))
    return found


def led(view: View) -> View:
    """A page for those who lead the project; it is given what its address names: project, task, shift."""

    @wraps(view)
    def inner(request: HttpRequest, pk: int, task_id: int | None = None, shift_id: int | None = None) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        found: list[Any] = [find_project(request, pk)]
        if not leads(request.user, found[0]):
            raise PermissionDenied
        if task_id is not None:
            found.append(find_task(request, found[0], task_id))
        if shift_id is not None:
            found.append(find_shift(request, found[1], shift_id))
        return view(request, found[-1])

    return inner


def crumbs_of(project: Any, *more: tuple[str, str]) -> list[tuple[str, str]]:
    """The way to a page below the tasks of a project; without more, the page of all tasks."""
    way = crumbs_of_project(project, _("Tasks"))
    return way if not more else [*way[:-1], (_("Tasks"), reverse("project_tasks", args=[project.pk])), *more]


def crumbs_of_task(task: Any, *more: tuple[str, str]) -> list[tuple[str, str]]:
    """The way to a task, or to a page of it."""
    return crumbs_of(task.project, (task.title, task.get_absolute_url() if more else ""), *more)


def address_of(name: str, shift: Any) -> str:
    """The address of a shift's page of this name."""
    return reverse(name, args=[shift.task.project_id, shift.task_id, shift.pk])


def absolute(request: HttpRequest, path: str) -> str:
    """The whole address of a page: the operator's, or the one under which we were asked where none was said."""
    return (settings.ENV.origin or request.build_absolute_uri("/")).rstrip("/") + path
