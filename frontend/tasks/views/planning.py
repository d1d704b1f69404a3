"""Tasks written, changed, done and removed by those who lead the project."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from participation.refusals import Refused, Stale
from volunteers.tasks.actions.tasks import add_task, change_task, finish_task, remove_task
from volunteers.tasks.policies import refusal_to_plan

from ..common import crumbs_of, crumbs_of_task, led
from ..forms import TaskForm

SHOWN = ("title", "text", "where", "is_remote", "skills", "languages", "minimum_age")


@led
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, project: Any) -> HttpResponse:
    """One more thing to do; then its first shift."""
    if refusal := refusal_to_plan(project):
        raise refusal
    form = TaskForm(request.POST or None, initial={"where": project.where, "is_remote": False})
    if request.method == "POST" and form.is_valid():
        try:
            made = add_task(person=request.user, project_id=project.pk, **form.given())
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("The task is there. Say now when people are needed."))
            return redirect("shift_new", project.pk, made.pk)
    return _page(request, form, project, crumbs_of(project, (_("A new task"), "")))


@led
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, task: Any) -> HttpResponse:
    """Its words; whoever is on a list is told where it moved."""
    if refusal := refusal_to_plan(task.project):
        raise refusal
    start = {**{name: getattr(task, name) for name in SHOWN}, "seen": task.version}
    form = TaskForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            change_task(person=request.user, task_id=task.pk, seen=form.cleaned_data["seen"], **form.given())
        except Refused as refused:
            form.refuse(refused)
            if isinstance(refused, Stale):
                form.see(task.version)
        else:
            messages.success(request, _("It is changed."))
            return redirect(task.get_absolute_url())
    return _page(request, form, task.project, crumbs_of_task(task, (_("Change"), "")), task)


@led
@require_POST
def done(request: HttpRequest, task: Any) -> HttpResponse:
    """The task is done, or to be done after all."""
    is_done = bool(request.POST.get("done"))
    try:
        finish_task(person=request.user, task_id=task.pk, is_done=is_done)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("It is done. Thank you!") if is_done else _("It is to be done again."))
    return redirect(task.get_absolute_url())


@led
@require_POST
def remove(request: HttpRequest, task: Any) -> HttpResponse:
    """A task that nobody took up is gone."""
    try:
        remove_task(person=request.user, task_id=task.pk)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(task.get_absolute_url())
    messages.success(request, _("The task is removed."))
    return redirect("project_tasks", task.project_id)


def _page(request: HttpRequest, form: TaskForm, project: Any, crumbs: Any, task: Any = None) -> HttpResponse:
    context = {
        "form": form,
        "project": project,
        "task": task,
        "back": task.get_absolute_url() if task else project.get_absolute_url(),
        "crumbs": crumbs,
    }
    return render(request, "tasks/form.html", context, status=422 if form.errors else 200)
