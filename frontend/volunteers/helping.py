"""The way to help in a project, as the reader finds it: on the project's page and on a page of its own."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from frontend.consultations import pending
from frontend.consultations.pieces import drawn
from frontend.projects.reading import is_leading
from frontend.viewer import stopped_here
from volunteers.register.policies import consent_stands, leads, refusal_to_take_part
from volunteers.register.selectors.applications import application_of, applications_to
from volunteers.register.selectors.entries import entry_of

from .forms import ApplyForm


def helping_of(request: HttpRequest, project: Any, form: ApplyForm | None = None) -> dict[str, Any]:
    """What ``projects/parts/helping.html`` is given as ``helping``; ``form``: one that could not be sent.

    Its ``state``: leads, closed, accepted, applied, invited, stopped, join, guardian, declined or open.
    """
    address = reverse("project_help", args=[project.pk])
    kept = pending.look(request, "apply", project=project.pk)
    words = (kept or {}).get("typed", {}).get("words", "")
    found = application_here(request, project)
    state = _state(request, project, found)
    return {
        "state": state,
        "project_id": project.pk,
        "url": address,
        "application": found,
        "kept": words,
        "form": form or ApplyForm(initial={"words": words}),
        "waiting": applications_to(project, request.user).filter(state="applied").count() if state == "leads" else 0,
    }


def application_here(request: HttpRequest, project: Any) -> Any:
    """How the reader stands to the project, or None; asked once per request."""
    known: dict[int, Any] = getattr(request, "_applications", {})
    if project.pk not in known:
        known[project.pk] = application_of(request.user, project.pk)
        request._applications = known  # type: ignore[attr-defined]  # a note on the request, for this request only
    return known[project.pk]


def takes_part(request: HttpRequest, project: Any) -> bool:
    """Whether the reader may have hours in the project: whoever once applied or was invited, and those who lead it."""
    return application_here(request, project) is not None or is_leading(request, project)


def _state(request: HttpRequest, project: Any, found: Any) -> str:
    """How the reader stands to the project; everybody who is not signed in may begin to write."""
    if is_leading(request, project):
        return "leads"
    if found is not None and found.state in ("applied", "accepted"):
        return str(found.state)
    if refusal_to_take_part(project) is not None:
        return "closed"
    if not request.user.is_authenticated:
        return "open"
    if stopped_here(request) is not None:
        return "stopped"
    entry = entry_of(request.user)
    if entry is None:
        return "join"
    if not consent_stands(entry):
        return "guardian"
    return str(found.state) if found is not None and found.state in ("invited", "declined") else "open"


def draw_helping(request: HttpRequest, project: Any) -> SafeString:
    """The same as HTML, for the page of a project."""
    return mark_safe(
        drawn("projects/parts/helping.html", {"helping": helping_of(request, project)}, request)
    )  # a template


def draw_people(request: HttpRequest, project: Any) -> SafeString:
    """The way to the people of a project, for those who lead it; nothing for all others."""
    if not leads(request.user, project):
        return SafeString("")
    found = Counter(one.state for one in applications_to(project, request.user))
    context = {"project_id": project.pk, "waiting": found["applied"], "accepted": found["accepted"]}
    return mark_safe(drawn("projects/parts/people.html", context, request))  # a template
