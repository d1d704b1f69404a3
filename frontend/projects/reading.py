"""What the page of a project has read already, for the parts that other areas of the site put on it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.http import HttpRequest

from forums.kept import kept
from volunteers.projects.policies import may_lead
from volunteers.projects.selectors.page import is_shared

T = TypeVar("T")


def read(project: Any, page: Any, head: Any) -> None:
    """Numbers, standing and the place of the stream are known from here on."""
    project.figures, project.standing, project.head = page.figures, page.standing, head


def is_leading(request: HttpRequest, project: Any) -> bool:
    """Whether the reader leads the project and may act there; no query for all others on a page that has asked."""
    standing = getattr(project, "standing", None)
    return (standing is None or standing.leads) and may_lead(request.user, project)


def same_for_all(project: Any, what: tuple[str | int | bool, ...], make: Callable[[], T]) -> T:
    """What ``make`` gives, once for all readers of the page while nothing is told of the project (``forums/kept.py``);
    for this reader alone where they lead it, it is not public, or another page asks.
    """
    standing, head = getattr(project, "standing", None), getattr(project, "head", None)
    if standing is None or head is None or not is_shared(project, standing):
        return make()
    return kept(head, what, make)
