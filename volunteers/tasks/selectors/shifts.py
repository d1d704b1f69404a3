"""Shifts and who comes to them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Window
from django.db.models.functions import RowNumber
from django.utils import timezone

from participation.accounts.models import User
from participation.database import only_row
from volunteers.register.models import Application
from volunteers.register.selectors.applications import helpers_of

from ..models import Shift, SignUp
from ..policies import leads
from .tasks import visible

State = SignUp.State
PLACED = (State.GOING, State.CAME, State.MISSED)  # who has, or had, a place


def with_numbers(shifts: QuerySet[Shift]) -> QuerySet[Shift]:
    """Each with task, project and place; how many are coming (``going``) and how many wait (``waiting``). One query."""
    going = Count("signups", filter=Q(signups__state__in=PLACED))
    waiting = Count("signups", filter=Q(signups__state=State.WAITING))
    whole = shifts.select_related("task__project__municipality")
    return whole.annotate(going=going, waiting=waiting)


def numbers_of(shift: Shift) -> dict[str, int]:
    """How many are coming to this one, and how many wait."""
    found = shift.signups.order_by().values_list("state").annotate(n=Count("pk"))
    counts = dict(found)
    return {"going": sum(counts.get(state, 0) for state in PLACED), "waiting": counts.get(State.WAITING, 0)}


def list_shifts(viewer: object) -> QuerySet[Shift]:
    """Those of the tasks that the person sees, the earliest first; also past and cancelled ones."""
    return with_numbers(Shift.objects.filter(visible(viewer, "task__"))).order_by("begins", "id")


def coming_of(task_ids: Iterable[int]) -> dict[int, list[Shift]]:
    """``{task: its shifts to come, the earliest first}``, with their numbers; for tasks that the reader may see. One query."""
    coming = Shift.objects.filter(task__in=list(task_ids), begins__gt=timezone.now(), cancelled_at=None)
    found: dict[int, list[Shift]] = {}
    for shift in with_numbers(coming).order_by("begins", "id"):
        found.setdefault(shift.task_id, []).append(shift)
    return found


def get_shift(shift_id: int, viewer: object) -> Shift | None:
    """One that the person sees; who signed up for it sees it in any case."""
    allowed = visible(viewer, "task__")
    if isinstance(viewer, User):
        allowed |= Q(pk__in=SignUp.objects.filter(user=viewer).values("shift"))
    return with_numbers(Shift.objects.filter(allowed, pk=shift_id)).first()


def on_the_list(shifts: QuerySet[Shift], person: object) -> QuerySet[Shift]:
    """Only those where the person comes, waits or was; none for nobody."""
    if not isinstance(person, User):
        return shifts.none()
    standing = SignUp.objects.filter(user=person).exclude(state=State.CANCELLED)
    return shifts.filter(pk__in=standing.values("shift"))


def own_signups(person: object) -> QuerySet[SignUp]:
    """Where the person comes, waits, came or called off; the latest shift first."""
    if not isinstance(person, User):
        return SignUp.objects.none()
    whole = SignUp.objects.filter(user=person).select_related("shift__task__project__municipality")
    return whole.order_by("-shift__begins", "-id")


@dataclass(frozen=True)
class Own:
    """How a person stands to a shift."""

    state: str
    place: int | None  # in the waiting list; None for whoever does not wait


def own_of(shift_ids: Iterable[int], person: object) -> dict[int, Own]:
    """``{shift: how the person stands to it}``; nothing where they never signed up. One query."""
    if not isinstance(person, User):
        return {}
    before = (
        SignUp.objects.filter(shift=OuterRef("shift"), state=State.WAITING, number__lte=OuterRef("number"))
        .order_by()
        .values("shift")
        .annotate(n=Count("pk"))
    )
    rows = SignUp.objects.filter(user=person, shift__in=list(shift_ids)).annotate(ahead=Subquery(before.values("n")))
    return {row.shift_id: Own(row.state, row.ahead if row.state == State.WAITING else None) for row in rows}


def list_signups(shift: Shift, viewer: object) -> QuerySet[SignUp]:
    """Who comes and who waits, in the order of signing up, with their place in the queue; for who leads the project."""
    if not leads(viewer, shift.task.project):
        return SignUp.objects.none()
    place = Window(RowNumber(), partition_by=F("state"), order_by=F("number").asc())
    kept = shift.signups.exclude(state=State.CANCELLED).select_related("user")
    return kept.annotate(place=place).order_by("number")


def list_others(shift: Shift, viewer: object) -> list[User]:
    """Helpers of the project who are not on the list, for a coordinator who ticks that one of them came."""
    project = shift.task.project
    if not leads(viewer, project):
        return []
    there = shift.signups.exclude(state=State.CANCELLED).values("user")
    helping = Q(pk__in=helpers_of([project.pk]).values("user")) | Q(coordinates__project=project)
    found = User.objects.filter(helping, is_active=True).exclude(pk__in=there)
    return list(found.distinct().order_by("display_name", "pk"))


def overlapping(user: User, begins: datetime, ends: datetime, *, besides: int) -> SignUp | None:
    """Another shift at that time to which the person comes, or for which they wait."""
    standing = SignUp.objects.filter(user=user, state__in=(State.GOING, State.WAITING), shift__cancelled_at=None)
    at_once = standing.filter(shift__begins__lt=ends, shift__ends__gt=begins).exclude(shift=besides)
    if only_row(at_once.only("pk")) is None:  # nearly always, so asked without all that would be told
        return None
    return at_once.select_related("shift__task__project__municipality").order_by("shift__begins").first()


def person_and_project(application_id: int) -> tuple[int, int] | None:
    """Who applied, and to which project; None where this is not there any more."""
    return Application.objects.filter(pk=application_id).values_list("user_id", "project_id").first()
