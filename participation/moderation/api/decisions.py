"""What moderators decided and why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiResponse, extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from participation.accounts.models import User
from participation.refusals import BadInput, NotAllowed
from participation.rest.fields import Problem, moment
from participation.rest.views import Collection, Row, Rows, found, read, signed_in

from ..actions import decide, reverse_decision
from ..models import Decision
from ..policies import moderates_somewhere
from ..selectors import get_case, list_decisions


class DecisionFull(serializers.Serializer[Any]):
    """A decision as moderators see it."""

    id = serializers.IntegerField()
    ref = serializers.CharField()
    scope = serializers.CharField(help_text="such as `consultation.12`")
    outcome = serializers.ChoiceField(choices=Decision.Outcome.choices)
    rule = serializers.CharField(allow_blank=True)
    facts = serializers.CharField(allow_blank=True)
    decided_by = serializers.CharField(allow_blank=True)
    decided_at = serializers.DateTimeField()
    reversed_at = serializers.DateTimeField(allow_null=True)


class DecisionIn(serializers.Serializer[Any]):
    """A decision on a case."""

    ref = serializers.RegexField(r"^[a-z]{1,30}\.[0-9]{1,18}$", help_text="of a case that waits for you")
    outcome = serializers.ChoiceField(choices=Decision.Outcome.choices)
    rule = serializers.CharField(max_length=200, default="", allow_blank=True, help_text="needed for hiding")
    facts = serializers.CharField(
        max_length=2000, default="", allow_blank=True, help_text="needed for hiding; the author reads it"
    )


@extend_schema_view(
    list=extend_schema(summary="Decisions", description="Those of your municipalities, newest first."),
    create=extend_schema(
        summary="Decide a case",
        description="All waiting reports about the thing are decided. Hidden: nobody reads it any more, and its author "
        "is told which rule it breaks and why. Nobody decides about their own words.",
        request=DecisionIn,
        responses={201: DecisionFull, 400: OpenApiResponse(Problem, "nothing waits, or the reasons are missing")},
    ),
)
class Decisions(Collection):
    """Decisions about what was reported. Moderators only."""

    serializer_class = DecisionFull
    permission_classes = [IsAuthenticated]
    queryset = Decision.objects.none()

    def get_queryset(self) -> QuerySet[Decision]:
        return list_decisions(moderator_of(self.request))

    def present(self, rows: Sequence[Decision]) -> Rows:
        return [decision_data(row) for row in rows]

    def list(self, request: Request) -> Response:
        return self.answer(self.get_queryset())

    def create(self, request: Request) -> Response:
        moderator, wanted = moderator_of(request), read(DecisionIn, request)
        if get_case(moderator, wanted["ref"]) is None:
            raise BadInput(_("This has been decided already."), field="ref")
        return Response(decision_data(decide(moderator=moderator, **wanted)), status=201)

    @extend_schema(summary="Reverse a decision to hide", request=None, responses=DecisionFull)
    @action(detail=True, methods=["post"])
    def reverse(self, request: Request, pk: str) -> Response:
        """It can be read again, and its author is told. The author cannot do it themselves."""
        known = found(self.get_queryset().filter(pk=int(pk)).first())
        return Response(decision_data(reverse_decision(moderator=moderator_of(request), decision_id=known.pk)))


def moderator_of(request: Request) -> User:
    """The person. Raises SignInFirst, and NotAllowed for whoever moderates nowhere."""
    person: User = signed_in(request)
    if not moderates_somewhere(person):
        raise NotAllowed
    return person


def decision_data(row: Decision) -> Row:
    """See DecisionFull."""
    return {
        "id": row.pk,
        "ref": row.ref,
        "scope": row.scope,
        "outcome": row.outcome,
        "rule": row.rule,
        "facts": row.facts,
        "decided_by": row.decided_by.display_name if row.decided_by else "",
        "decided_at": moment(row.decided_at),
        "reversed_at": moment(row.reversed_at),
    }
