"""The sum that is asked of whoever acts without an account, for programs and for the site's own script."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from participation.proof import PURPOSES, kind_of, new_challenge
from participation.refusals import BadInput

from .asking import asked_choice, check_parameters

NAME = "Megdan-Proof"
HEADER = "HTTP_MEGDAN_PROOF"
PARAMETER = OpenApiParameter(
    NAME,
    location=OpenApiParameter.HEADER,
    description="Without an account: the solution of a sum from `GET /api/v1/challenge/`. Three an hour are taken from a "
    "network address without it, ten with it.",
)


class ChallengeOut(serializers.Serializer[Any]):
    """A challenge as altcha makes it."""

    algorithm = serializers.CharField(help_text="SHA-256")
    challenge = serializers.CharField(help_text="the digest of the salt followed by the number you look for")
    maxnumber = serializers.IntegerField(help_text="the number is not greater")
    salt = serializers.CharField()
    signature = serializers.CharField()


class Challenge(APIView):
    """A small sum to do."""

    permission_classes = [AllowAny]

    @extend_schema(
        summary="A sum to do before acting without an account",
        operation_id="challenge",
        tags=["start"],
        parameters=[
            OpenApiParameter("purpose", enum=list(PURPOSES), description="what it is for; `report` by default")
        ],
        responses=ChallengeOut,
    )
    def get(self, request: Request) -> Response:
        """Find the `number` from 0 to `maxnumber` with SHA-256(`salt` + number) = `challenge`. Send `algorithm`,
        `challenge`, `number`, `salt` and `signature` as base64 of their JSON in the header `Megdan-Proof`. Good for half
        an hour, once, also where what came with it is refused. Without it three reports an hour are taken from an
        address, with it ten; one that is wrong is answered with 400 and the name of the header."""
        check_parameters(request, ("purpose",))
        purpose = asked_choice(request, "purpose", ["report", *(one for one in PURPOSES if one != "report")])
        return Response(new_challenge(purpose), headers={"Cache-Control": "no-store"})


def proved(request: Request, purpose: str) -> bool:
    """Whether the request carries a proof for this purpose; False without any, so that nobody has to do the sum.

    Raises BadInput naming the header for one that is wrong, too old, for something else, or was used before.
    """
    proof = str(request.META.get(HEADER, ""))
    if proof and not kind_of(proof, purpose):
        raise BadInput(_("This proof is wrong, too old, or was used before. Ask for a new sum."), field=NAME)
    return bool(proof)
