"""Telling people, and what they follow."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from participation.live.actions import publish
from participation.places.selectors import can_act
from participation.record.models import Act
from participation.refusals import SignInFirst

from .models import Follow, Notification
from .selectors import CONTRIBUTIONS

KEYS_AT_ONCE = 500  # in one query


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
    wanted, changed = sorted(set(keys)), 0
    for start in range(0, len(wanted), KEYS_AT_ONCE):
        batch = wanted[start : start + KEYS_AT_ONCE]
        rows = list(Notification.objects.select_for_update().filter(key__in=batch).order_by("pk"))
        for row in rows:
            row.data = {**row.data, "name": "", **({"words": ""} if "words" in row.data else {})}
        Notification.objects.bulk_update(rows, ["data"], batch_size=200)
        changed += len(rows)
    return changed


@transaction.atomic
def retell(*, key: str, words: str) -> int:
    """What others were told under this key repeats these words now, or none; how many were changed. Not yet mailed, it
    is mailed so.
    """
    return retell_each(words={key: words})


@transaction.atomic
def retell_each(*, words: Mapping[str, str]) -> int:
    """The same for many keys at once: ``{key: words}``."""
    keys, changed = list(words), 0
    for start in range(0, len(keys), KEYS_AT_ONCE):
        there = Notification.objects.select_for_update().filter(key__in=keys[start : start + KEYS_AT_ONCE])
        rows = [row for row in there.order_by("pk") if "words" in row.data]
        for row in rows:
            row.data = {**row.data, "words": words[row.key]}
        Notification.objects.bulk_update(rows, ["data"], batch_size=200)
        changed += len(rows)
    return changed


@transaction.atomic
def retitle(*, keys: Iterable[str], prefix: str, title: str) -> int:
    """What people were told under these keys, or under one that begins so, names this title; how many were changed."""
    rows = list(_told_under(keys, prefix).select_for_update().order_by("pk"))
    changed = [row for row in rows if "title" in row.data]
    for row in changed:
        row.data = {**row.data, "title": title}
    Notification.objects.bulk_update(changed, ["data"], batch_size=200)
    return len(changed)


@transaction.atomic
def forget_told(*, keys: Iterable[str], prefix: str) -> int:
    """Nobody was told anything under these keys, or under one that begins so: what it was about is gone; how many."""
    return _told_under(keys, prefix).delete()[0]


def _told_under(keys: Iterable[str], prefix: str) -> QuerySet[Notification]:
    return Notification.objects.filter(Q(key__in=list(keys)) | Q(key__startswith=prefix))


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
