"""Every write of places: where a person lives, and where they may not speak for a time."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from participation.accounts import sessions
from participation.accounts.models import User
from participation.database import db_now
from participation.refusals import BadInput

from .models import Residency, Suspension
from .selectors import get_municipality


@transaction.atomic
def set_residence(*, user: User, code: str) -> Residency | None:
    """The person says where they live; empty: nowhere. A new place has not been verified. Raises BadInput."""
    if not code:
        Residency.objects.filter(user=user).delete()
        return None
    place = get_municipality(code)
    if place is None:
        raise BadInput(_("There is no such municipality."), field="municipality")
    held = Residency.objects.select_for_update().filter(user=user).first()
    if held is not None and held.municipality_id == place.pk:
        return held
    fresh = {"municipality": place, "verified_at": None, "verified_by": None}
    return Residency.objects.update_or_create(user=user, defaults=fresh)[0]


@transaction.atomic
def suspend(*, user_id: int, municipality_id: int, until: datetime) -> Suspension:
    """The person may not speak there until then; votes, reports and appeals go on. It ends by itself.

    Only a moderator's decision with its statement does this (``moderation.effects``).
    """
    user = User.objects.select_for_update().get(pk=user_id)
    made = Suspension.objects.create(user=user, municipality_id=municipality_id, since=db_now(), until=until)
    if user.suspended_until is None or user.suspended_until < until:
        User.objects.filter(pk=user_id).update(suspended_until=until)
    sessions.changed(user_id)
    return made


@transaction.atomic
def lift_suspension(*, suspension_id: int) -> None:
    """It holds no longer. What an administrator set on the account stays; harmless if it was lifted before."""
    known = Suspension.objects.filter(pk=suspension_id).first()
    if known is None:
        return
    user = User.objects.select_for_update().get(pk=known.user_id)
    standing = list(Suspension.objects.filter(user=user, lifted_at=None, until__gt=db_now()))
    lifted = next((one for one in standing if one.pk == suspension_id), None)
    if lifted is None:
        return
    Suspension.objects.filter(pk=suspension_id).update(lifted_at=db_now())
    if user.suspended_until == max(one.until for one in standing):
        left = max((one.until for one in standing if one.pk != suspension_id), default=None)
        User.objects.filter(pk=user.pk).update(suspended_until=left)
        sessions.changed(user.pk)
