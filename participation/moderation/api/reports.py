"""Reports: saying that something breaks the rules, and what became of one's own."""

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
from participation.rest.proofs import PARAMETER
from participation.rest.throttles import address_of
from participation.rest.views import Collection, Row, Rows, read, signed_in

from ..actions import report_thing
from ..actions.reporting import LONGEST, LONGEST_PLACE
from ..models import Decision, Report
from ..selectors import get_report, list_reports_of


class DecisionOut(serializers.Serializer[Any]):
    """What a moderator decided."""

    outcome = serializers.ChoiceField(choices=Decision.Outcome.choices)
    rule = serializers.CharField(allow_blank=True)
    decided_at = serializers.DateTimeField()
    appeal_until = serializers.DateTimeField(allow_null=True, help_text="`keep`: until when you may appeal")


class NoticeOut(serializers.Serializer[Any]):
    """A report, for whoever made it or holds its receipt."""

    receipt = serializers.CharField(help_text="name it when you ask about the report")
    ref = serializers.CharField()
    reason = serializers.ChoiceField(choices=Report.Reason.choices)
    place = serializers.CharField(allow_blank=True)
    note = serializers.CharField(allow_blank=True)
    created_at = serializers.DateTimeField()
    decision = DecisionOut(allow_null=True, help_text="null while it waits for a moderator")


class NoticeMade(NoticeOut):
    """The report, and whether you had made it before: then what you said now stands below the earlier words."""

    was_there = serializers.BooleanField(
        help_text="you had reported it already; your new words were added to that report"
    )


class NoticeIn(serializers.Serializer[Any]):
    """What is wrong with what."""

    ref = serializers.RegexField(
        r"^[a-z]{1,30}\.[0-9]{1,18}$",
        help_text="`post.17` for a comment or a post, `suggestion.3`, `topic.7`, "
        "`consultation.2`, `answer.5`, `poll.5`, `organisation.4`, `person.9`",
    )
    reason = serializers.ChoiceField(choices=Report.Reason.choices)
    place = serializers.CharField(
        max_length=LONGEST_PLACE, default="", allow_blank=True, help_text="the words it is about"
    )
    note = serializers.CharField(max_length=LONGEST, default="", allow_blank=True)
    contact = serializers.EmailField(
        default="", allow_blank=True, help_text="without an account: where the outcome is mailed"
    )


@extend_schema_view(
    list=extend_schema(summary="Your reports"),
    retrieve=extend_schema(summary="A report by its receipt", description="Whoever holds the receipt may follow it."),
    create=extend_schema(
        summary="Report something",
        description="A moderator of its municipality decides, with reasons. It can be done without an account. What "
        "you report twice, while nobody has decided, is one report with the words of both.",
        request=NoticeIn,
        parameters=[PARAMETER],
        responses={
            200: OpenApiResponse(NoticeMade, "added to the report you had made"),
            201: NoticeMade,
            400: OpenApiResponse(Problem, "it is not there, or the form is not complete"),
        },
    ),
)
class Reports(Collection):
    """Reports: one's own, and any whose receipt one holds."""

    serializer_class = NoticeOut
    queryset = Report.objects.none()
    rates = {"create": "reports"}
    lookup_field = "receipt"
    lookup_value_regex = r"[A-Za-z0-9]{8,16}"

    def get_permissions(self) -> Sequence[Any]:
        """Whoever reads something may report it; who holds the receipt follows it."""
        return [IsAuthenticated()] if self.action == "list" else [AllowAny()]

    def get_queryset(self) -> QuerySet[Report]:
        return list_reports_of(signed_in(self.request))

    def present(self, rows: Sequence[Report]) -> Rows:
        return [report_data(row) for row in rows]

    def list(self, request: Request) -> Response:
        return self.answer(self.get_queryset())

    def retrieve(self, request: Request, receipt: str) -> Response:
        return Response(self.one(get_report(receipt)))

    def create(self, request: Request) -> Response:
        made = report_thing(reporter=request.user, **read(NoticeIn, request), address=address_of(request))
        return Response({**report_data(made), "was_there": made.was_there}, status=200 if made.was_there else 201)


def report_data(row: Report) -> Row:
    """See NoticeOut."""
    decision = row.decision
    decided = None
    if decision is not None and not decision.is_waiting:
        kept = decision.outcome == Decision.Outcome.KEEP
        decided = {
            "outcome": decision.outcome,
            "rule": decision.rule_told,
            "decided_at": moment(decision.decided_at),
            "appeal_until": moment(decision.appeal_until) if kept else None,
        }
    return {
        "receipt": row.receipt,
        "ref": row.ref,
        "reason": row.reason,
        "place": row.place,
        "note": row.note,
        "created_at": moment(row.created_at),
        "decision": decided,
    }
