"""Who may arrange tasks, come to shifts, note hours and confirm them; and when."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from participation.accounts.models import User
from participation.places.selectors import can_act, is_official
from participation.refusals import Closed, NotAllowed, NotYetOpen, Refused
from volunteers.projects import policies as projects
from volunteers.projects.models import Project
from volunteers.register.models import Volunteer
from volunteers.register.policies import shown
from volunteers.register.selectors.applications import helpers_of

from .models import Certificate, Hours, Shift, SignUp

ADULT = 18
BEFORE_BEGIN = timedelta(minutes=30)  # one can check in from then on
LATE_NOTES = timedelta(days=60)  # after a project's end hours can still be noted, confirmed and questioned

NOT_RUNNING = _("This project does not run now: nothing can be planned in it.")
NO_HELPER = _(
    "Only those who take part in this project can do this. Apply to it first: its coordinators will answer you."
)
TOO_YOUNG = _("This task is for people from 18 years on.")
HAS_BEGUN = _("This shift has begun: speak to the coordinator on the spot.")
IS_OVER = _("This shift is over.")
WAS_CANCELLED = _("This shift was cancelled.")
TASK_DONE = _("This task is done: nobody needs to come any more.")
TOO_EARLY = _("You can check in from 30 minutes before the beginning on.")
OWN_HOURS = _("Nobody confirms their own hours.")
OF_LEADER = _(
    "These are hours of somebody who leads the project: an official of the municipality who does not lead it decides."
)
TOO_LATE = _("The project ended more than 60 days ago: its hours stay as they are.")
NOT_BEGUN = _("The municipality has not opened this project yet: there is nothing to note.")


def leads(user: object, project: Project) -> bool:
    """Whether the person leads the project and may act there."""
    return projects.may_lead(user, project)


def refusal_to_plan(project: Project) -> Refused | None:
    """Why no task and no shift is made or changed now; None while the project runs."""
    if project.hidden_at is not None:
        return NotAllowed(projects.HIDDEN)
    return None if project.state in projects.RUNNING else Closed(NOT_RUNNING)


def is_helper(user: object, project: Project) -> bool:
    """Whether the person takes part: a coordinator, or accepted and, below 18, with a guardian's consent that stands."""
    if not isinstance(user, User) or not can_act(user, project.municipality_id):
        return False
    return user.pk in helper_ids(project, [user.pk]) or projects.leads(user, project)


def helper_ids(project: Project, among: list[int]) -> set[int]:
    """Who of these people takes part, besides its coordinators. One query."""
    taking_part = helpers_of([project.pk]).filter(shown("user__volunteer__"), user__in=among)
    return set(taking_part.values_list("user_id", flat=True))


def is_minor(user: User) -> bool:
    """Whether the person is in the register as below 18."""
    return Volunteer.objects.filter(user=user, age=Volunteer.Age.MINOR).exists()


def refusal_to_sign_up(user: User, shift: Shift, now: datetime) -> Refused | None:
    """Why the person cannot sign up for this shift now; None where they can. Places are looked at under its lock."""
    task = shift.task
    if refusal := refusal_to_plan(task.project) or refusal_of_shift(shift, now):
        return refusal
    if not is_helper(user, task.project):
        return NotAllowed(NO_HELPER)
    return NotAllowed(TOO_YOUNG) if task.minimum_age >= ADULT and is_minor(user) else None


def refusal_of_shift(shift: Shift, now: datetime) -> Refused | None:
    """Why nobody can plan to come to this shift any more."""
    if shift.cancelled_at is not None:
        return Closed(WAS_CANCELLED)
    if shift.task.done_at is not None or shift.task.hidden_at is not None:
        return Closed(TASK_DONE)
    return Closed(HAS_BEGUN) if now >= shift.begins else None


def refusal_to_check_in(shift: Shift, now: datetime) -> Refused | None:
    """Why nobody checks in now; None from 30 minutes before the beginning to the end."""
    if shift.cancelled_at is not None:
        return Closed(WAS_CANCELLED)
    if now < shift.begins - BEFORE_BEGIN:
        return NotYetOpen(TOO_EARLY)
    return Closed(IS_OVER) if now > shift.ends else None


def refusal_to_tick(shift: Shift, now: datetime) -> Refused | None:
    """Why a coordinator does not say now who came; None from 30 minutes before the beginning on, also afterwards."""
    if shift.cancelled_at is not None:
        return Closed(WAS_CANCELLED)
    return NotYetOpen(TOO_EARLY) if now < shift.begins - BEFORE_BEGIN else None


def refusal_to_note(project: Project, now: datetime) -> Refused | None:
    """Why no hours are noted or decided on now; None from the project's opening to 60 days after its end."""
    if project.opened_at is None:
        return Closed(NOT_BEGUN)
    over = project.finished_at or project.ended_at
    return Closed(TOO_LATE) if over is not None and now > over + LATE_NOTES else None


def may_note(user: object, project: Project, shift: Shift | None = None) -> bool:
    """Whether the person notes hours there: whoever takes part, and who was at the shift it is about."""
    if is_helper(user, project):
        return True
    return (
        isinstance(user, User)
        and can_act(user, project.municipality_id)
        and SignUp.objects.filter(
            user=user, state=SignUp.State.CAME, shift__task__project=project, **({"shift": shift} if shift else {})
        ).exists()
    )


def refusal_to_decide(user: object, hours: Hours) -> Refused | None:
    """Why this person does not confirm or question these hours; None for those who do.

    Coordinators do, never for themselves. Hours of somebody who leads the project, or led it when noting them, are an
    official's who does not lead it.
    """
    project = hours.project
    if not isinstance(user, User) or not can_act(user, project.municipality_id):
        return NotAllowed()
    if hours.user_id == user.pk:
        return NotAllowed(OWN_HOURS)
    if is_of_leader(hours):
        clerk = is_official(user, project.municipality_id) and not projects.leads(user, project)
        return None if clerk else NotAllowed(OF_LEADER)
    return None if leads(user, project) else NotAllowed()


def is_of_leader(hours: Hours) -> bool:
    """Whether whoever worked leads the project, or led it when the hours were noted."""
    return hours.of_leader or hours.project.coordinators.filter(user=hours.user_id).exists()


def may_see_hours(user: object, hours: Hours) -> bool:
    """The person, who leads the project, and the officials of its municipality."""
    if not isinstance(user, User):
        return False
    project = hours.project
    return hours.user_id == user.pk or leads(user, project) or is_official(user, project.municipality_id)


def may_issue(user: object, project: Project, user_id: int) -> bool:
    """Whether this person has a certificate made for that one: they themselves, who leads the project, its officials."""
    if not isinstance(user, User) or not can_act(user):
        return False
    return user.pk == user_id or leads(user, project) or is_official(user, project.municipality_id)


def may_revoke(user: object, certificate: Certificate) -> bool:
    """Who leads the project, and officials; of somebody who leads it officials alone. Nobody their own."""
    project = certificate.project
    if not isinstance(user, User) or certificate.user_id == user.pk:
        return False
    if is_official(user, project.municipality_id):
        return True
    return leads(user, project) and not project.coordinators.filter(user=certificate.user_id).exists()


def may_open_paper(user: object, certificate: Certificate) -> bool:
    """Whether the person prints it: its holder, who leads the project, and the officials there."""
    return certificate.user_id is not None and may_issue(user, certificate.project, certificate.user_id)
