"""Who was there: by the code at the door, or by the coordinator's tick."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from participation.accounts.models import User
from participation.database import db_now
from participation.limits import give_back, limit
from participation.refusals import BadInput, Closed, NotAllowed, SignInFirst
from participation.retries import there_before

from ..codes import is_door_code
from ..models import Hours, Shift, SignUp
from ..policies import helper_ids, refusal_to_check_in, refusal_to_tick
from .common import led, locked_shift, note, refuse, tell_shift

State = SignUp.State
TRIES, TRIES_TIME = 10, 600  # of codes, by one person for one shift


@transaction.atomic
def check_in(*, person: object, shift_id: int, code: str) -> SignUp:
    """The person was there, by the code that the door shows now; once, however often they scan it.

    Raises SignInFirst, NotYetOpen until 30 minutes before the beginning, Closed after the end or where it was cancelled,
    NotAllowed for whoever is not on the list, BadInput for a wrong or an old code, TooMany after ten of them.
    """
    if not isinstance(person, User):
        raise SignInFirst
    tried = limit(f"door:{shift_id}:{person.pk}", times=TRIES, seconds=TRIES_TIME)
    shift = locked_shift(shift_id)
    now = db_now()
    refuse(refusal_to_check_in(shift, now))
    signup = shift.signups.filter(user=person).exclude(state=State.CANCELLED).first()
    if signup is None:
        raise NotAllowed(_("You are not on the list of this shift. Speak to the coordinator: they can tick you off."))
    if not is_door_code(shift.pk, code, now):
        raise BadInput(_("This code is wrong or no longer good. Take the one that the screen shows now."), field="code")
    give_back(tried)
    if signup.state == State.CAME:
        return there_before(signup)
    if signup.state == State.WAITING:
        raise NotAllowed(_("You are waiting for a place. Speak to the coordinator: they can tick you off."))
    _came(signup, now, by_code=True)
    note(shift.task.project, "shift.attended", person, ref=f"signup.{signup.pk}")
    tell_shift(shift)
    return signup


@transaction.atomic
def tick(*, person: object, shift_id: int, user_id: int, came: bool) -> SignUp:
    """A coordinator says that somebody came, or did not; also for a helper who was not on the list. Harmless twice.

    Raises SignInFirst, NotAllowed, NotYetOpen until 30 minutes before the beginning, Closed where the shift was
    cancelled or hours on it stand already, BadInput for whoever does not take part in the project.
    """
    shift = locked_shift(shift_id)
    coordinator = led(person, shift.task.project)
    now = db_now()
    refuse(refusal_to_tick(shift, now))
    signup = shift.signups.filter(user=user_id).first()
    if signup is None or signup.state == State.CANCELLED:
        signup = _brought(shift, signup, user_id, now, came=came)
    wanted = State.CAME if came else State.MISSED
    if signup.state == wanted:
        return there_before(signup)
    if not came and shift.hours.filter(user=user_id).exclude(state=Hours.State.WITHDRAWN).exists():
        raise Closed(_("Hours on this shift were noted. Question them first."))
    if came:
        _came(signup, now, by_code=False)
    else:
        signup.state, signup.came_at = State.MISSED, None
        signup.save(update_fields=["state", "came_at"])
    note(shift.task.project, "shift.ticked" if came else "shift.missed", coordinator, ref=f"signup.{signup.pk}")
    tell_shift(shift)
    return signup


def _brought(shift: Shift, known: SignUp | None, user_id: int, now: datetime, *, came: bool) -> SignUp:
    """Somebody who is not on the list, on it at its end."""
    project = shift.task.project
    is_known = project.coordinators.filter(user=user_id).exists() or user_id in helper_ids(project, [user_id])
    if not is_known or not came:
        raise BadInput(_("This person is not on the list, and does not take part in the project."), field="person")
    shift.last_number += 1
    Shift.objects.filter(pk=shift.pk).update(last_number=shift.last_number)
    signup = known or SignUp(shift=shift, user_id=user_id)
    signup.state, signup.number, signup.at, signup.going_at = State.GOING, shift.last_number, now, now
    signup.save()
    return signup


def _came(signup: SignUp, now: datetime, *, by_code: bool) -> None:
    signup.state, signup.came_at, signup.by_code = State.CAME, now, by_code
    signup.save(update_fields=["state", "came_at", "by_code"])
