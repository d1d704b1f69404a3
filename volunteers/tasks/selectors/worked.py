"""Who worked for a project, and which shifts of it nobody has counted yet."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum
from django.utils import timezone

from participation.accounts.models import User
from volunteers.projects.models import Project

from ..models import Certificate, Hours, Shift, SignUp
from ..policies import leads, may_see_hours

State = Hours.State
OPEN = Q(state__in=(State.LOGGED, State.DISPUTED))


@dataclass(frozen=True)
class Worked:
    """What one person did for a project, in minutes; ``person`` is None for all who are gone, together."""

    person: User | None
    confirmed: int
    waiting: int
    certificate: Certificate | None  # the valid one

    @property
    def is_current(self) -> bool:
        """Whether the certificate tells all that is confirmed."""
        return self.certificate is not None and self.certificate.minutes == self.confirmed


def worked_for(project: Project, viewer: object) -> list[Worked]:
    """Everybody who noted hours that stand, the most confirmed first; for who leads the project and officials. Three queries
    besides the question who asks."""
    if not may_see_hours(viewer, Hours(project=project)):
        return []
    rows = Hours.objects.filter(project=project).exclude(state=State.WITHDRAWN).order_by().values("user")
    sums = list(
        rows.annotate(
            confirmed=Sum("minutes", filter=Q(state=State.CONFIRMED), default=0),
            waiting=Sum("minutes", filter=OPEN, default=0),
        )
    )
    people = User.objects.in_bulk([row["user"] for row in sums if row["user"]])
    valid = Certificate.objects.filter(project=project, state=Certificate.State.VALID, user__isnull=False)
    papers = {one.user_id: one for one in valid}
    found = [Worked(people.get(row["user"]), row["confirmed"], row["waiting"], papers.get(row["user"])) for row in sums]
    return sorted(found, key=lambda one: (one.person is None, -one.confirmed, str(one.person)))


def shifts_to_count(project: Project, viewer: object) -> QuerySet[Shift]:
    """Shifts that are over, with people who came and have no note of it (``left`` of them), for who leads the project;
    the latest first.
    """
    if not leads(viewer, project):
        return Shift.objects.none()
    noted = Hours.objects.filter(shift=OuterRef("shift"), user=OuterRef("user"))
    came = SignUp.objects.filter(state=SignUp.State.CAME, user__isnull=False).exclude(Exists(noted))
    rows = _over().filter(task__project=project, signups__in=came)
    return rows.annotate(left=Count("signups")).select_related("task").order_by("-begins", "-id")


def shifts_to_note(person: object, project: Project) -> QuerySet[Shift]:
    """Shifts of the project that are over, at which the person was and of which no note of theirs stands."""
    if not isinstance(person, User):
        return Shift.objects.none()
    came = SignUp.objects.filter(user=person, state=SignUp.State.CAME)
    noted = Hours.objects.filter(user=person, shift__isnull=False).exclude(state=State.WITHDRAWN)
    rows = _over().filter(task__project=project, pk__in=came.values("shift")).exclude(pk__in=noted.values("shift"))
    return rows.select_related("task").order_by("-begins", "-id")


def _over() -> QuerySet[Shift]:
    return Shift.objects.filter(cancelled_at=None, ends__lte=timezone.now())
