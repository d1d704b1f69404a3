"""Who may see, lead and check a project, and when something may be done in it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from participation.accounts.models import User
from participation.places.models import Role
from participation.places.selectors import can_act, has_role, is_official
from participation.refusals import Closed, NotAllowed, Refused

from .models import BEFORE, Project

State = Project.State
WRITABLE = (State.DRAFT, State.RETURNED)  # its team may change everything
RUNNING = (State.OPEN, State.UNDER_WAY)  # it takes people, things, questions and news
CHECKED = (State.SUBMITTED, State.RETURNED, State.REFUSED)  # officials know of it, strangers do not
PUBLIC = (State.OPEN, State.UNDER_WAY, State.FINISHED, State.ENDED)

HIDDEN = _("A moderator has hidden this project: while that stands nothing can be added or changed.")
NOT_PUBLIC = _("This project is not public.")
OVER = _("The project is over: nothing more can be offered or changed.")
NOT_OPEN = _("The municipality has not opened this project yet.")
BEING_CHECKED = _("The municipality is checking it now. Take it back first to change it.")
OWN = _("You proposed this project or lead it: a colleague has to check it.")


def leads(user: object, project: Project) -> bool:
    """Whether the person is one of its coordinators, suspended or not."""
    return isinstance(user, User) and project.coordinators.filter(user=user).exists()


def may_see(user: object, project: Project) -> bool:
    """Everybody once it was opened; before, its team, and from its submission on the officials of its municipality.

    What a moderator has hidden is seen by its team and by the officials and moderators of the municipality.
    """
    if project.is_public:
        return True
    if leads(user, project):
        return True
    if project.state in BEFORE:
        return project.state in CHECKED and is_official(user, project.municipality_id)
    return has_role(user, project.municipality_id, Role.Kind.OFFICIAL, Role.Kind.MODERATOR)


def may_lead(user: object, project: Project) -> bool:
    """Whether the person acts for the project: a coordinator who is not suspended there."""
    return leads(user, project) and can_act(user, project.municipality_id)


def may_change(user: object, project: Project) -> bool:
    """Whether the person may change its words now."""
    return refusal_to_change(project) is None and may_lead(user, project)


def is_own(user: object, project: Project) -> bool:
    """Whether the person proposed it or leads it."""
    return isinstance(user, User) and (project.proposer_id == user.pk or leads(user, project))


def may_check(user: object, project: Project) -> bool:
    """Whether the person decides on it now: an official of its municipality who neither proposed nor leads it."""
    waits = project.state == State.SUBMITTED
    return waits and is_official(user, project.municipality_id) and not is_own(user, project)


def may_end(user: object, project: Project) -> bool:
    """Whether the person ends it before its goals: its coordinators and the officials of its municipality."""
    return may_lead(user, project) or is_official(user, project.municipality_id)


def may_name(user: object, project: Project) -> bool:
    """Whether the person names coordinators: those who lead it; officials where nobody leads it any more."""
    if may_lead(user, project):
        return True
    return is_official(user, project.municipality_id) and not project.coordinators.exists()


def refusal_to_change(project: Project) -> Refused | None:
    """Why its words cannot be changed now; None while it is written, and while it runs."""
    if project.hidden_at is not None:
        return NotAllowed(HIDDEN)
    if project.state in WRITABLE or project.state in RUNNING:
        return None
    return Closed(BEING_CHECKED if project.state == State.SUBMITTED else OVER)


def refusal_to_offer(project: Project) -> Refused | None:
    """Why nothing is offered now; None while it runs."""
    if project.hidden_at is not None:
        return NotAllowed(HIDDEN)
    if project.state in RUNNING:
        return None
    return Closed(NOT_OPEN if project.state in BEFORE else OVER)


def refusal_to_ask(project: Project) -> Refused | None:
    """Why nothing is asked now; None from its opening on, also after its end: whoever gave something may still ask."""
    if project.hidden_at is not None:
        return NotAllowed(HIDDEN)
    return None if project.state in PUBLIC else Closed(NOT_PUBLIC)
