"""Keys to the API: made once, kept as a digest, sent as ``Authorization: Bearer …``."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed, PermissionDenied
from rest_framework.request import Request

from participation.limits import limit, refuse_at_limit
from participation.refusals import NotAllowed, Refused

from .models import ApiToken, User

PREFIX = "mgd_"
SEEN_EVERY = timedelta(minutes=10)
SAFE_METHODS = ("GET", "HEAD", "OPTIONS")


def digest(token: str) -> str:
    """SHA-256 of a token. Tokens are 256 random bits, so no salt is needed."""
    return hashlib.sha256(token.encode()).hexdigest()


def make_token(*, user: User, name: str, may_write: bool = True, days: int | None = 365) -> tuple[ApiToken, str]:
    """A new key and its row; the key itself is shown now and never again. ``days`` until it expires; None: never."""
    token = PREFIX + secrets.token_urlsafe(32)
    expires = timezone.now() + timedelta(days=days) if days else None
    row = ApiToken.objects.create(
        user=user, name=name, prefix=token[:10], digest=digest(token), may_write=may_write, expires_at=expires
    )
    return row, token


def find_token(token: str) -> ApiToken | None:
    """The living row of a key, with its person, or None."""
    row = ApiToken.objects.select_related("user").filter(digest=digest(token), revoked_at=None).first()
    now = timezone.now()
    if row is None or (row.expires_at and row.expires_at <= now) or not row.user.is_active:
        return None
    if row.last_used_at is None or now - row.last_used_at > SEEN_EVERY:
        ApiToken.objects.filter(pk=row.pk).update(last_used_at=now)
    return row


class BearerAuthentication(BaseAuthentication):
    """``Authorization: Bearer mgd_…``"""

    keyword = "Bearer"

    def authenticate(self, request: Request) -> tuple[User, ApiToken] | None:
        """The person and the key; None without such a header; 401 for a dead key, 403 for writing with a read key."""
        kind, _space, token = request.headers.get("Authorization", "").partition(" ")
        if kind.lower() != self.keyword.lower():
            return None
        row = find_token(token.strip())
        if row is None:
            raise AuthenticationFailed(_("This token is unknown, expired or revoked."))
        if not row.may_write and request.method not in SAFE_METHODS:
            raise PermissionDenied(_("This token may only read."))
        return row.user, row

    def authenticate_header(self, request: Request) -> Any:
        return self.keyword


def list_tokens(user: User) -> QuerySet[ApiToken]:
    """The person's living keys, newest first."""
    alive = Q(expires_at=None) | Q(expires_at__gt=timezone.now())
    return ApiToken.objects.filter(alive, user=user, revoked_at=None).order_by("-created_at", "-id")


def revoke_token(*, user: User, token_id: int) -> ApiToken | None:
    """The person's key opens nothing any more. None if they have no such living key."""
    row = ApiToken.objects.filter(user=user, pk=token_id, revoked_at=None).first()
    if row is not None:
        row.revoked_at = timezone.now()
        row.save(update_fields=["revoked_at"])
    return row


class BadCredentials(Refused):
    """The address and the password do not fit together, or there is no such person: never said which."""

    code = "bad_credentials"
    status = 401
    message = _lazy("This e-mail address and password do not fit together.")


class AddressUnconfirmed(NotAllowed):
    """The password is right, but the address was never confirmed."""

    code = "address_unconfirmed"
    message = _lazy("Confirm your e-mail address first: open the message we sent you when you signed up.")


def exchange_password(
    *, email: str, password: str, name: str, may_write: bool = True, address: str = ""
) -> tuple[ApiToken, str]:
    """A new key for whoever knows the password. Only failures count towards the limits, per network address and account.

    Raises BadCredentials, AddressUnconfirmed, TooMany. An unknown address takes as long as a wrong password.
    """
    account = hashlib.sha256(email.strip().lower().encode()).hexdigest()[:24]
    keys = [(f"token:address:{address}", 5, 60), (f"token:account:{account}", 20, 900)]
    for key, times, seconds in keys:
        refuse_at_limit(key, times=times, seconds=seconds)
    user = User.objects.filter(email__iexact=email.strip()).first()
    right = user.check_password(password) if user else _waste_time(password)
    if user is None or not right or not user.is_active:
        for key, times, seconds in keys:
            limit(key, times=times, seconds=seconds)
        raise BadCredentials
    if not EmailAddress.objects.filter(user=user, email__iexact=user.email, verified=True).exists():
        raise AddressUnconfirmed
    return make_token(user=user, name=name, may_write=may_write)


def _waste_time(password: str) -> bool:
    make_password(password)
    return False
