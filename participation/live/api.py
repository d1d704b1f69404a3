"""The same stream over plain HTTP, for those whose network lets no socket through."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema, inline_serializer
from rest_framework import serializers
from rest_framework.exceptions import NotFound
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from participation.live.policies import may_listen
from participation.live.rendering import as_dict, representation
from participation.live.selectors import events_since
from participation.rest.asking import asked_choice, check_parameters


class EventSerializer(serializers.Serializer[Any]):
    """One event, as on the socket."""

    stream = serializers.CharField()
    epoch = serializers.CharField()
    seq = serializers.IntegerField(help_text="1, 2, 3 … without a gap")
    kind = serializers.CharField()
    data = serializers.DictField(  # type: ignore[assignment]  # a field's name, as the socket has it
        help_text="by `kind`: see the table at the tag `live`"
    )
    html = serializers.CharField(required=False, help_text="with as=html, where the kind has a fragment")


class AskSerializer(serializers.Serializer[Any]):
    """What is asked for."""

    stream = serializers.CharField(max_length=120)
    since = serializers.IntegerField(min_value=0, max_value=2**63 - 1, required=False, allow_null=True, default=None)
    epoch = serializers.CharField(max_length=16, required=False, allow_blank=True, default="")


class LiveView(APIView):
    """What was said on a stream since a number."""

    permission_classes = [AllowAny]

    @extend_schema(
        operation_id="live_events",
        summary="Events of a live stream since a number",
        description=(
            "The polling form of the socket at `/ws/live/`, with the same rights. Remember `epoch` and `seq` of the"
            " answer and send them back as `epoch` and `since`. `resync: true` means that what was missed is not"
            " kept: fetch the resource itself again and go on from `seq`."
        ),
        parameters=[
            OpenApiParameter("stream", str, required=True, description="such as `consultation.12`"),
            OpenApiParameter("since", int, description="last number seen; absent: only where the stream stands"),
            OpenApiParameter("epoch", str, description="the epoch that number belongs to"),
            OpenApiParameter("as", str, enum=["json", "html"], description="`html` adds a fragment to each event"),
            OpenApiParameter("lang", str, description="language of the fragments"),
        ],
        responses=inline_serializer(
            "LiveEvents",
            {
                "stream": serializers.CharField(),
                "epoch": serializers.CharField(),
                "seq": serializers.IntegerField(),
                "resync": serializers.BooleanField(),
                "events": EventSerializer(many=True),
            },
        ),
    )
    def get(self, request: Request) -> Response:
        check_parameters(request, ("stream", "since", "epoch", "as", "lang"))
        kind = asked_choice(request, "as", ("json", "html"))
        asked = AskSerializer(data=request.query_params)
        asked.is_valid(raise_exception=True)
        name = asked.validated_data["stream"]
        if not may_listen(request.user.pk if request.user.is_authenticated else None, name):
            raise NotFound()
        gap = events_since(name, epoch=asked.validated_data["epoch"], seq=asked.validated_data["since"])
        rep = representation(kind, request.query_params.get("lang", ""))
        answer = Response(
            {
                "stream": name,
                "epoch": gap.head.epoch,
                "seq": gap.head.seq,
                "resync": gap.resync,
                "events": [as_dict(name, gap.head.epoch, entry, rep) for entry in gap.entries],
            }
        )
        answer["Cache-Control"] = "no-store"
        return answer
