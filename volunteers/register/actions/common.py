"""What the acts of the register have in common: rows locked in one order (project, volunteer, guardian, application), and
acts recorded without a word about the volunteer.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from participation.accounts.models import User
from participation.places.selectors import can_act, is_official
from participation.record.actions import record
from participation.refusals import BadInput, NotAllowed, SignInFirst
from volunteers.projects.models import Project

from ..models import Application, Volunteer
from ..policies import ALIVE, leads, refusal_to_take_part

EVERYWHERE = 0  # the number of no municipality, so that suspensions count that hold in all of them


def somebody(person: object) -> User:
    """The person, who may write. Raises SignInFirst, NotAllowed for whoever is suspended everywhere."""
    if not isinstance(person, User):
        raise SignInFirst
    if not can_act(person) or not can_act(person, EVERYWHERE):
        raise NotAllowed(_("Your account is suspended for the moment."))
    return person


def locked_project(project_id: int, *, running: bool = True) -> Project:
    """The project, alone for this transaction. Raises BadInput, and Closed where it takes no helpers now."""
    rows = Project.objects.select_for_update(of=("self",)).select_related("municipality")
    project = rows.filter(pk=project_id).first()
    if project is None:
        raise BadInput
    refusal = refusal_to_take_part(project) if running else None
    if refusal is not None:
        raise refusal
    return project


def led_project(person: object, project_id: int) -> Project:
    """The same for one of its coordinators. Raises SignInFirst, NotAllowed."""
    leader = somebody(person)
    project = locked_project(project_id, running=False)
    if not leads(leader, project):
        raise NotAllowed
    refusal = refusal_to_take_part(project)
    if refusal is not None:
        raise refusal
    return project


def locked_entry(person: User) -> Volunteer | None:
    """The person's entry, alone for this transaction; None for whoever is not in the register."""
    return Volunteer.objects.select_for_update(of=("self",)).filter(user=person).first()


def note_entry(volunteer: Volunteer, kind: str, *, ref: str = "") -> None:
    """Record an act about an entry: nobody's name, nothing that is in it, and nothing for the public."""
    record(kind=kind, scope=volunteer.scope, role="citizen", ref=ref or volunteer.scope, is_public=False)


def note_application(row: Application, kind: str, *, by: User | None = None, project: Project | None = None) -> None:
    """Record an act about an application. Who volunteers is not named; a coordinator signs what they decide (``by``)."""
    project = project or row.project
    place = project.municipality_id
    record(
        kind=kind,
        scope=project.scope,
        actor=by,
        role="official" if by is not None and is_official(by, place) else "citizen",
        municipality_id=place,
        ref=f"application.{row.pk}",
        is_public=False,
    )


def end_participation(user_id: int) -> int:
    """Every application and invitation of the person that stands is withdrawn, with what was written; how many.

    Their volunteer's row is locked. Coordinators learn that somebody withdrew, not who.
    """
    rows = Application.objects.select_for_update(of=("self",)).select_related("project")
    theirs = list(rows.filter(user=user_id, state__in=ALIVE).order_by("pk"))
    for row in theirs:
        withdraw(row)
    return len(theirs)


def withdraw(row: Application) -> None:
    """The application, locked, is withdrawn; its words are gone."""
    was_invited = row.state == Application.State.INVITED
    row.state, row.words, row.answer = Application.State.WITHDRAWN, "", ""
    row.save(update_fields=["state", "words", "answer"])
    note_application(row, "invitation.declined" if was_invited else "application.withdrawn")
