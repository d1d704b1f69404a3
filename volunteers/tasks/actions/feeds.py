"""The secret address of a person's own calendar."""

from __future__ import annotations

from django.db import transaction

from participation.accounts.models import User
from participation.database import db_now
from participation.limits import limit
from participation.refusals import SignInFirst

from ..codes import digest_of, new_key
from ..models import Feed


@transaction.atomic
def make_feed(*, person: object) -> str:
    """The key of a new address, told this once; an address of before opens nothing any more. Raises SignInFirst, TooMany."""
    if not isinstance(person, User):
        raise SignInFirst
    limit(f"feed:{person.pk}", times=20, seconds=3600)
    key = new_key()
    Feed.objects.update_or_create(user=person, defaults={"digest": digest_of(key), "at": db_now()})
    return key


@transaction.atomic
def remove_feed(*, person: object) -> bool:
    """There is no such address any more; False if there was none. Raises SignInFirst."""
    if not isinstance(person, User):
        raise SignInFirst
    return bool(Feed.objects.filter(user=person).delete()[0])
