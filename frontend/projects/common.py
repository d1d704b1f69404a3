"""What the pages of projects share: the project, who looks, the way back."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from participation.refusals import SignInFirst
from volunteers.projects.policies import leads, may_change, may_check, may_end
from volunteers.projects.selectors.projects import get_visible

from . import words

View = Callable[..., HttpResponse]


def find_project(request: HttpRequest, pk: int) -> Any:
    """The project, if the reader may see it; its municipality becomes the page's. 404 for none."""
    found = get_visible(pk, request.user)
    if found is None:
        raise Http404(_("There is no such project."))
    request.place = found.municipality  # type: ignore[attr-defined]  # the frame reads it
    return found


def crumbs(*more: tuple[str, str]) -> list[tuple[str, str]]:
    """The way from the list of projects to here."""
    return [(_("Projects"), reverse("projects")), *more]


def crumbs_of(project: Any, here: str = "") -> list[tuple[str, str]]:
    """The way to a project; with ``here`` to a page of it."""
    if not here:
        place = project.municipality
        return crumbs((place.name, f"{reverse('projects')}?municipality={place.code}"))
    return crumbs((project.title or _("without a title"), project.get_absolute_url()), (here, ""))


def standing(project: Any) -> dict[str, Any]:
    """Its state in words, for every page of it."""
    return {
        "project": project,
        "state_words": words.STATES[project.state],
        "state_tone": words.TONES.get(project.state, ""),
        "left": words.time_left(project),
        "due": words.is_due(project),
        "is_public": project.state in words.PUBLIC,
        "is_running": project.state in words.RUNNING,
        "is_writable": project.state in words.WRITABLE,
    }


def rights(request: HttpRequest, project: Any) -> dict[str, bool]:
    """What the reader may do with it."""
    user = request.user
    if not user.is_authenticated:
        return dict.fromkeys(("is_coordinator", "may_change", "may_check", "may_end"), False)
    return {
        "is_coordinator": leads(user, project),
        "may_change": may_change(user, project),
        "may_check": may_check(user, project),
        "may_end": may_end(user, project),
    }


def led(view: View) -> View:
    """A page for those who coordinate the project, which it is given."""

    @wraps(view)
    def inner(request: HttpRequest, pk: int, *args: Any, **how: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        project = find_project(request, pk)
        if not leads(request.user, project):
            raise PermissionDenied
        return view(request, project, *args, **how)

    return inner


def stranger(request: HttpRequest, back: str) -> HttpResponse | None:
    """The way to the sign-in page and back, for whoever is not signed in."""
    if request.user.is_authenticated:
        return None
    if request.htmx:  # type: ignore[attr-defined]  # set by django-htmx
        raise SignInFirst
    return redirect_to_login(back)
