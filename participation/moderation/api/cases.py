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
from participation.rest.views import Collection, Row, Rows, found, signed_in

from ..models import Decision, Report
from ..policies import needs_second
from ..selectors import Case, as_cases, get_case, waiting_cases
from ..subjects import Described
from .decisions import DecisionFull, decision_data, moderator_of


class CaseOut(serializers.Serializer[Any]):
    """All waiting reports about one thing: one decision."""

    ref = serializers.CharField(help_text="`post.17` for a comment, `suggestion.3`")
    reports = serializers.IntegerField()
    automatic = serializers.IntegerField(help_text="how many of them are flags of automatic checks")
    first_at = serializers.DateTimeField(allow_null=True, help_text="when it was reported first")


class SubjectOut(serializers.Serializer[Any]):
    """The thing that was reported."""

    author = serializers.CharField(allow_blank=True)
    about = serializers.CharField(help_text="what it was said about")
    html = serializers.CharField(help_text="safe HTML of its words")
    url = serializers.CharField(help_text="path of the page it stands on")
    said_at = serializers.DateTimeField(allow_null=True)
    is_hidden = serializers.BooleanField()
    is_masked = serializers.BooleanField(help_text="some of its words are hidden")
    is_locked = serializers.BooleanField(help_text="it takes no new posts")
    said_around = serializers.IntegerField(help_text="posts in its conversation: `lock` closes it for everybody")
    answers = serializers.CharField(allow_blank=True, help_text="safe HTML of what it answers")


class ComplaintOut(serializers.Serializer[Any]):
    """One report. Who sent it is not told."""

    reason = serializers.ChoiceField(choices=Report.Reason.choices)
    place = serializers.CharField(allow_blank=True, help_text="the words it is about")
    note = serializers.CharField(allow_blank=True)
    source = serializers.ChoiceField(choices=Report.Source.choices)  # type: ignore[assignment]  # a field's name
    detector = serializers.CharField(allow_blank=True, help_text="which automatic check it was")
    created_at = serializers.DateTimeField()


class CaseDetail(CaseOut):
    """A case with what is needed to decide it."""

    subject = SubjectOut(allow_null=True, help_text="null: it is not there any more")
    complaints = ComplaintOut(many=True)
    outcomes = serializers.ListField(
        child=serializers.ChoiceField(choices=Decision.Outcome.choices), help_text="what can be decided"
    )
    where = serializers.CharField(allow_blank=True, help_text="clause or topic with what it belongs to")
    needs_second = serializers.BooleanField(
        help_text="you work for the municipality whose draft was spoken about: a restriction waits for a second moderator"
    )
    stands_on = serializers.CharField(allow_blank=True, help_text="safe HTML of what it was said about")
    more_by_author = serializers.ListField(
        child=serializers.CharField(), help_text="refs of what else of the same person waits there"
    )
    earlier = DecisionFull(many=True, help_text="what was decided about it before, newest first")
    about_author = DecisionFull(many=True, help_text="what was decided about the same person there, newest first")


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

    def present(self, rows: Sequence[Row]) -> Rows:
        return [case_data(case) for case in as_cases(rows)]

    def list(self, request: Request) -> Response:
        return self.answer(waiting_cases(moderator_of(request)))

    def retrieve(self, request: Request, ref: str) -> Response:
        case = found(get_case(moderator_of(request), ref))
        subject = subject_data(case.subject) if case.subject else None
        more = {
            "subject": subject,
            "complaints": [complaint_data(report) for report in case.details],
            "outcomes": [outcome.value for outcome in case.outcomes],
            "where": case.where,
            "needs_second": bool(case.subject and needs_second(signed_in(request), case.subject)),
            "stands_on": case.around[1] if case.around else "",
            "more_by_author": [one.ref for one in case.more_by_author],
            "earlier": [decision_data(decision) for decision in case.earlier],
            "about_author": [decision_data(decision) for decision in case.about_author],
        }
        return Response({**case_data(case), **more})


def case_data(case: Case) -> Row:
    """See CaseOut."""
    first = moment(case.first_at)
    return {"ref": case.ref, "reports": case.reports, "automatic": case.automatic, "first_at": first}


def complaint_data(report: Report) -> Row:
    """See ComplaintOut."""
    return {
        "reason": report.reason,
        "place": report.place,
        "note": report.note,
        "source": report.source,
        "detector": report.detector,
        "created_at": moment(report.created_at),
    }


def subject_data(subject: Described) -> Row:
    """See SubjectOut."""
    return {
        "author": subject.author,
        "about": subject.about,
        "html": subject.html,
        "url": subject.url,
        "said_at": moment(subject.said_at),
        "is_hidden": subject.is_hidden,
        "is_masked": subject.is_masked,
        "is_locked": subject.is_locked,
        "said_around": subject.said_around,
        "answers": subject.answers,
    }
