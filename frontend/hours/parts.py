"""Hours on a project's page, for those who take part, and on its coordinators' page."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from frontend.consultations.pieces import drawn
from frontend.volunteers.helping import takes_part
from volunteers.tasks.policies import leads, may_note, refusal_to_note
from volunteers.tasks.selectors.hours import hours_to_decide
from volunteers.tasks.selectors.worked import shifts_to_count


def draw_own_hours(request: HttpRequest, project: Any) -> SafeString:
    """The way to note hours, for those who take part; nothing for all others."""
    user = request.user
    if not user.is_authenticated or refusal_to_note(project, timezone.now()) is not None:  # actions ask the database
        return SafeString("")
    if not takes_part(request, project) or not may_note(user, project):
        return SafeString("")
    waiting = hours_to_decide(user).filter(project=project).count()
    context = {"project_id": project.pk, "waiting": waiting}
    return mark_safe(drawn("hours/parts/own.html", context, request))  # a template


def draw_hours_to_confirm(request: HttpRequest, project: Any) -> SafeString:
    """What waits to be confirmed, for those who lead it."""
    if not leads(request.user, project):
        return SafeString("")
    context = {
        "project_id": project.pk,
        "waiting": hours_to_decide(request.user).filter(project=project).count(),
        "shifts": shifts_to_count(project, request.user).count(),
    }
    return mark_safe(drawn("hours/parts/lead.html", context, request))  # a template
