"""Every read of notifications and follows."""

from __future__ import annotations

from django.db.models import QuerySet

from participation.accounts.models import User
from participation.record.models import Act

from .models import Follow, Notification

CONTRIBUTIONS = ("comment.created", "suggestion.created", "topic.created", "post.created")


def list_notifications(user: User) -> QuerySet[Notification]:
    """What the person was told, newest first."""
    return Notification.objects.filter(user=user).order_by("-id")


def count_unread(user: object) -> int:
    """How many of them wait; none for nobody."""
    return Notification.objects.filter(user=user, read_at=None).count() if isinstance(user, User) else 0


def is_following(user: object, scope: str) -> bool:
    """Whether the person follows this; nobody follows nothing."""
    return isinstance(user, User) and Follow.objects.filter(user=user, scope=scope).exists()


def will_be_told(user: object, scope: str) -> bool:
    """Whether the person follows this or soon will: a first contribution makes a follower, unless they stopped later."""
    if not isinstance(user, User):
        return False
    said = Act.objects.filter(scope=scope, actor=user, kind__in=CONTRIBUTIONS)
    return is_following(user, scope) or said[:2].count() == 1


def list_follows(user: User) -> QuerySet[Follow]:
    """What the person follows, newest first."""
    return Follow.objects.filter(user=user).order_by("-since", "-id")


def followers_of(scope: str) -> list[int]:
    """Who follows the scope, active people only."""
    return list(Follow.objects.filter(scope=scope, user__is_active=True).values_list("user_id", flat=True))
