"""Tasks as moderators see them."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.html import format_html
from django.utils.safestring import mark_safe

from participation.moderation.subjects import Described, Subject, register
from volunteers.projects.policies import PUBLIC

from .actions.tasks import hide_task, restore_task
from .models import Task


def describe(numbers: Iterable[int]) -> dict[int, Described]:
    """Tasks of projects that are public, hidden or not. One query."""
    found = Task.objects.filter(pk__in=list(numbers), project__state__in=PUBLIC)
    return {task.pk: _described(task) for task in found.select_related("project", "author")}


def _described(task: Task) -> Described:
    return Described(
        ref=f"task.{task.pk}",
        scope=task.project.scope,
        municipality_id=task.project.municipality_id,
        author_id=task.author_id,
        author=str(task.author or ""),
        # The text was cleaned when it was written (documents.markup); the rest is escaped here.
        html=format_html("<p>{}</p>{}<p>{}</p>", task.title, mark_safe(task.html), task.where),
        about=task.title,
        url=task.get_absolute_url(),
        is_hidden=task.hidden_at is not None,
        said_at=task.created_at,
    )


def join() -> None:
    """Make tasks reportable."""
    register("task", Subject(describe, hide_task, restore_task))
