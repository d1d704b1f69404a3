"""What there is to do in a project, and one task with its shifts."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from frontend.projects.common import find_project
from participation.live.selectors import get_head
from volunteers.tasks.policies import leads, refusal_to_plan
from volunteers.tasks.selectors.tasks import tasks_of, with_free_places

from ..common import crumbs_of, find_task
from ..showing import PUBLIC, rows_of, show_task

PAGE = 20
SHOWN = ("", "free", "done")


@require_safe
def tasks(request: HttpRequest, pk: int) -> HttpResponse:
    """Tasks of a project; ``?show=`` nothing for what is to be done, ``free`` where places are free, ``done``; ``?page=``."""
    project = find_project(request, pk)
    head = get_head(project.scope)
    wanted = request.GET.get("show", "")
    shown = wanted if wanted in SHOWN else ""
    found = tasks_of(pk, request.user).filter(done_at__isnull=shown != "done")
    if shown == "free":
        found = with_free_places(found)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {
        "project": project,
        "head": head,
        "is_public": project.state in PUBLIC,
        "page": page,
        "rows": rows_of(page),
        "shown": shown,
        "may_add": leads(request.user, project) and refusal_to_plan(project) is None,
        "crumbs": crumbs_of(project),
    }
    response = render(request, "tasks/list.html", context)
    patch_vary_headers(response, ("Cookie", "Accept-Language"))
    response["Cache-Control"] = "private, no-cache"
    return response


@require_safe
def task(request: HttpRequest, pk: int, task_id: int) -> HttpResponse:
    """What, where, who is asked for, and when: each shift with its places and one button."""
    return show_task(request, find_task(request, find_project(request, pk), task_id))
