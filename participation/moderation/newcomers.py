"""New accounts write more slowly until they have shown that they are people who stay within the rules."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from participation.accounts.models import User
from participation.database import db_now
from participation.limits import limit
from participation.record.models import Act

from .flagging import watched
from .models import Decision

NEW = timedelta(days=1)  # after which nobody is new any more
STOOD = timedelta(minutes=15)  # how long something has to have been readable to count as accepted
ENOUGH = 5  # accepted things, after which nobody is new any more either
SLOWER = 3  # times fewer


def is_new(person: User) -> bool:
    """Joined within a day, and fewer than ENOUGH of what they said has stood a while without being hidden.

    It asks the database for accounts of the first day alone.
    """
    if timezone.now() - person.joined_at >= NEW:
        return False
    if Decision.objects.filter(affected=person, outcome=Decision.Outcome.HIDE, reversed_at=None).exists():
        return True
    said = Act.objects.filter(actor=person, kind__in=watched(), at__lt=db_now() - STOOD)
    return said.count() < ENOUGH


def limit_words(key: str, person: User, *, times: int, seconds: int) -> None:
    """Count one more thing said; a new account may say SLOWER times fewer in the time. Raises TooMany.

    An operator multiplies ``times`` for the whole place (WORDS_RATE).
    """
    most = max(1, int(times * settings.WORDS_RATE))
    limit(f"{key}:{person.pk}", times=max(1, most // SLOWER) if is_new(person) else most, seconds=seconds)
