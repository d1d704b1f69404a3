"""The secret calendar of a person."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from participation.accounts.models import User

from ..codes import digest_of
from ..models import Feed, SignUp

SHOWN = (SignUp.State.GOING, SignUp.State.WAITING, SignUp.State.CAME)


def owner_of_feed(key: str) -> int | None:
    """Whose calendar this key opens; None for a wrong one, and for whoever may not sign in any more."""
    return Feed.objects.filter(digest=digest_of(key), user__is_active=True).values_list("user", flat=True).first()


def has_feed(person: object) -> bool:
    """Whether the person has such an address."""
    return isinstance(person, User) and Feed.objects.filter(user=person).exists()


def signups_for_calendar(user_id: int, *, since: datetime) -> QuerySet[SignUp]:
    """What stands in it, by time: where the person comes, waits or was; cancelled shifts too, to be struck out."""
    rows = SignUp.objects.filter(user=user_id, state__in=SHOWN, shift__ends__gt=since)
    return rows.select_related("shift__task__project__municipality").order_by("shift__begins", "pk")
