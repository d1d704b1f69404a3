"""One's own account: a copy of its data, the end of its sessions, leaving for good."""

from __future__ import annotations

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from participation.rest.fields import Problem
from participation.rest.views import read, signed_in

from ..actions import erase_with_password, sign_out_everywhere, take_copy


class EraseIn(serializers.Serializer[Any]):
    """Who leaves, and that it is meant."""

    password = serializers.CharField(max_length=256, trim_whitespace=False, style={"input_type": "password"})
    sure = serializers.BooleanField(help_text="true: it cannot be undone")

    def validate_sure(self, sure: bool) -> bool:
        """Only a yes; anything else is refused as a box that was not ticked."""
        if not sure:
            raise serializers.ValidationError(self.fields["sure"].error_messages["required"])
        return sure


class Copy(APIView):
    """What is kept about you."""

    permission_classes = [IsAuthenticated]

    @extend_schema(
        summary="A copy of your data",
        operation_id="me_export",
        tags=["me"],
        responses={200: OpenApiResponse(OpenApiTypes.OBJECT, "by room, as on the site's download")},
    )
    def get(self, request: Request) -> Response:
        """Everything that is kept about you; the same document as in the profile, and the same ten an hour."""
        headers = {"Cache-Control": "no-store", "Content-Disposition": 'attachment; filename="megdan-my-data.json"'}
        return Response(take_copy(user=signed_in(request)), headers=headers)


class SignOutEverywhere(APIView):
    """All your devices."""

    permission_classes = [IsAuthenticated]

    @extend_schema(
        summary="Sign out everywhere", operation_id="me_sign_out", tags=["me"], request=None, responses={204: None}
    )
    def post(self, request: Request) -> Response:
        """Every browser session ends at once, on open sockets too. Tokens stay: revoke them one by one."""
        sign_out_everywhere(user=signed_in(request))
        return Response(status=204)


class Erase(APIView):
    """Leaving for good."""

    permission_classes = [IsAuthenticated]

    @extend_schema(
        summary="Erase your account",
        operation_id="me_erase",
        tags=["me"],
        request=EraseIn,
        responses={204: None, 403: OpenApiResponse(Problem, "`not_allowed`: you are the only administrator")},
    )
    def post(self, request: Request) -> Response:
        """With the password, so that a key alone cannot do it. What you wrote stays as a former participant's; the rest,
        this token included, is deleted."""
        wanted = read(EraseIn, request)
        erase_with_password(user=signed_in(request), password=wanted["password"])
        return Response(status=204)
