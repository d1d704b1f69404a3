"""What waits for a moderator."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from participation.rest.fields import moment
from participation.rest.views import Collection, Row, Rows, found

from ..models import Report
from ..selectors import Case, get_case, list_cases
from ..subjects import Described
from .decisions import DecisionFull, decision_data, moderator_of


class CaseOut(serializers.Serializer[Any]):
    """All waiting reports about one thing: one decision."""

    ref = serializers.CharField(help_text="`post.17` for a comment, `suggestion.3`")
    reports = serializers.IntegerField()
    first_at = serializers.DateTimeField(help_text="when it was reported first")


class SubjectOut(serializers.Serializer[Any]):
    """The thing that was reported."""

    author = serializers.CharField(allow_blank=True)
    about = serializers.CharField(help_text="what it was said about")
    html = serializers.CharField(help_text="safe HTML of its words")
    url = serializers.CharField(help_text="path of the page it stands on")
    said_at = serializers.DateTimeField(allow_null=True)
    is_hidden = serializers.BooleanField()


class ComplaintOut(serializers.Serializer[Any]):
    """One report. Who sent it is not told."""

    reason = serializers.ChoiceField(choices=Report.Reason.choices)
    note = serializers.CharField(allow_blank=True)
    created_at = serializers.DateTimeField()


class CaseDetail(CaseOut):
    """A case with what is needed to decide it."""

    subject = SubjectOut(allow_null=True, help_text="null: it is not there any more")
    complaints = ComplaintOut(many=True)
    earlier = DecisionFull(many=True, help_text="what was decided about it before, newest first")


@extend_schema_view(
    list=extend_schema(summary="What waits for you", description="Moderators only; the longest waiting first."),
    retrieve=extend_schema(summary="One case", responses=CaseDetail),
)
class Cases(Collection):
    """The moderators' queue: what was reported in their municipalities and is not decided yet."""

    serializer_class = CaseOut
    permission_classes = [IsAuthenticated]
    queryset = Report.objects.none()
    lookup_field = "ref"
    lookup_value_regex = r"[a-z]{1,30}\.[0-9]{1,18}"

    def present(self, rows: Sequence[Case]) -> Rows:
        return [case_data(row) for row in rows]

    def list(self, request: Request) -> Response:
        return self.answer(list_cases(moderator_of(request)))

    def retrieve(self, request: Request, ref: str) -> Response:
        case = found(get_case(moderator_of(request), ref))
        subject = subject_data(case.subject) if case.subject else None
        complaints = [
            {"reason": report.reason, "note": report.note, "created_at": moment(report.created_at)}
            for report in case.details
        ]
        earlier = [decision_data(decision) for decision in case.earlier]
        return Response({**case_data(case), "subject": subject, "complaints": complaints, "earlier": earlier})


def case_data(case: Case) -> Row:
    """See CaseOut."""
    return {"ref": case.ref, "reports": case.reports, "first_at": moment(case.first_at)}


def subject_data(subject: Described) -> Row:
    """See SubjectOut."""
    return {
        "author": subject.author,
        "about": subject.about,
        "html": subject.html,
        "url": subject.url,
        "said_at": moment(subject.said_at),
        "is_hidden": subject.is_hidden,
    }
