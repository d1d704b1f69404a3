"""Appeals: asking another human to look again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiResponse, extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.permissions import AllowAny, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from participation.rest.fields import IdField, Problem, moment
from participation.rest.throttles import address_of
from participation.rest.views import Collection, Row, Rows, found, read, signed_in

from ..actions import appeal_decision, appeal_with_receipt, decide_appeal
from ..models import Appeal, Decision
from ..selectors import readable_appeals
from .decisions import STALE, moderator_of


class AppealOut(serializers.Serializer[Any]):
    """An appeal, for the one who made it and for the moderators there."""

    id = serializers.IntegerField()
    decision = serializers.IntegerField()
    ref = serializers.CharField(help_text="what was decided about")
    decided = serializers.ChoiceField(choices=Decision.Outcome.choices, help_text="what was decided")
    text = serializers.CharField(allow_blank=True)
    created_at = serializers.DateTimeField()
    outcome = serializers.ChoiceField(choices=["", *Appeal.Outcome.values], help_text="empty while it waits")
    reason = serializers.CharField(allow_blank=True)
    decided_at = serializers.DateTimeField(allow_null=True)


class AppealIn(serializers.Serializer[Any]):
    """Against a restriction of your own words by its ``decision``; against what was left by your report's ``receipt``."""

    decision = IdField(required=False, allow_null=True)
    receipt = serializers.RegexField(r"^[A-Za-z0-9]{8,16}$", required=False, allow_blank=True)
    text = serializers.CharField(max_length=2000, help_text="why it is wrong")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """One of the two."""
        if bool(attrs.get("decision")) == bool(attrs.get("receipt")):
            raise serializers.ValidationError(_("Name either the decision or the receipt of your report."))
        return attrs


class AppealAnswer(serializers.Serializer[Any]):
    """What another human found."""

    outcome = serializers.ChoiceField(choices=Appeal.Outcome.choices)
    reason = serializers.CharField(max_length=2000, help_text="both sides read it")


@extend_schema_view(
    list=extend_schema(summary="Appeals", description="Your own; for moderators all of their municipalities."),
    retrieve=extend_schema(summary="One appeal"),
    create=extend_schema(
        summary="Appeal",
        description="Within six months. Another human than those who decided looks again. With a receipt it needs no "
        "account.",
        request=AppealIn,
        responses={
            201: AppealOut,
            400: OpenApiResponse(Problem, "too late, made before, or nothing to appeal against"),
        },
    ),
)
class Appeals(Collection):
    """Appeals against decisions of moderators."""

    serializer_class = AppealOut
    queryset = Appeal.objects.none()
    rates = {"create": "reports"}

    def get_permissions(self) -> Sequence[Any]:
        """With a receipt anybody appeals."""
        return [AllowAny()] if self.action == "create" else [IsAuthenticated()]

    def get_queryset(self) -> QuerySet[Appeal]:
        return readable_appeals(signed_in(self.request))

    def present(self, rows: Sequence[Appeal]) -> Rows:
        return [appeal_data(row) for row in rows]

    def list(self, request: Request) -> Response:
        return self.answer(self.get_queryset())

    def retrieve(self, request: Request, pk: str) -> Response:
        return Response(self.one(self.get_queryset().filter(pk=int(pk)).first()))

    def create(self, request: Request) -> Response:
        wanted = read(AppealIn, request)
        if wanted.get("receipt"):
            made = appeal_with_receipt(receipt=wanted["receipt"], text=wanted["text"], address=address_of(request))
        else:
            made = appeal_decision(person=signed_in(request), decision_id=wanted["decision"], text=wanted["text"])
        return Response(appeal_data(made), status=201)

    @extend_schema(
        summary="Decide an appeal", request=AppealAnswer, responses={200: AppealOut, 403: Problem, 409: STALE}
    )
    @action(detail=True, methods=["post"])
    def decide(self, request: Request, pk: str) -> Response:
        """By another human than those who decided and agreed. Reversed: everything is as before the decision."""
        moderator, wanted = moderator_of(request), read(AppealAnswer, request)
        known = found(self.get_queryset().filter(pk=int(pk)).first())
        return Response(appeal_data(decide_appeal(moderator=moderator, appeal_id=known.pk, **wanted)))


def appeal_data(row: Appeal) -> Row:
    """See AppealOut."""
    return {
        "id": row.pk,
        "decision": row.decision_id,
        "ref": row.decision.ref,
        "decided": row.decision.outcome,
        "text": row.text,
        "created_at": moment(row.created_at),
        "outcome": row.outcome,
        "reason": row.reason,
        "decided_at": moment(row.decided_at),
    }
