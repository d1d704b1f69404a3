"""Signing up for a shift, waiting for a place, calling off."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from participation.accounts.models import User
from participation.database import db_now
from participation.limits import limit
from participation.refusals import BadInput, Closed, SignInFirst
from participation.retries import there_before
from volunteers.projects.models import Project

from ..models import Shift, SignUp
from ..policies import HAS_BEGUN, is_helper, refusal_to_sign_up
from ..selectors.shifts import PLACED, overlapping
from .common import alone, locked_shift, note, refuse, tell_shift

State = SignUp.State
STANDING = (State.GOING, State.WAITING)


@transaction.atomic
def sign_up(*, person: object, shift_id: int) -> SignUp:
    """The person has a place or, where all are taken, the next number of those who wait; once, however often they press.

    Whoever called off and comes back waits behind those who stayed. Raises SignInFirst, NotAllowed for whoever does not
    take part in the project or is too young, Closed once the shift has begun or was cancelled, BadInput where the person
    is elsewhere at that time, TooMany.
    """
    if not isinstance(person, User):
        raise SignInFirst
    limit(f"shift:{person.pk}", times=60, seconds=600)
    alone(person.pk)
    shift = locked_shift(shift_id)
    now = db_now()
    refuse(refusal_to_sign_up(person, shift, now))
    known = shift.signups.filter(user=person).first()
    if known is not None and known.state != State.CANCELLED:
        return there_before(known)
    _refuse_overlap(person, shift)
    has_place = places_left(shift) > 0
    shift.last_number += 1
    Shift.objects.filter(pk=shift.pk).update(last_number=shift.last_number)
    signup = known or SignUp(shift=shift, user=person)
    signup.state, signup.number = State.GOING if has_place else State.WAITING, shift.last_number
    signup.at, signup.going_at = now, now if has_place else None
    signup.day_told_for = signup.soon_told_for = None
    signup.save()
    note(shift.task.project, f"shift.{signup.state}", person, ref=f"signup.{signup.pk}", role="citizen")
    tell_shift(shift)
    return signup


@transaction.atomic
def call_off(*, person: object, shift_id: int) -> bool:
    """The person does not come, and whoever waits longest has the place at once; False if they were not on the list.

    Raises SignInFirst, Closed once the shift has begun.
    """
    if not isinstance(person, User):
        raise SignInFirst
    alone(person.pk)
    shift = locked_shift(shift_id)
    signup = shift.signups.filter(user=person, state__in=STANDING).first()
    if signup is None:
        return False
    now = db_now()
    if now >= shift.begins:
        raise Closed(HAS_BEGUN)
    give_up(signup)
    note(shift.task.project, "shift.called_off", person, ref=f"signup.{signup.pk}", role="citizen")
    fill_places(shift, now)
    tell_shift(shift)
    return True


@transaction.atomic
def leave_shifts(*, user_id: int, project_id: int) -> int:
    """Whoever does not take part in the project any more comes to none of its shifts to come; how many they leave.

    Harmless for whoever takes part, and the second time.
    """
    user = User.objects.filter(pk=user_id).first()
    project = Project.objects.select_related("municipality").filter(pk=project_id).first()
    if user is None or project is None or is_helper(user, project):
        return 0
    alone(user_id)
    return len(clear_lists(SignUp.objects.filter(user=user_id, shift__task__project=project_id)))


def clear_lists(of_person: QuerySet[SignUp]) -> list[Shift]:
    """One person comes to none of these shifts that are to come; whoever waits longest has the places. Which they were.

    All shifts are locked before screens are told of one: a stream is held to the end of the transaction, too. Inside the
    caller's transaction.
    """
    now = db_now()
    to_come = of_person.filter(state__in=STANDING, shift__begins__gt=now).order_by("shift")
    shifts = [locked_shift(number) for number in list(to_come.values_list("shift", flat=True))]
    for shift in shifts:
        for signup in of_person.filter(shift=shift, state__in=STANDING):
            give_up(signup)
        fill_places(shift, now)
    for shift in shifts:
        tell_shift(shift)
    return shifts


def places_left(shift: Shift) -> int:
    """How many places are free. Only under the shift's lock it stays so."""
    return shift.places - shift.signups.filter(state__in=PLACED).count()


def give_up(signup: SignUp) -> None:
    """The person is on the list no longer. Inside the caller's transaction, under the shift's lock."""
    signup.state, signup.going_at = State.CANCELLED, None
    signup.save(update_fields=["state", "going_at"])


def fill_places(shift: Shift, now: datetime) -> int:
    """Free places are those of the people who wait longest, who are told; how many. Under the shift's lock.

    Nobody moves up in a shift that has begun or was cancelled.
    """
    free = places_left(shift)
    if free <= 0 or shift.cancelled_at is not None or now >= shift.begins:
        return 0
    moved = list(shift.signups.filter(state=State.WAITING, user__isnull=False).order_by("number")[:free])
    for signup in moved:
        signup.state, signup.going_at = State.GOING, now
        signup.save(update_fields=["state", "going_at"])
        note(shift.task.project, "shift.moved_up", None, ref=f"signup.{signup.pk}")
    return len(moved)


def moment_of(shift: Shift) -> str:
    """Day and time of its beginning by the municipality's clock."""
    zone = ZoneInfo(shift.task.project.municipality.timezone)
    return shift.begins.astimezone(zone).strftime("%d.%m.%Y %H:%M")


def _refuse_overlap(person: User, shift: Shift) -> None:
    """Nobody is in two places at once, not even on two waiting lists: a place may come at any moment."""
    other = overlapping(person, shift.begins, shift.ends, besides=shift.pk)
    if other is None:
        return
    shown = {"title": other.shift.task.title, "when": moment_of(other.shift)}
    if other.state == State.WAITING:
        raise BadInput(
            _("At that time you wait for a place in “%(title)s” (%(when)s). Leave that list first.") % shown,
            field="shift",
        )
    raise BadInput(
        _("At that time you are already coming to “%(title)s” (%(when)s). Call that off first.") % shown, field="shift"
    )
