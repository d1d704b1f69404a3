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
from participation.rest.throttles import address_of
from participation.rest.views import Collection, Row, Rows, read, signed_in

from ..actions import report_thing
from ..models import Decision, Report
from ..selectors import list_reports_of


class DecisionOut(serializers.Serializer[Any]):
    """What a moderator decided."""

    outcome = serializers.ChoiceField(choices=Decision.Outcome.choices)
    rule = serializers.CharField(allow_blank=True)
    decided_at = serializers.DateTimeField()


class NoticeOut(serializers.Serializer[Any]):
    """A report of your own."""

    receipt = serializers.CharField(help_text="name it when you ask about the report")
    ref = serializers.CharField()
    reason = serializers.ChoiceField(choices=Report.Reason.choices)
    note = serializers.CharField(allow_blank=True)
    created_at = serializers.DateTimeField()
    decision = DecisionOut(allow_null=True, help_text="null while it waits for a moderator")


class NoticeIn(serializers.Serializer[Any]):
    """What is wrong with what."""

    ref = serializers.RegexField(
        r"^(post|suggestion)\.[0-9]{1,18}$", help_text="`post.17` for a comment, `suggestion.3`"
    )
    reason = serializers.ChoiceField(choices=Report.Reason.choices)
    note = serializers.CharField(max_length=5000, default="", allow_blank=True)


@extend_schema_view(
    list=extend_schema(summary="Your reports"),
    create=extend_schema(
        summary="Report something",
        description="A moderator of its municipality decides, with reasons. It can be done without an account.",
        request=NoticeIn,
        responses={201: NoticeOut, 400: OpenApiResponse(Problem, "it is not there, or the form is not complete")},
    ),
)
class Reports(Collection):
    """One's own reports."""

    serializer_class = NoticeOut
    queryset = Report.objects.none()
    rates = {"create": "reports"}

    def get_permissions(self) -> Sequence[Any]:
        """Whoever reads something may report it; only its reporter follows a report."""
        return [AllowAny()] if self.action == "create" else [IsAuthenticated()]

    def get_queryset(self) -> QuerySet[Report]:
        return list_reports_of(signed_in(self.request))

    def present(self, rows: Sequence[Report]) -> Rows:
        return [report_data(row) for row in rows]

    def list(self, request: Request) -> Response:
        return self.answer(self.get_queryset())

    def create(self, request: Request) -> Response:
        made = report_thing(reporter=request.user, **read(NoticeIn, request), address=address_of(request))
        return Response(report_data(made), status=201)


def report_data(row: Report) -> Row:
    """See NoticeOut."""
    decision = row.decision
    decided = None
    if decision is not None:
        decided = {"outcome": decision.outcome, "rule": decision.rule, "decided_at": moment(decision.decided_at)}
    return {
        "receipt": row.receipt,
        "ref": row.ref,
        "reason": row.reason,
        "note": row.note,
        "created_at": moment(row.created_at),
        "decision": decided,
    }
