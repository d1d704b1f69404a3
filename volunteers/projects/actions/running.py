"""Beginning a project, ending it before its goals, and who leads it."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from participation.accounts.models import User
from participation.database import db_now
from participation.notifications.actions import follow, notify
from participation.places.selectors import can_act
from participation.refusals import BadInput, Closed, NotAllowed
from participation.retries import there_before

from ..hooks import may_be_named
from ..models import BEFORE, Coordinator, Project
from ..policies import OVER, RUNNING, leads, may_end, may_name
from ..telling import NAMED
from .common import led, locked, note, tell
from .details import TOO_LONG

State = Project.State
MOST_COORDINATORS = 20
LONGEST_REASON = 2000


@transaction.atomic
def begin_project(*, person: object, project_id: int) -> Project:
    """It is under way from now on; harmless if it was. Raises SignInFirst, NotAllowed, Closed unless it is open."""
    project = led(person, project_id)
    if project.state == State.UNDER_WAY:
        return project
    if project.state != State.OPEN:
        raise Closed(_("Only a project that the municipality has opened can begin."))
    project.state, project.began_at = State.UNDER_WAY, db_now()
    project.save(update_fields=["state", "began_at"])
    note(project, "project.begun", _somebody(person))
    tell(project, "project.begun")
    return project


@transaction.atomic
def end_project(*, person: object, project_id: int, reason: str) -> Project:
    """It has ended before its goals, and everybody reads why; harmless if it had. Coordinators and the municipality's
    officials. Raises SignInFirst, NotAllowed, Closed unless it runs, BadInput without a reason.
    """
    project = locked(person, project_id)
    if not may_end(person, project):
        raise NotAllowed
    if project.state == State.ENDED:
        return project
    if project.state not in RUNNING:
        raise Closed(OVER if project.state not in BEFORE else _("It is not public yet: throw the draft away instead."))
    reason = reason.replace("\r\n", "\n").strip()
    if not reason:
        raise BadInput(_("Say why it ends: people have given their time, things and money."), field="reason")
    if len(reason) > LONGEST_REASON:
        raise BadInput(TOO_LONG % {"most": LONGEST_REASON}, field="reason")
    project.state, project.reason, project.ended_at = State.ENDED, reason, db_now()
    project.save(update_fields=["state", "reason", "ended_at"])
    note(project, "project.ended", _somebody(person))
    tell(project, "project.ended")
    return project


@transaction.atomic
def name_coordinator(*, person: object, project_id: int, user_id: int) -> Coordinator:
    """The person leads the project from now on and is told; harmless if they did.

    Only whoever was accepted as a helper, or speaks for its organisation. By those who lead it; by officials where nobody
    leads it any more. Raises SignInFirst, NotAllowed, Closed once it is over, BadInput.
    """
    project = locked(person, project_id)
    if not may_name(person, project):
        raise NotAllowed
    if project.state == State.REFUSED:
        raise Closed(OVER)
    known = project.coordinators.filter(user=user_id).first()
    if known is not None:
        return there_before(known)
    chosen = User.objects.filter(pk=user_id, is_active=True).first()
    if chosen is None or not may_be_named(project, user_id) or not can_act(chosen, project.municipality_id):
        words = _("Choose somebody who was accepted as a helper, or who speaks for its organisation.")
        raise BadInput(words, field="user")
    if project.coordinators.count() >= MOST_COORDINATORS:
        raise BadInput(_("At most %(most)d people lead a project.") % {"most": MOST_COORDINATORS}, field="user")
    by = _somebody(person)
    made = Coordinator.objects.create(project=project, user=chosen, named_by=by, since=db_now())
    follow(user=chosen, scope=project.scope)
    note(project, "project.coordinator_named", by)
    notify(
        user_id=chosen.pk, kind=NAMED, data={"title": project.title}, url=project.get_absolute_url(),
        key=f"coordinator.{made.pk}",
    )  # fmt: skip
    return made


@transaction.atomic
def remove_coordinator(*, person: object, project_id: int, user_id: int) -> bool:
    """The person leads it no longer; False if they did not. By those who lead it, also of oneself; never the last one.

    Raises SignInFirst, NotAllowed, BadInput.
    """
    project = locked(person, project_id)
    if not leads(person, project):
        raise NotAllowed
    by = _somebody(person)
    if by.pk != user_id:
        led(person, project_id)  # whoever is suspended may only go themselves
    if not project.coordinators.filter(user=user_id).exists():
        return False
    if project.coordinators.count() == 1:
        raise BadInput(_("Somebody has to lead it. Name another coordinator first."), field="user")
    project.coordinators.filter(user=user_id).delete()
    note(project, "project.coordinator_removed", by, role="citizen")
    return True


def _somebody(person: object) -> User:
    assert isinstance(person, User)  # checked where the project was locked
    return person
