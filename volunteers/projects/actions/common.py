"""What every act on a project has in common: the project locked, the act recorded, screens told."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from participation.accounts.models import User
from participation.live.actions import publish
from participation.organisations.models import Organisation
from participation.places.models import Role
from participation.places.selectors import can_act, has_role, is_official
from participation.record.actions import record
from participation.refusals import BadInput, NotAllowed, SignInFirst

from ..models import BEFORE, Project
from ..policies import HIDDEN, leads, may_see
from ..selectors.telling import told_project

MISSING = _("There is no such project.")
SILENCED = _("You are suspended for a time: you can read, report and appeal, but change nothing.")


def locked(person: object, project_id: int) -> Project:
    """The project, alone for this transaction, for somebody who may see it. Raises SignInFirst, BadInput."""
    if not isinstance(person, User):
        raise SignInFirst
    found = Project.objects.select_for_update(of=("self",)).select_related("municipality", "organisation", "thread")
    project = found.filter(pk=project_id).first()
    if project is None or not may_see(person, project):
        raise BadInput(MISSING)
    return project


def led(person: object, project_id: int) -> Project:
    """The project, locked for one of its coordinators. Raises SignInFirst, BadInput, NotAllowed."""
    project = locked(person, project_id)
    if not leads(person, project):
        raise NotAllowed
    refuse_silenced(person, project)
    if project.hidden_at is not None:
        raise NotAllowed(HIDDEN)
    return project


def refuse_silenced(person: object, project: Project) -> None:
    """Whoever is suspended there adds and changes nothing. Raises NotAllowed."""
    if not can_act(person, project.municipality_id):
        raise NotAllowed(SILENCED)


def role_of(user: User, project: Project) -> str:
    """In which role somebody acts on the project."""
    if leads(user, project):
        return project.organisation.group if project.organisation else "citizen"
    if is_official(user, project.municipality_id):
        return str(Role.Kind.OFFICIAL)
    return str(Role.Kind.MODERATOR) if has_role(user, project.municipality_id, Role.Kind.MODERATOR) else "citizen"


def note(
    project: Project,
    kind: str,
    actor: User | None,
    *,
    role: str = "",
    organisation: Organisation | None = None,
    ref: str = "",
    data: dict[str, Any] | None = None,
    is_public: bool = True,
) -> None:
    """Record an act of the project. As long as the project is not public neither is the act, nor does it say its title."""
    known = project.state not in BEFORE
    record(
        kind=kind,
        scope=project.scope,
        actor=actor,
        role=role or (role_of(actor, project) if actor else "system"),
        organisation=organisation,
        municipality_id=project.municipality_id,
        ref=ref or project.scope,
        data={**({"title": project.title} if known else {}), **(data or {})},
        is_public=is_public and project.is_public,
    )


def tell(project: Project, kind: str) -> None:
    """Tell screens how the project stands after the act. Nothing is told as long as it is not public."""
    if project.is_public:
        publish(stream=project.scope, kind=kind, data=told_project(project), ref=project.scope)
