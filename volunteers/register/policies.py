"""Who may apply, invite and answer; whose entry may be shown, and how long."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from participation.refusals import Closed, Refused
from volunteers.projects.models import Project
from volunteers.projects.policies import RUNNING, may_lead

from .models import Application, Volunteer

State = Application.State
STANDING = (State.APPLIED, State.ACCEPTED)  # coordinators see who it is
ALIVE = (State.INVITED, *STANDING)
AFTERWARDS = timedelta(days=30)  # after the end coordinators still thank, confirm hours and write the report
NOT_RUNNING = _("This project takes no helpers now.")


def leads(user: object, project: Project) -> bool:
    """Whether the person coordinates the project and may act there: nobody else but the volunteer sees an entry."""
    return may_lead(user, project)


def refusal_to_take_part(project: Project) -> Refused | None:
    """Why nobody applies, is invited or answered now; None while the project looks for people or is under way."""
    if project.state in RUNNING and project.hidden_at is None:
        return None
    return Closed(NOT_RUNNING)


def consent_stands(volunteer: Volunteer) -> bool:
    """Whether the volunteer is of age, or their guardian has consented and not taken it back."""
    guardian = getattr(volunteer, "guardian", None)
    return not volunteer.is_minor or (guardian is not None and guardian.consents)


def shown(prefix: str = "") -> Q:
    """Volunteers of whom others may learn anything: of age, or with their guardian's consent. ``prefix``: the way to them."""
    of_age = ~Q(**{f"{prefix}age": Volunteer.Age.MINOR})
    consented = Q(**{f"{prefix}guardian__consented_at__isnull": False, f"{prefix}guardian__refused_at__isnull": True})
    return of_age | consented


def in_time(now: datetime, prefix: str = "project__") -> Q:
    """Projects that run, or ended less than thirty days ago. ``now``: the database's clock."""
    since = now - AFTERWARDS
    ended = Q(**{f"{prefix}finished_at__gt": since}) | Q(**{f"{prefix}ended_at__gt": since})
    return Q(**{f"{prefix}state__in": RUNNING}) | ended
