"""Keys to the API: made once, kept as a digest, sent as ``Authorization: Bearer …``."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed, PermissionDenied
from rest_framework.request import Request

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
