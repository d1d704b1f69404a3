"""Projects as places for polls."""

from __future__ import annotations

from django.db.models import CharField, QuerySet, Value
from django.db.models.functions import Cast, Concat

from participation.accounts.models import User
from participation.polls import grounds
from participation.polls.grounds import Ground

from .models import Coordinator, Project
from .policies import RUNNING, may_lead
from .selectors.projects import get_visible, public_projects


def find(number: int, person: object) -> Ground | None:
    """Where a poll of this project stands: its team asks until it is over."""
    project = get_visible(number, person)
    if project is None or not project.is_public:
        return None
    return Ground(
        scope=project.scope,
        stream=project.scope,
        municipality_id=project.municipality_id,
        url=project.get_absolute_url(),
        title=project.title,
        is_led=may_lead(person, project),
        is_over=project.state not in RUNNING,
    )


def readable() -> QuerySet[Project]:
    """Projects that everybody reads: the polls on others are read by nobody."""
    return public_projects().select_related(None).order_by()


def led_scopes(person: User) -> QuerySet[Coordinator, str]:
    """The scopes of the projects that the person leads, for a subquery."""
    scope = Concat(Value("project."), Cast("project_id", CharField()))
    return Coordinator.objects.filter(user=person).annotate(scope=scope).values_list("scope", flat=True)


def join() -> None:
    """Polls may be held in projects."""
    grounds.register("project", find, readable=readable, led=led_scopes)
