"""Following."""

from __future__ import annotations

from django.db import transaction

from participation.places.selectors import can_act
from participation.refusals import SignInFirst

from .models import Follow


@transaction.atomic
def follow(*, user: object, scope: str) -> None:
    """The person is told what happens in the scope; harmless if they were before. Raises SignInFirst."""
    if not can_act(user):
        raise SignInFirst
    Follow.objects.bulk_create([Follow(user=user, scope=scope)], ignore_conflicts=True)  # type: ignore[misc]  # checked above


@transaction.atomic
def unfollow(*, user: object, scope: str) -> None:
    """The person is told no longer; harmless if they were not. Raises SignInFirst."""
    if not can_act(user):
        raise SignInFirst
    Follow.objects.filter(user=user, scope=scope).delete()  # type: ignore[misc]  # checked above
