"""Every read of people's own accounts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from allauth.account.models import EmailAddress
from django.db.models import Q, QuerySet
from django.utils import timezone

from participation.database import as_moment

from .models import ApiToken, User, digest_of

AT_ONCE = 500  # people in one query

# In SQL because every request with a key runs it: docs/decisions/hot-paths.md.
TOKEN_FIELDS = ["id", "user_id", "may_write", "last_used_at", "expires_at"]  # in the order of the model
OWNER_OF_TOKEN = (
    "SELECT u.*, t.id AS token_id, t.may_write AS token_may_write, t.expires_at AS token_expires_at,"  # noqa: S608  # names of tables only
    f" t.last_used_at AS token_last_used_at FROM {ApiToken._meta.db_table} t"
    f" JOIN {User._meta.db_table} u ON u.id = t.user_id WHERE t.digest = %s AND t.revoked_at IS NULL"
)


def find_by_address(email: str) -> User | None:
    """The active person with this confirmed address; None otherwise. Never let a page show which of the two it was."""
    return User.objects.filter(
        is_active=True, emailaddress__email__iexact=email.strip(), emailaddress__verified=True
    ).first()


def list_tokens(user: User) -> QuerySet[ApiToken]:
    """The person's living keys, newest first."""
    alive = Q(expires_at=None) | Q(expires_at__gt=timezone.now())
    return ApiToken.objects.filter(alive, user=user, revoked_at=None).order_by("-created_at", "-id")


def find_token(token: str) -> ApiToken | None:
    """The living row of a key, with its person, or None."""
    user = next(iter(User.objects.raw(OWNER_OF_TOKEN, [digest_of(token)])), None)
    if user is None or not user.is_active:
        return None
    told: Any = user  # the token's columns stand beside the person's
    moments = as_moment(told.token_last_used_at), as_moment(told.token_expires_at)
    row = ApiToken.from_db(user._state.db, TOKEN_FIELDS, [told.token_id, user.pk, bool(told.token_may_write), *moments])
    row.user = user
    return None if row.expires_at and row.expires_at <= timezone.now() else row


def confirmed_addresses(user: User) -> list[str]:
    """The person's addresses that they have proved to be theirs, in small letters."""
    own = EmailAddress.objects.filter(user=user, verified=True).order_by("pk")
    return [email.lower() for email in own.values_list("email", flat=True)]


def names_of_seen(user_ids: Iterable[int]) -> dict[int, str]:
    """``{number: name}`` of those people who let others see that they are here. Nobody who is suspended anywhere."""
    free = Q(suspended_until=None) | Q(suspended_until__lte=timezone.now())
    people = User.objects.filter(free, is_active=True, is_seen=True)
    wanted, found = list(user_ids), dict[int, str]()
    for start in range(0, len(wanted), AT_ONCE):
        found.update(people.filter(pk__in=wanted[start : start + AT_ONCE]).values_list("pk", "display_name"))
    return {pk: name for pk, name in found.items() if name}


def export_account(user: User) -> dict[str, Any]:
    """What this room keeps about the person. Digests of keys and passwords are nobody's to read."""
    return {
        "email": user.email,
        "addresses": list(EmailAddress.objects.filter(user=user).order_by("pk").values("email", "verified", "primary")),
        "display_name": user.display_name,
        "language": user.language,
        "joined_at": user.joined_at,
        "last_login": user.last_login,
        "suspended_until": user.suspended_until,
        "mail_answers": user.mail_answers,
        "is_seen": user.is_seen,
        "api_tokens": list(
            ApiToken.objects.filter(user=user)
            .order_by("pk")
            .values("name", "prefix", "may_write", "created_at", "last_used_at", "expires_at", "revoked_at")
        ),
    }
