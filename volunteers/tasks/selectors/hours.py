"""Hours: one's own, and those that wait for who decides on them."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet, Sum

from participation.accounts.models import User
from participation.places.models import Role
from participation.places.selectors import can_act
from volunteers.projects.models import Coordinator, Project

from ..models import Hours, HoursChange
from ..policies import may_see_hours

State = Hours.State


def own_hours(person: object) -> QuerySet[Hours]:
    """The person's own, the newest day first."""
    if not isinstance(person, User):
        return Hours.objects.none()
    return _whole().filter(user=person).order_by("-day", "-id")


def hours_to_decide(person: object) -> QuerySet[Hours]:
    """What waits for this person's yes: of helpers where they lead the project, of leaders where they are officials and do
    not lead it; what was answered after a question, too. The longest waiting first.
    """
    if not isinstance(person, User) or not can_act(person):
        return Hours.objects.none()
    by_leader = Exists(Coordinator.objects.filter(project=OuterRef("project"), user=OuterRef("user")))
    of_leader = Q(of_leader=True) | Q(by_leader)
    leading = Coordinator.objects.filter(user=person).values("project")
    places = Role.objects.filter(user=person, kind=Role.Kind.OFFICIAL).values("municipality")
    mine = Q(project__in=leading) & ~of_leader
    officials = Q(project__municipality__in=places) & ~Q(project__in=leading) & of_leader
    waiting = Q(state=State.LOGGED) | Q(state=State.DISPUTED) & ~Q(reply="")
    rows = _whole().filter(waiting, mine | officials, user__isnull=False).exclude(user=person)
    return rows.order_by("at", "id")


def hours_of_project(project: Project, viewer: object) -> QuerySet[Hours]:
    """All of a project that stand, for who leads it and for officials; none for others."""
    probe = Hours(project=project)
    if not may_see_hours(viewer, probe):
        return Hours.objects.none()
    return _whole().filter(project=project).exclude(state=State.WITHDRAWN).order_by("-day", "-id")


def get_hours(hours_id: int, viewer: object) -> Hours | None:
    """One, for the person, who leads the project, and officials."""
    found = _whole().filter(pk=hours_id).first()
    return found if found is not None and may_see_hours(viewer, found) else None


def history_of(hours: Hours) -> QuerySet[HoursChange]:
    """What was before each change, the first change first."""
    return hours.changes.select_related("by").order_by("at", "id")


def confirmed_minutes(project_ids: list[int]) -> dict[int, int]:
    """``{project: confirmed minutes}``, also of people who are gone. One query."""
    rows = Hours.objects.filter(project__in=project_ids, state=State.CONFIRMED).order_by()
    return dict(rows.values_list("project").annotate(n=Sum("minutes")))


def _whole() -> QuerySet[Hours]:
    return Hours.objects.select_related("project__municipality", "task", "shift", "user", "decided_by")
