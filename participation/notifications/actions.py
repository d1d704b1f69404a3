"""Telling people, and what they follow."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone

from participation.live.actions import publish
from participation.places.selectors import can_act
from participation.record.models import Act
from participation.refusals import SignInFirst

from .models import Follow, Notification

CONTRIBUTIONS = ("comment.created", "suggestion.created")


@transaction.atomic
def notify(*, user_id: int, kind: str, data: dict[str, Any], url: str, key: str) -> bool:
    """The person finds it in the bell, on open screens at once, and in a mail if they want mail.

    False if they were told before under this ``key``. ``data`` fills the kind's sentence; ``url`` is a path on this site.
    """
    return bool(notify_all(user_ids=[user_id], kind=kind, data=data, url=url, key=key))


@transaction.atomic
def notify_all(*, user_ids: Iterable[int], kind: str, data: dict[str, Any], url: str, key: str) -> int:
    """The same for many; how many had not been told before."""
    wanted = sorted(set(user_ids))
    told = set(Notification.objects.filter(user__in=wanted, key=key).values_list("user_id", flat=True))
    fresh = [user_id for user_id in wanted if user_id not in told]
    rows = [Notification(user_id=user_id, kind=kind, data=data, url=url, key=key[:120]) for user_id in fresh]
    Notification.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)
    for user_id in fresh:
        publish(stream=f"user.{user_id}", kind="notification.created", data={"key": key, "kind": kind, "url": url})
    return len(fresh)


@transaction.atomic
def forget_name(*, keys: Iterable[str]) -> int:
    """What others were told under these keys names nobody any more, and repeats nobody's words; how many were changed."""
    rows = list(Notification.objects.select_for_update().filter(key__in=list(keys)))
    for row in rows:
        row.data = {**row.data, "name": "", **({"words": ""} if "words" in row.data else {})}
    Notification.objects.bulk_update(rows, ["data"], batch_size=200)
    return len(rows)


def mark_read(*, user: object, notification_id: int | None = None) -> int:
    """One notification (or, without a number, all) of the person are read; how many were not before."""
    if not can_act(user):
        raise SignInFirst
    waiting = Notification.objects.filter(user=user, read_at=None)  # type: ignore[misc]  # checked above
    if notification_id is not None:
        waiting = waiting.filter(pk=notification_id)
    return waiting.update(read_at=timezone.now())


@transaction.atomic
def follow(*, user: object, scope: str) -> None:
    """The person is told what happens in the scope; harmless if they were before. Raises SignInFirst."""
    if not can_act(user):
        raise SignInFirst
    Follow.objects.bulk_create([Follow(user=user, scope=scope)], ignore_conflicts=True)  # type: ignore[misc]  # checked above


def follow_once(act: Act) -> None:
    """The one who acted follows the scope from their first contribution on; whoever unfollowed later stays unfollowed."""
    if act.actor is None or not can_act(act.actor):
        return
    contributed = Act.objects.filter(scope=act.scope, actor=act.actor, kind__in=CONTRIBUTIONS, pk__lt=act.pk)
    if not contributed.exists():
        follow(user=act.actor, scope=act.scope)


@transaction.atomic
def unfollow(*, user: object, scope: str) -> None:
    """The person is told no longer; harmless if they were not. Raises SignInFirst."""
    if not can_act(user):
        raise SignInFirst
    Follow.objects.filter(user=user, scope=scope).delete()  # type: ignore[misc]  # checked above
