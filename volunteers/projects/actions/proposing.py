"""Writing a project down, changing it, sending it to the municipality, taking it back, throwing a draft away."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forums.actions import open_thread
from forums.models import Thread
from participation.accounts.models import User
from participation.database import db_now
from participation.limits import limit
from participation.moderation.newcomers import limit_words
from participation.notifications.actions import follow
from participation.organisations.speakers import Speaker, speaking_as
from participation.places.models import Municipality
from participation.places.selectors import is_official
from participation.refusals import BadInput, Closed, NotAllowed, SignInFirst, Stale, refuse_all
from participation.retries import made_once
from participation.voting.actions import open_window
from participation.voting.models import Window

from ..models import Coordinator, Project
from ..policies import RUNNING, WRITABLE, refusal_to_change
from . import details, parts
from .common import led, note, tell
from .details import Wrong
from .parts import Rows

State = Project.State


@transaction.atomic
def propose_project(
    *,
    person: object,
    municipality_id: int,
    organisation_id: int | None = None,
    by_municipality: bool = False,
    goals: Rows = (),
    budget: Rows = (),
    needs: Rows = (),
    client_key: str = "",
    **fields: Any,
) -> Project:
    """A draft that its proposer leads and nobody else sees. The same ``client_key`` again gives the draft made before.

    ``fields`` are those of details.FIELDS; all but the title may still be missing. Raises SignInFirst, NotAllowed,
    TooMany, BadInput naming every field that is wrong.
    """
    if not isinstance(person, User):
        raise SignInFirst
    place = Municipality.objects.filter(pk=municipality_id, is_live=True).first()
    if place is None:
        raise BadInput(_("There is no such municipality, or it does not take part yet."), field="municipality")
    speaker = speaking_as(user=person, organisation_id=organisation_id, municipality_id=place.pk)
    if by_municipality and (organisation_id is not None or not is_official(person, place.pk)):
        raise NotAllowed(_("Only its officials propose a project for the municipality."), field="by_municipality")
    limit_words("project", person, times=20, seconds=86_400)
    known = details.kept({"title": "", **fields})
    wrong = details.problems_with(known, municipality_id=place.pk)
    laid = _checked_parts({"goals": goals, "budget": budget, "needs": needs}, wrong)
    refuse_all(wrong)
    return made_once(
        lambda: _propose(speaker, place, by_municipality, known, laid, client_key[:40]),
        of=Project, constraint="project_sent_once", proposer=person, client_key=client_key[:40], municipality=place,
    )  # fmt: skip


def _propose(
    speaker: Speaker, place: Municipality, by_municipality: bool, known: dict[str, Any], laid: dict[str, Any], key: str
) -> Project:
    window = open_window(municipality_id=place.pk)  # opens with the project
    thread = open_thread(window_id=window.pk, scope="", stream="", ref="")
    project = Project(
        municipality=place, proposer=speaker.user, organisation=speaker.organisation, by_municipality=by_municipality,
        thread=thread, client_key=key, created_at=db_now(),
    )  # fmt: skip
    details.put_details(project, known)
    project.save()
    Window.objects.filter(pk=window.pk).update(scope=project.scope)
    Thread.objects.filter(pk=thread.pk).update(scope=project.scope, stream=project.scope, ref=project.scope)
    Coordinator.objects.create(project=project, user=speaker.user, named_by=speaker.user, since=project.created_at)
    _lay(project, laid)
    follow(user=speaker.user, scope=project.scope)
    note(project, "project.proposed", speaker.user, role=speaker.group, organisation=speaker.organisation)
    return project


@transaction.atomic
def change_project(
    *,
    person: object,
    project_id: int,
    seen: int | None = None,
    goals: Rows | None = None,
    budget: Rows | None = None,
    needs: Rows | None = None,
    **fields: Any,
) -> Project:
    """What is given is changed: everything while it is written, once it is open what details.WHILE_RUNNING names, and
    needs. Its end then moves only to a later day.

    ``seen``: the version that was changed; raises Stale where another one stands, unless that says the same. Raises as
    propose_project, Closed while it is being checked and once it is over.
    """
    project = led(person, project_id)
    if refusal := refusal_to_change(project):
        raise refusal
    assert isinstance(person, User)
    limit(f"project_change:{person.pk}", times=120, seconds=3600)
    only = details.FIELDS if project.state in WRITABLE else details.WHILE_RUNNING
    known = details.kept(fields)
    wrong = _wrong_change(project, known, only, goals=goals, budget=budget)
    given = {name: rows for name, rows in (("goals", goals), ("budget", budget), ("needs", needs)) if rows is not None}
    laid = _checked_parts(given, wrong)
    refuse_all(wrong)
    laid = parts.different(project, laid)
    if not details.put_details(project, known, only) and not laid:
        return project
    if seen is not None and seen != project.version:
        raise Stale
    project.version += 1
    project.save()
    _lay(project, laid)
    note(project, "project.changed", person)
    tell(project, "project.changed")
    return project


def _wrong_change(
    project: Project, known: dict[str, Any], only: tuple[str, ...], *, goals: Rows | None, budget: Rows | None
) -> Wrong:
    """What stands against these changes; once it was opened, all that people have relied on."""
    stands = {name: getattr(project, name) for name in details.FIELDS}
    if "consultation_id" in known and known["consultation_id"] != project.consultation_id:
        known.setdefault("clause_id", None)  # a clause of the one that it served before
    wrong = details.problems_with({**stands, **known}, municipality_id=project.municipality_id)
    wrong = {name: words for name, words in wrong.items() if name in known or name in ("ends_on", "clause_id")}
    if project.state not in RUNNING:
        return wrong
    fixed = [name for name, value in known.items() if name not in only and value != stands[name]]
    fixed += [name for name, rows in (("goals", goals), ("budget", budget)) if rows is not None]
    wrong |= dict.fromkeys(fixed, _("This stays as it was checked."))
    later = known.get("ends_on", project.ends_on)
    if later is None or (project.ends_on is not None and later < project.ends_on):
        wrong["ends_on"] = _("Now that it is open, its end can only move to a later day.")
    for name in ("summary", "description"):
        if name in known and not known[name]:
            wrong[name] = _("This cannot be empty any more.")
    if not known.get("where", project.where) and not known.get("is_remote", project.is_remote):
        wrong["where"] = _("Say where it takes place, or that one can help from home.")
    return wrong


@transaction.atomic
def submit_project(*, person: object, project_id: int) -> Project:
    """It waits for the municipality's check, as it stands now; harmless if it did. Raises BadInput naming every field that
    is missing, Closed once it was opened or not accepted, and as change_project.
    """
    project = led(person, project_id)
    if project.state == State.SUBMITTED:
        return project
    if project.state not in WRITABLE:
        raise Closed(_("It has been decided on already."))
    refuse_all(details.missing_from(project, timezone.localdate(db_now())))
    project.state, project.submitted_at = State.SUBMITTED, db_now()
    project.save(update_fields=["state", "submitted_at"])
    note(project, "project.submitted", _person(person))
    return project


@transaction.atomic
def withdraw_submission(*, person: object, project_id: int) -> Project:
    """It is a draft again and can be changed; harmless if it was. Raises Closed once the municipality has decided."""
    project = led(person, project_id)
    if project.state == State.DRAFT:
        return project
    if project.state != State.SUBMITTED:
        raise Closed(_("It has been decided on already."))
    project.state, project.submitted_at = State.DRAFT, None
    project.save(update_fields=["state", "submitted_at"])
    note(project, "project.taken_back", _person(person))
    return project


@transaction.atomic
def discard_draft(*, person: object, project_id: int) -> None:
    """The draft and everything in it is gone. Raises Closed unless it is a draft or was returned, and as change_project."""
    project = led(person, project_id)
    if project.state not in WRITABLE:
        raise Closed(_("Only a draft, or a project that was returned, can be thrown away."))
    note(project, "project.discarded", _person(person))
    remove_project(project)


def remove_project(project: Project) -> None:
    """The project that was never public is gone, with its empty conversation and its window."""
    thread, window = project.thread, Window.objects.filter(threads=project.thread_id).first()
    project.delete()
    thread.delete()
    if window is not None:
        window.delete()


def _checked_parts(given: dict[str, Rows], wrong: Wrong) -> dict[str, Any]:
    checks = {"goals": parts.checked_goals, "budget": parts.checked_budget, "needs": parts.checked_needs}
    return {name: checks[name](rows, wrong) for name, rows in given.items()}


def _lay(project: Project, laid: dict[str, Any]) -> None:
    if "goals" in laid:
        parts.lay_goals(project, laid["goals"])
    if "budget" in laid:
        parts.lay_budget(project, laid["budget"])
    if "needs" in laid:
        parts.lay_needs(project, laid["needs"])


def _person(person: object) -> User:
    assert isinstance(person, User)  # who leads it is somebody
    return person
