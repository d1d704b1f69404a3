"""What the rooms below ask about projects: who sees their pictures, and how a link to one is shown."""

from __future__ import annotations

import re
from typing import Any

from forums.models import Post
from participation.keys import as_ref
from participation.links import own
from participation.pictures import readers
from participation.places.selectors import is_moderator
from proposals.selectors import titles

from .models import Project, Report, Update
from .policies import may_see
from .selectors.projects import public_projects, titles_of_projects

ADDRESS = re.compile(r"/projects/([0-9]{1,18})/")


def reads_update(number: int, viewer: object) -> bool:
    """Whether the news can be read; what a moderator has hidden, by moderators of the place alone."""
    update = Update.objects.select_related("project").filter(pk=number, removed_at=None).first()
    if update is None or not may_see(viewer, update.project):
        return False
    return update.hidden_at is None or is_moderator(viewer, update.project.municipality_id)


def reads_report(number: int, viewer: object) -> bool:
    """Whether the report can be read."""
    report = Report.objects.select_related("project").filter(pk=number).first()
    return report is not None and may_see(viewer, report.project)


def reads_post(number: int, viewer: object) -> bool:
    """Whether what the post belongs to may be known to this person; True for posts that are of no project."""
    scope = Post.objects.filter(pk=number).values_list("thread__scope", flat=True).first()
    kind, project = as_ref(scope or "") or ("", 0)
    if kind != "project":
        return scope is not None
    found = Project.objects.filter(pk=project).first()
    return found is not None and may_see(viewer, found)


def card(path: str) -> dict[str, Any] | None:
    """The card of a project that everybody may read, for its page and every page below it."""
    found = ADDRESS.match(path)
    about = public_projects().filter(pk=int(found.group(1))).first() if found else None
    if about is None:
        return None
    shown = {"url": about.get_absolute_url(), "title": about.title, "description": about.summary}
    return own.card_of(**shown, site=about.municipality.name)


def titles_of(numbers: list[int]) -> dict[int, str]:
    """What the public projects among these are called."""
    found = titles_of_projects(f"project.{pk}" for pk in numbers)
    return {int(scope.partition(".")[2]): title for scope, title in found.items()}


def join() -> None:
    """Pictures are shown with what they belong to, and no longer; links to projects get a card, follows their title."""
    titles.register("project", titles_of)
    readers.register("update", reads_update)
    readers.register("project_report", reads_report)
    readers.register("post", reads_post)
    own.register(card)
