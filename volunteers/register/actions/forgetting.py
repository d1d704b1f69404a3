"""Letting go of what nobody needs to know any more, and reminding guardians before it is too late."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from participation.database import db_now
from participation.notifications.actions import notify
from volunteers.projects.policies import RUNNING

from ..models import Application, Guardian, Volunteer
from ..policies import AFTERWARDS
from ..selectors.guardians import TERM
from ..telling import FORGOTTEN, OWN_PAGE
from .common import note_entry
from .entry import drop

BATCH = 200
REMINDED_BEFORE = timedelta(days=3)
GONE_AFTER = timedelta(days=730)  # neither signed in nor touched the entry in two years
MINORS_GONE_AFTER = timedelta(days=90)  # since a guardian refused, took the consent back, or never answered
State = Application.State


def remind_guardians() -> int:
    """Guardians who have not answered are written to once more, three days before their request lapses; how many."""
    soon = db_now() - (TERM - REMINDED_BEFORE)
    waiting = _asked().filter(reminded_at=None, asked_at__lte=soon, asked_at__gt=db_now() - TERM)
    return _each(waiting, _remind)


def lapse_requests() -> int:
    """Who did not answer in 14 days is not asked any more, and forgotten; the volunteers are told. How many."""
    return _each(_asked().filter(asked_at__lte=db_now() - TERM), _lapse)


def forget_entries() -> int:
    """Entries are gone of people whose account was closed, of those who have not been here for two years, and of minors
    who have been without a consent for ninety days; how many.
    """
    now = db_now()
    return _each(_left(now), _forget)


def forget_words() -> int:
    """What volunteers and coordinators wrote to each other is gone thirty days after the project's end, and thirty days
    after an answer that declined; how many.
    """
    since = db_now() - AFTERWARDS
    over = ~Q(project__state__in=RUNNING) & (Q(project__finished_at__lte=since) | Q(project__ended_at__lte=since))
    declined = Q(state=State.DECLINED, answered_at__lte=since)
    old = Application.objects.filter(over | declined).exclude(words="", answer="")
    return Application.objects.filter(pk__in=old.values("pk")).update(words="", answer="")


def _asked() -> QuerySet[Guardian]:
    return Guardian.objects.filter(consented_at=None, refused_at=None, lapsed_at=None)


def _left(now: datetime) -> QuerySet[Volunteer]:
    since = now - GONE_AFTER
    unseen = Q(user__last_login__lte=since) | Q(user__last_login=None)
    unseen &= ~Q(user__in=Application.objects.filter(at__gt=since).values("user"))  # signed in for years, or by a key
    ended = Q(guardian__refused_at__lte=now - MINORS_GONE_AFTER) | Q(guardian__lapsed_at__lte=now - MINORS_GONE_AFTER)
    return Volunteer.objects.filter(
        Q(user__is_active=False) | (unseen & Q(changed_at__lte=since)) | (ended & Q(age=Volunteer.Age.MINOR))
    )


def _each(rows: QuerySet[Guardian] | QuerySet[Volunteer], act: Callable[[int], bool]) -> int:
    return sum(act(pk) for pk in list(rows.order_by("pk").values_list("pk", flat=True)[:BATCH]))


@transaction.atomic
def _remind(pk: int) -> bool:
    if not _asked().filter(pk=pk, reminded_at=None).update(reminded_at=db_now(), mailed_at=None):
        return False
    row = Guardian.objects.select_related("volunteer").get(pk=pk)
    note_entry(row.volunteer, "guardian.reminded", ref=f"guardian.{pk}")
    return True


@transaction.atomic
def _lapse(pk: int) -> bool:
    if not _asked().filter(pk=pk).update(lapsed_at=db_now(), name="", email=""):
        return False
    row = Guardian.objects.select_related("volunteer").get(pk=pk)
    note_entry(row.volunteer, "guardian.lapsed", ref=f"guardian.{pk}")
    return True


@transaction.atomic
def _forget(pk: int) -> bool:
    """Looked at once more under the lock: somebody may have come back meanwhile."""
    entry = Volunteer.objects.select_for_update(of=("self",)).filter(pk=pk).first()
    if entry is None or not _left(db_now()).filter(pk=pk).exists():
        return False
    drop(entry)
    notify(user_id=entry.user_id, kind=FORGOTTEN, data={}, url=OWN_PAGE, key=f"volunteer.{pk}.forgotten")
    return True
