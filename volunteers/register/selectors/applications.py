"""Applications: one's own, and those to a project, for its coordinators alone and only while they stand."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import QuerySet

from participation.accounts.models import User
from participation.database import db_now
from volunteers.projects.models import Project

from ..models import Application, Volunteer
from ..policies import STANDING, in_time, leads, shown

State = Application.State


def applications_of(person: object) -> QuerySet[Application]:
    """The person's own, with their projects, the newest first; none for nobody."""
    if not isinstance(person, User):
        return Application.objects.none()
    own = Application.objects.filter(user=person).select_related("project__municipality")
    return own.order_by("-at", "-id")


def application_of(person: object, project_id: int) -> Application | None:
    """How the person stands to the project; None where they never applied and were never invited."""
    return applications_of(person).filter(project=project_id).first()


def applications_to(project: Project, viewer: object) -> QuerySet[Application]:
    """Those that stand, with person and entry, the longest waiting first; none for whoever does not coordinate it.

    Who was invited and has not answered, declined or withdrew is not among them, nor a minor without consent; and nobody
    from thirty days after the project's end on.
    """
    if not leads(viewer, project):
        return Application.objects.none()
    standing = Application.objects.filter(
        in_time(db_now()),
        shown("user__volunteer__"),
        project=project,
        state__in=STANDING,
        user__volunteer__isnull=False,
    )
    whole = standing.select_related("user__volunteer__guardian").prefetch_related("user__volunteer__municipalities")
    return whole.order_by("-state", "at", "id")  # those who wait for an answer first


def led_application(application_id: int, viewer: object) -> Application | None:
    """One that stands, for the coordinators of its project; None for everybody else."""
    row = Application.objects.select_related("project").filter(pk=application_id).first()
    return applications_to(row.project, viewer).filter(pk=row.pk).first() if row is not None else None


def count_invited(project: Project, viewer: object) -> int:
    """How many were invited and have not answered: a number, for coordinators; 0 for everybody else."""
    if not leads(viewer, project):
        return 0
    return Application.objects.filter(project=project, state=State.INVITED).count()


def helpers_of(project_ids: Sequence[int]) -> QuerySet[Application]:
    """Those who take part in these projects."""
    return Application.objects.filter(project__in=project_ids, state=State.ACCEPTED)


def may_be_named(project: Project, user_id: int) -> bool:
    """Whether the person may be named as a coordinator: who takes part and is of age. Coordinators see others' entries."""
    return nameable_of(project).filter(user=user_id).exists()


def nameable_of(project: Project) -> QuerySet[Application]:
    """Those of its helpers who may be named as coordinators."""
    grown = helpers_of([project.pk]).filter(user__volunteer__isnull=False, user__is_active=True)
    return grown.exclude(user__volunteer__age=Volunteer.Age.MINOR)
