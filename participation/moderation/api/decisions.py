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

from ..actions import agree, decide, discard, reverse_decision
from ..actions.deciding import LONGEST_DAYS
from ..models import Decision
from ..policies import moderates_somewhere
from ..selectors import get_case, places_of, readable_decisions


class DecisionFull(serializers.Serializer[Any]):
    """A decision with its statement of reasons, for moderators and for the person concerned."""

    id = serializers.IntegerField()
    ref = serializers.CharField()
    scope = serializers.CharField(help_text="such as `consultation.12`")
    outcome = serializers.ChoiceField(choices=Decision.Outcome.choices)
    detection = serializers.ChoiceField(choices=Decision.Detection.choices, help_text="how it came to be looked at")
    rule_code = serializers.CharField(allow_blank=True)
    rule = serializers.CharField(
        allow_blank=True, help_text="its title on that day; the platform's own rules in your language"
    )
    rule_text = serializers.CharField(allow_blank=True, help_text="its words on that day, likewise")
    facts = serializers.CharField(allow_blank=True)
    reason = serializers.CharField(allow_blank=True, help_text="why the facts break the rule")
    words = serializers.CharField(allow_blank=True, help_text="hidden in part: one passage a line")
    until = serializers.DateTimeField(allow_null=True, help_text="suspended until")
    decided_by = serializers.CharField(allow_blank=True, help_text="told to moderators alone")
    decided_at = serializers.DateTimeField()
    needs_second = serializers.BooleanField(help_text="whoever decided works for the municipality that was criticised")
    effective_at = serializers.DateTimeField(allow_null=True, help_text="null: waits for a second moderator")
    appeal_until = serializers.DateTimeField(allow_null=True)
    reversed_at = serializers.DateTimeField(allow_null=True)


class DecisionIn(serializers.Serializer[Any]):
    """A decision on a case."""

    ref = serializers.RegexField(r"^[a-z]{1,30}\.[0-9]{1,18}$", help_text="of a case that waits for you")
    outcome = serializers.ChoiceField(choices=Decision.Outcome.choices)
    rule = serializers.CharField(
        max_length=30, default="", allow_blank=True, help_text="code of a rule that holds there; for every restriction"
    )
    facts = serializers.CharField(
        max_length=2000, default="", allow_blank=True, help_text="for every restriction; the person reads it"
    )
    reason = serializers.CharField(
        max_length=2000, default="", allow_blank=True, help_text="why the facts break the rule; for every restriction"
    )
    words = serializers.CharField(
        max_length=5000, default="", allow_blank=True, help_text="`hide_part`: the passages, one a line"
    )
    days = serializers.IntegerField(
        min_value=1, max_value=LONGEST_DAYS, default=None, allow_null=True, help_text="`suspend`: for how long"
    )
    own = serializers.BooleanField(default=False, help_text="you saw it yourself: nobody need have reported it")


class DiscardIn(serializers.Serializer[Any]):
    """Why a second moderator does not agree."""

    reason = serializers.CharField(max_length=2000, help_text="whoever decided reads it")


STALE = OpenApiResponse(Problem, "`stale`: somebody has just decided it")


@extend_schema_view(
    list=extend_schema(
        summary="Decisions",
        description="Statements of reasons about what you said, newest first; for moderators all of their municipalities.",
    ),
    retrieve=extend_schema(summary="One decision with its statement of reasons"),
    create=extend_schema(
        summary="Decide a case",
        description="All waiting reports about the thing are decided. A restriction takes effect at once, and the person "
        "has the statement of reasons at the same moment. Nobody decides about their own words. Where you work for the "
        "municipality whose draft was spoken about, a restriction waits for a second moderator.",
        request=DecisionIn,
        responses={
            201: DecisionFull,
            400: OpenApiResponse(Problem, "nothing waits, or reasons are missing"),
            409: STALE,
        },
    ),
)
class Decisions(Collection):
    """Decisions about what was reported or seen, each with its statement of reasons."""

    serializer_class = DecisionFull
    permission_classes = [IsAuthenticated]
    queryset = Decision.objects.none()

    def get_queryset(self) -> QuerySet[Decision]:
        return readable_decisions(signed_in(self.request))

    def present(self, rows: Sequence[Decision]) -> Rows:
        known = frozenset(places_of(signed_in(self.request)))
        return [decision_data(row, named=row.municipality_id in known) for row in rows]

    def list(self, request: Request) -> Response:
        return self.answer(self.get_queryset())

    def retrieve(self, request: Request, pk: str) -> Response:
        return Response(self.one(self.get_queryset().filter(pk=int(pk)).first()))

    def create(self, request: Request) -> Response:
        moderator, wanted = moderator_of(request), read(DecisionIn, request)
        if get_case(moderator, wanted["ref"], own=wanted["own"]) is None:
            raise BadInput(_("This has been decided already."), field="ref")
        return Response(decision_data(decide(moderator=moderator, **wanted)), status=201)

    @extend_schema(summary="Reverse a decision", request=None, responses=DecisionFull)
    @action(detail=True, methods=["post"])
    def reverse(self, request: Request, pk: str) -> Response:
        """Everything is as before, and the person is told. The person cannot do it themselves."""
        moderator, known = moderator_of(request), self._known(pk)
        return Response(decision_data(reverse_decision(moderator=moderator, decision_id=known.pk)))

    @extend_schema(summary="Agree as the second moderator", request=None, responses={200: DecisionFull, 409: STALE})
    @action(detail=True, methods=["post"])
    def agree(self, request: Request, pk: str) -> Response:
        """The decision takes effect, and the person has the statement of reasons at the same moment."""
        moderator, known = moderator_of(request), self._known(pk)
        return Response(decision_data(agree(moderator=moderator, decision_id=known.pk)))

    @extend_schema(
        summary="Discard as the second moderator", request=DiscardIn, responses={200: DecisionFull, 409: STALE}
    )
    @action(detail=True, methods=["post"])
    def discard(self, request: Request, pk: str) -> Response:
        """Nothing happens, the reports wait for a decision again, and whoever decided is told why."""
        moderator, known = moderator_of(request), self._known(pk)
        reason = read(DiscardIn, request)["reason"]
        return Response(decision_data(discard(moderator=moderator, decision_id=known.pk, reason=reason)))

    def _known(self, pk: str) -> Decision:
        return found(self.get_queryset().filter(pk=int(pk)).first())


def moderator_of(request: Request) -> User:
    """The person. Raises SignInFirst, and NotAllowed for whoever moderates nowhere."""
    person: User = signed_in(request)
    if not moderates_somewhere(person):
        raise NotAllowed
    return person


def decision_data(row: Decision, *, named: bool = True) -> Row:
    """See DecisionFull; ``named``: with who decided."""
    return {
        "id": row.pk,
        "ref": row.ref,
        "scope": row.scope,
        "outcome": row.outcome,
        "detection": row.detection,
        "rule_code": row.rule_code,
        "rule": row.rule_told,
        "rule_text": row.rule_text_told,
        "facts": row.facts,
        "reason": row.reason,
        "words": row.words,
        "until": moment(row.until),
        "decided_by": row.decided_by.display_name if named and row.decided_by else "",
        "decided_at": moment(row.decided_at),
        "needs_second": row.needs_second,
        "effective_at": moment(row.effective_at),
        "appeal_until": moment(row.appeal_until) if row.is_restricting else None,
        "reversed_at": moment(row.reversed_at),
    }
