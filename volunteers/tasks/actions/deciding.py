"""Confirming hours, and questioning them."""

from __future__ import annotations

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from participation.accounts.models import User
from participation.database import db_now
from participation.refusals import BadInput, Closed, Refused, SignInFirst
from participation.retries import there_before
from participation.unseen import one_line
from volunteers.projects import policies as projects

from ..models import DAY, Hours, Shift, SignUp
from ..policies import WAS_CANCELLED, refusal_to_decide, refusal_to_note
from .common import alone, led, locked_shift, needed, note, refuse, refuse_stale, tell_hours
from .hours import keep_before, locked_hours

State = Hours.State
MOST = 200  # confirmed at once
NOT_YET = _("This shift has not ended yet.")


@transaction.atomic
def confirm_hours(*, person: object, hours_id: int, seen: int | None = None) -> Hours:
    """They count. Harmless the second time. ``seen`` is the version that the form saw.

    Raises SignInFirst, NotAllowed for whoever does not decide on them (nobody does on their own), Closed for withdrawn
    ones and long after the project's end, Stale where the person corrected them meanwhile.
    """
    hours = _to_decide(person, hours_id, seen)
    if hours.state == State.CONFIRMED:
        return there_before(hours)
    return _decided(hours, person, "confirmed", state=State.CONFIRMED, reason="", reply="")


@transaction.atomic
def dispute_hours(*, person: object, hours_id: int, reason: str, seen: int | None = None) -> Hours:
    """They do not count until this is settled; the person reads why and answers or corrects them.

    Raises BadInput without a reason, and as confirm_hours.
    """
    hours = _to_decide(person, hours_id, seen)
    words = _("Say what is not clear: the person will answer.")
    reason = needed(one_line(reason), words, field="reason", most=500)
    if hours.state == State.DISPUTED and hours.reason == reason and not hours.reply:
        return there_before(hours)
    return _decided(hours, person, "disputed", state=State.DISPUTED, reason=reason, reply="")


def confirm_many(*, person: object, seen: Sequence[tuple[int, int]]) -> tuple[int, list[tuple[int, str]]]:
    """As confirm_hours for each ``(hours, version seen)``, each by itself; how many count now, and why others do not."""
    if not isinstance(person, User):
        raise SignInFirst
    if len(seen) > MOST:
        raise BadInput(_("At most %(most)d at once.") % {"most": MOST})
    done, left = 0, []
    for number, version in seen:
        try:
            confirm_hours(person=person, hours_id=number, seen=version)
            done += 1
        except Refused as refusal:
            left.append((number, str(refusal)))
    return done, left


@transaction.atomic
def confirm_shift(*, person: object, shift_id: int) -> int:
    """Whoever was there has the hours of the whole shift, confirmed, unless they noted some themselves; how many have.

    Hours of those who lead the project are noted and wait for an official. Whoever has no room left in that day is left
    out: they note it themselves. Raises SignInFirst, NotAllowed, Closed before the shift's end.
    """
    came = SignUp.objects.filter(shift=shift_id, state=SignUp.State.CAME, user__isnull=False)
    people = list(came.values_list("user", flat=True))
    alone(*[pk for pk in people if pk])
    shift = locked_shift(shift_id)
    project = shift.task.project
    coordinator = led(person, project)
    now = db_now()
    refuse(refusal_to_note(project, now))
    if shift.cancelled_at is not None or now < shift.ends:
        raise Closed(WAS_CANCELLED if shift.cancelled_at else NOT_YET)
    there = came.filter(user__in=people).order_by("user").select_related("user")
    noted = set(shift.hours.exclude(state=State.WITHDRAWN).values_list("user_id", flat=True))
    done = sum(_given(shift, row.user, coordinator) for row in there if row.user and row.user_id not in noted)
    if done:
        tell_hours(project)
    return done


def _given(shift: Shift, user: User, coordinator: User) -> bool:
    """The hours of the shift for one who was there; False where the day is full, or they took theirs back themselves."""
    project = shift.task.project
    day = shift.begins.astimezone(ZoneInfo(project.municipality.timezone)).date()
    others = Hours.objects.filter(user=user, day=day).exclude(state=State.WITHDRAWN)
    full = sum(others.values_list("minutes", flat=True)) + shift.minutes > DAY
    if full or shift.hours.filter(user=user, state=State.WITHDRAWN).exists():
        return False
    leader, now = projects.leads(user, project), db_now()
    is_decided = not leader and user.pk != coordinator.pk
    hours = Hours.objects.create(
        user=user, project=project, task=shift.task, shift=shift, day=day, minutes=shift.minutes, of_leader=leader, at=now,
        state=State.CONFIRMED if is_decided else State.LOGGED,
        decided_by=coordinator if is_decided else None, decided_at=now if is_decided else None,
    )  # fmt: skip
    note(project, "hours.confirmed" if is_decided else "hours.logged", coordinator, ref=f"hours.{hours.pk}")
    return is_decided


def _to_decide(person: object, hours_id: int, seen: int | None) -> Hours:
    if not isinstance(person, User):
        raise SignInFirst
    hours = locked_hours(hours_id)
    refuse(refusal_to_decide(person, hours))
    if hours.state == State.WITHDRAWN:
        raise Closed(_("These hours were withdrawn."))
    refuse(refusal_to_note(hours.project, db_now()))
    refuse_stale(hours.version, seen)
    return hours


def _decided(hours: Hours, person: object, what: str, **fields: str) -> Hours:
    assert isinstance(person, User)  # _to_decide has looked
    keep_before(hours, what, person)
    counted = hours.state == State.CONFIRMED
    for name, value in fields.items():
        setattr(hours, name, value)
    hours.decided_by, hours.decided_at = person, db_now()
    hours.version += 1
    hours.save()
    note(hours.project, f"hours.{what}", person, ref=f"hours.{hours.pk}")
    if counted or hours.state == State.CONFIRMED:
        tell_hours(hours.project)
    return hours
