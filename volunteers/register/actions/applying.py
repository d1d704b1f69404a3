"""Applying to help in a project, being invited, withdrawing; and what coordinators answer."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from participation.accounts.models import User
from participation.database import db_now
from participation.limits import limit
from participation.organisations.speakers import speaking_as
from participation.refusals import BadInput, NotAllowed, SignInFirst
from participation.retries import there_before
from volunteers.projects.models import Project

from ..models import Application, Volunteer
from ..policies import ALIVE, consent_stands, leads
from ..selectors.matching import find_candidate
from ..words import cleaned, refusal_of
from .common import led_project, locked_entry, locked_project, note_application, somebody, withdraw

State = Application.State
LONGEST = 1000
INVITATIONS = {"times": 20, "seconds": 86_400}  # of one coordinator
NO_ENTRY = _("Enter the register of volunteers first: then coordinators know what you can do and when you have time.")
NO_CONSENT = _("Your parent or guardian has not consented yet. As soon as they do, you can apply.")
THANKED = _("The coordinators of this project have declined with thanks.")
NOTHING = _("There is no such application any more.")
NO_INVITATION = _("There is no invitation any more.")


@transaction.atomic
def apply(*, person: object, project_id: int, words: str = "") -> Application:
    """The person offers to help, and coordinators of the project see their entry from now on. Whoever was invited takes
    part at once. The same again changes at most the words, while no answer is there.

    Raises SignInFirst, NotAllowed for the suspended, for coordinators and for minors without consent, BadInput without an
    entry, for words that cannot be passed on and after being declined, Closed, TooMany.
    """
    user, project = _helper(person, project_id)
    words = _words(words, "words")
    limit(f"apply:{user.pk}", times=30, seconds=3600)
    _entry_that_may_apply(user)
    row = _own(user, project)
    if row is None:
        now = db_now()
        row, is_new = Application.objects.get_or_create(
            project=project, user=user, defaults={"words": words, "at": now, "state": State.APPLIED}
        )
        if is_new:
            note_application(row, "application.made", project=project)
            return row
    return _again(row, project, words)


def _again(row: Application, project: Project, words: str) -> Application:
    """An application where there was one before."""
    if row.state == State.DECLINED:
        raise BadInput(THANKED)
    if row.state == State.INVITED:
        return _accepted_by_person(row, project, words)
    if row.state == State.WITHDRAWN:
        row.state, row.words, row.answer, row.at = State.APPLIED, words, "", db_now()
        row.answered_at = row.answered_by = None
        row.save(update_fields=["state", "words", "answer", "at", "answered_at", "answered_by"])
        note_application(row, "application.made", project=project)
        return row
    if row.state == State.APPLIED and row.words != words:
        row.words = words
        row.save(update_fields=["words"])
        note_application(row, "application.reworded", project=project)
    return there_before(row)


@transaction.atomic
def withdraw_application(*, person: object, project_id: int) -> bool:
    """The person helps no longer, or does not want to; what they wrote is gone, and coordinators see nothing of them any
    more. False where nothing stood. Raises SignInFirst. It is possible at any time, for the suspended as well.
    """
    if not isinstance(person, User):
        raise SignInFirst
    locked_project(project_id, running=False)
    locked_entry(person)
    row = _own(person, project_id)
    if row is None or row.state not in ALIVE:
        return False
    withdraw(row)
    return True


@transaction.atomic
def answer_application(*, person: object, application_id: int, accept: bool, answer: str = "") -> Application:
    """The volunteer takes part from now on, or is declined with thanks, also after having taken part; they are told.

    The same answer again is harmless. Raises SignInFirst, NotAllowed for whoever does not coordinate the project, BadInput
    where the application does not stand any more, Closed, TooMany.
    """
    leader = somebody(person)
    known = Application.objects.filter(pk=application_id).first()
    if known is None:
        raise BadInput(NOTHING)
    project = led_project(leader, known.project_id)
    answer = _words(answer, "answer")
    limit(f"answer:{leader.pk}", times=200, seconds=3600)
    row = Application.objects.select_for_update().get(pk=known.pk)
    wanted = State.ACCEPTED if accept else State.DECLINED
    if row.state == wanted:
        return there_before(row)
    if row.state not in (State.APPLIED, State.ACCEPTED) or not _may_be_answered(row):
        raise BadInput(NOTHING)
    row.state, row.answer, row.answered_at, row.answered_by = wanted, answer, db_now(), leader
    row.save(update_fields=["state", "answer", "answered_at", "answered_by"])
    note_application(row, "application.accepted" if accept else "application.declined", by=leader, project=project)
    return row


@transaction.atomic
def invite(*, person: object, project_id: int, volunteer_id: str) -> None:
    """The candidate is asked whether they want to help. Who it is nobody learns unless they say yes, so nothing is given back.

    ``volunteer_id``: the name among ``selectors.matching.candidates``. Raises SignInFirst, NotAllowed for whoever does not
    coordinate the project, BadInput for whoever is none of its candidates, Closed, TooMany.
    """
    leader = somebody(person)
    project = led_project(leader, project_id)
    limit(f"invite-volunteer:{leader.pk}", **INVITATIONS)
    found = find_candidate(project, leader, volunteer_id)
    if found is None:
        raise BadInput(_("This volunteer cannot be invited any more."), field="candidate")
    known = (
        Volunteer.objects.select_for_update(of=("self",)).select_related("user").filter(pk=found.volunteer_id).first()
    )
    if known is None or not known.is_listed or not consent_stands(known):
        raise BadInput(_("This volunteer cannot be invited any more."), field="candidate")
    row, is_new = Application.objects.get_or_create(
        project=project, user=known.user, defaults={"state": State.INVITED, "at": db_now()}
    )
    if is_new:
        note_application(row, "application.invited", by=leader, project=project)


@transaction.atomic
def answer_invitation(*, person: object, project_id: int, accept: bool) -> Application:
    """The person takes part, and coordinators see their entry; or nobody learns that they were asked.

    The same answer again is harmless. Raises SignInFirst, NotAllowed, BadInput without an invitation, Closed to accept.
    """
    if not accept:
        return _declined_by_person(person, project_id)
    user, project = _helper(person, project_id)
    _entry_that_may_apply(user)
    row = _own(user, project)
    if row is not None and row.state == State.ACCEPTED:
        return there_before(row)
    if row is None or row.state != State.INVITED:
        raise BadInput(NO_INVITATION)
    return _accepted_by_person(row, project, "")


def _declined_by_person(person: object, project_id: int) -> Application:
    if not isinstance(person, User):
        raise SignInFirst
    locked_project(project_id, running=False)
    row = _own(person, project_id)
    if row is not None and row.state == State.WITHDRAWN:
        return there_before(row)
    if row is None or row.state != State.INVITED:
        raise BadInput(NO_INVITATION)
    withdraw(row)
    return row


def _accepted_by_person(row: Application, project: Project, words: str) -> Application:
    row.state, row.words, row.answered_at = State.ACCEPTED, words, db_now()
    row.save(update_fields=["state", "words", "answered_at"])
    note_application(row, "invitation.accepted", project=project)
    return row


def _helper(person: object, project_id: int) -> tuple[User, Project]:
    """Whoever may help there now, and the project, locked. Raises SignInFirst, NotAllowed, BadInput, Closed."""
    user = somebody(person)
    project = locked_project(project_id)
    speaking_as(user=user, municipality_id=project.municipality_id)
    if leads(user, project):
        raise NotAllowed(_("You coordinate this project: you need not apply."))
    return user, project


def _entry_that_may_apply(user: User) -> Volunteer:
    """The person's entry, locked. Raises BadInput without one, NotAllowed without a consent that is needed."""
    if locked_entry(user) is None:
        raise BadInput(NO_ENTRY)
    entry = Volunteer.objects.select_related("guardian").get(user=user)
    if not consent_stands(entry):
        raise NotAllowed(NO_CONSENT)
    return entry


def _may_be_answered(row: Application) -> bool:
    """Whether the volunteer is still there, with all consents."""
    entry = Volunteer.objects.select_related("guardian").filter(Q(user=row.user_id)).first()
    return entry is not None and consent_stands(entry)


def _own(user: User, project: Project | int) -> Application | None:
    return (
        Application.objects.select_for_update(of=("self",))
        .select_related("project")
        .filter(user=user, project=project)
        .first()
    )


def _words(typed: str, field: str) -> str:
    """The words as they are passed on. Raises BadInput."""
    words = cleaned(typed)
    refusal = refusal_of(words, LONGEST)
    if refusal is not None:
        raise BadInput(refusal, field=field)
    return words
