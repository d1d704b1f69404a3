"""Tokens: made with an e-mail address and a password, listed and revoked by their owner."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiResponse, extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.permissions import AllowAny, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from participation.rest.fields import Problem, moment
from participation.rest.throttles import address_of
from participation.rest.views import Collection, Row, Rows, found, read, signed_in

from ..actions import TERMS, exchange_password, revoke_token
from ..models import ApiToken
from ..selectors import list_tokens


class TokenOut(serializers.Serializer[Any]):
    """A token as its owner sees it. The key itself is shown once, when it is made."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    prefix = serializers.CharField(help_text="how the key begins")
    may_write = serializers.BooleanField()
    created_at = serializers.DateTimeField()
    last_used_at = serializers.DateTimeField(allow_null=True, help_text="to ten minutes")
    expires_at = serializers.DateTimeField(allow_null=True)


class TokenMade(TokenOut):
    """A token that was just made."""

    token = serializers.CharField(help_text="shown now and never again; send it as `Authorization: Bearer …`")


class TokenIn(serializers.Serializer[Any]):
    """Whose token, and what for."""

    email = serializers.EmailField(max_length=254)
    password = serializers.CharField(max_length=256, trim_whitespace=False, style={"input_type": "password"})
    name = serializers.CharField(max_length=80, default="API")
    may_write = serializers.BooleanField(default=True, help_text="false: a token that can only read")
    days = serializers.ChoiceField(choices=TERMS, default=TERMS[-1], help_text="how long it is valid")


@extend_schema_view(
    list=extend_schema(summary="Your tokens"),
    create=extend_schema(
        summary="Make a token",
        request=TokenIn,
        responses={
            201: TokenMade,
            401: OpenApiResponse(Problem, "`bad_credentials`: address and password do not fit together"),
            403: OpenApiResponse(Problem, "`address_unconfirmed`: the address was never confirmed"),
            429: OpenApiResponse(Problem, "too many failed attempts; see `Retry-After`"),
        },
        auth=[],
    ),
    destroy=extend_schema(summary="Revoke a token", responses={204: None}),
)
class Tokens(Collection):
    """Keys to the API."""

    serializer_class = TokenOut
    permission_classes = [IsAuthenticated]
    queryset = ApiToken.objects.none()

    def get_permissions(self) -> Sequence[Any]:
        """Whoever makes a token has none yet."""
        return [AllowAny()] if self.action == "create" else [IsAuthenticated()]

    def get_authenticators(self) -> Any:
        """Making one asks for the password alone: an old session or a dead token must not be in the way."""
        if getattr(self.request, "method", "") == "POST":
            return []
        return list(super().get_authenticators())

    def get_queryset(self) -> QuerySet[ApiToken]:
        return list_tokens(signed_in(self.request))

    def present(self, rows: Sequence[ApiToken]) -> Rows:
        return [token_data(row) for row in rows]

    def list(self, request: Request) -> Response:
        return self.answer(self.get_queryset())

    def create(self, request: Request) -> Response:
        wanted = read(TokenIn, request)
        row, token = exchange_password(**wanted, address=address_of(request))
        return Response({**token_data(row), "token": token}, status=201, headers={"Cache-Control": "no-store"})

    def destroy(self, request: Request, pk: str) -> Response:
        found(revoke_token(user=signed_in(request), token_id=int(pk)) or None)
        return Response(status=204)


def token_data(row: ApiToken) -> Row:
    """See TokenOut."""
    return {
        "id": row.pk,
        "name": row.name,
        "prefix": row.prefix,
        "may_write": row.may_write,
        "created_at": moment(row.created_at),
        "last_used_at": moment(row.last_used_at),
        "expires_at": moment(row.expires_at),
    }
