"""Tasks of projects."""

from __future__ import annotations

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from participation.accounts.models import User
from participation.places.models import Role
from volunteers.projects.models import Coordinator
from volunteers.projects.policies import PUBLIC

from ..models import Shift, SignUp, Task

PLACED = (SignUp.State.GOING, SignUp.State.CAME, SignUp.State.MISSED)


def visible(viewer: object, prefix: str = "") -> Q:
    """Tasks that the person may read: public ones, and those of projects they lead or that are theirs to check.

    ``prefix``: the way to the task.
    """

    def of(**conditions: object) -> Q:
        return Q(**{f"{prefix}{name}": value for name, value in conditions.items()})

    public = of(hidden_at=None, project__state__in=PUBLIC, project__hidden_at=None)
    if not isinstance(viewer, User):
        return public
    leading = Coordinator.objects.filter(user=viewer).values("project")
    keeping = Role.objects.filter(user=viewer, kind__in=(Role.Kind.OFFICIAL, Role.Kind.MODERATOR)).values(
        "municipality"
    )
    return public | of(project__in=leading) | of(project__state__in=PUBLIC, project__municipality__in=keeping)


def list_tasks(viewer: object) -> QuerySet[Task]:
    """Those that the person may read, what is still to be done first; each with the number of its shifts to come."""
    return with_shifts(Task.objects.filter(visible(viewer))).order_by(
        F("done_at").asc(nulls_first=True), "-created_at", "-id"
    )


def with_shifts(tasks: QuerySet[Task]) -> QuerySet[Task]:
    """Each with project and place, and how many of its shifts are to come (``coming``). One query."""
    to_come = Q(shifts__begins__gt=timezone.now(), shifts__cancelled_at=None)
    return tasks.select_related("project__municipality").annotate(coming=Count("shifts", filter=to_come))


def get_task(task_id: int, viewer: object) -> Task | None:
    """One that the person may read."""
    return with_shifts(Task.objects.filter(visible(viewer), pk=task_id)).first()


def tasks_of(project_id: int, viewer: object) -> QuerySet[Task]:
    """Those of one project."""
    return list_tasks(viewer).filter(project=project_id)


def with_free_places(tasks: QuerySet[Task]) -> QuerySet[Task]:
    """Only those with a shift to come on which there is a place."""
    going = Count("signups", filter=Q(signups__state__in=PLACED))
    coming = Shift.objects.filter(task=OuterRef("pk"), begins__gt=timezone.now(), cancelled_at=None)
    free = coming.annotate(n=going).filter(n__lt=F("places"))
    return tasks.filter(Exists(free))
