"""What the pages of hours share: how the reader stands to a project's hours, and one note of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from frontend import dates
from frontend.projects.common import crumbs
from participation.database import db_now
from participation.places.selectors import is_official
from participation.refusals import NotAllowed, Refused
from volunteers.tasks.policies import NO_HELPER, leads, may_note, refusal_to_note
from volunteers.tasks.selectors.hours import get_hours, hours_to_decide, own_hours
from volunteers.tasks.selectors.tasks import tasks_of


@dataclass(frozen=True)
class Standing:
    """How somebody stands to a project's hours."""

    leads: bool
    oversees: bool  # leads it, or is an official there: sees everybody's
    takes_part: bool
    closed: Refused | None  # why nothing can be noted or decided now
    tasks: list[tuple[int, str]]  # what hours can be of

    @property
    def may_note(self) -> bool:
        """Whether the form is for them."""
        return self.takes_part and self.closed is None


def standing_of(request: HttpRequest, project: Any) -> Standing:
    """How the reader stands to it. Raises NotAllowed for whoever has nothing to do with its hours."""
    user = request.user
    is_leader = leads(user, project)
    takes_part = is_leader or may_note(user, project)
    oversees = is_leader or is_official(user, project.municipality_id)
    if not (takes_part or oversees or own_hours(user).filter(project=project).exists()):
        raise NotAllowed(NO_HELPER)
    tasks = [(one.pk, one.title) for one in tasks_of(project.pk, user)] if takes_part else []
    return Standing(is_leader, oversees, takes_part, refusal_to_note(project, db_now()), tasks)


def find_note(request: HttpRequest, project_id: int, hours_id: int) -> Any:
    """The note of that project, for those who may see it; its municipality becomes the page's. 404 for none."""
    found = get_hours(hours_id, request.user)
    if found is None or found.project_id != project_id:
        raise Http404(_("There are no such hours."))
    request.place = found.project.municipality  # type: ignore[attr-defined]  # the frame reads it
    return found


def waiting_at_desk(official: Any) -> Any:
    """What waits for the person as an official: not that of projects which they lead."""
    return hours_to_decide(official).exclude(project__coordinators__user=official)


def address_of_note(row: Any) -> str:
    """Where a note is shown."""
    return reverse("hours_note", args=[row.project_id, row.pk])


def today_in(project: Any) -> date:
    """The day by the clock of the place."""
    return dates.local(db_now(), project.municipality.timezone).date()


def crumbs_under(project: Any, here: str) -> list[tuple[str, str]]:
    """The way from the projects over the project and its hours to a page below them."""
    return crumbs(
        (project.title or _("without a title"), project.get_absolute_url()),
        (_("Hours"), reverse("project_hours", args=[project.pk])),
        (here, ""),
    )
