"""``Authorization: Bearer mgd_…``: who asks the API. Beside ``api/``, because its views need it to be loaded first."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed, PermissionDenied
from rest_framework.request import Request

from .actions import use_token
from .models import ApiToken, User

SAFE_METHODS = ("GET", "HEAD", "OPTIONS")


class BearerAuthentication(BaseAuthentication):
    """A person by their key."""

    keyword = "Bearer"

    def authenticate(self, request: Request) -> tuple[User, ApiToken] | None:
        """The person and the key; None without the header; 401 for a dead key and for every other way of signing in
        (else a mistake would read on as nobody), 403 for writing with a read key."""
        kind, _space, token = request.headers.get("Authorization", "").strip().partition(" ")
        if not kind:
            return None
        if kind.lower() != self.keyword.lower():
            raise AuthenticationFailed(_("Send your token as “Authorization: Bearer …”. No other way is known here."))
        row = use_token(token.strip())
        if row is None:
            raise AuthenticationFailed(_("This token is unknown, expired or revoked."))
        if not row.may_write and request.method not in SAFE_METHODS and not _gives_up(request, row):
            raise PermissionDenied(_("This token may only read."))
        return row.user, row

    def authenticate_header(self, request: Request) -> Any:
        return self.keyword


def _gives_up(request: Request, row: ApiToken) -> bool:
    """Whether the key is about to revoke itself, which whoever found it in a wrong place must be able to do."""
    match = request.resolver_match
    return (
        request.method == "DELETE"
        and match is not None
        and match.url_name == "api-tokens-detail"
        and match.kwargs.get("pk") == str(row.pk)
    )
