"""Proposals and their answers: public with the report, drafted by officials before."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import django_filters
from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from forums.telling import author_data
from participation.rest.fields import Author, IdField, moment
from participation.rest.filters import IdFilter
from participation.rest.views import Collection, Row, Rows, found, read, signed_in

from ..actions.answering import LONGEST, answer_proposals
from ..models import Proposal
from ..selectors.proposals import proposal_views, visible_proposals
from ..selectors.standing import ProposalView
from .filters import ChoicesFilter


class ProposalOut(serializers.Serializer[Any]):
    """A proposal: a suggested wording, or a comment marked as one; with its answer."""

    id = serializers.IntegerField()
    number = serializers.IntegerField(allow_null=True, help_text="in the published report")
    consultation = serializers.IntegerField()
    clause = serializers.IntegerField()
    suggestion = serializers.IntegerField(allow_null=True)
    comment = serializers.IntegerField(allow_null=True)
    author = Author()
    original = serializers.CharField(allow_blank=True, help_text="the wording it would change")
    text = serializers.CharField(allow_blank=True, help_text="what is proposed")
    why = serializers.CharField(allow_blank=True, help_text="the proposer's reason")
    support = serializers.IntegerField()
    outcome = serializers.ChoiceField(
        choices=Proposal.Outcome.choices, allow_blank=True, help_text="empty: not answered yet"
    )
    reason = serializers.CharField(allow_blank=True)
    resulting_text = serializers.CharField(allow_blank=True)
    answered_at = serializers.DateTimeField(allow_null=True)
    created_at = serializers.DateTimeField()


class AnswerIn(serializers.Serializer[Any]):
    """An answer; a draft until the report is published."""

    outcome = serializers.ChoiceField(
        choices=Proposal.Outcome.choices, allow_blank=True, help_text="empty takes the answer back"
    )
    reason = serializers.CharField(max_length=LONGEST, default="", allow_blank=True)
    resulting_text = serializers.CharField(max_length=LONGEST, required=False, allow_blank=True)


class OneAnswerIn(AnswerIn):
    """An answer to one proposal."""

    seen = serializers.CharField(
        max_length=40,
        required=False,
        allow_blank=True,
        help_text="`answered_at` as you saw it (empty where it was null): 409 `stale` if a colleague answered since",
    )


class BulkAnswerIn(AnswerIn):
    """The same answer to several proposals."""

    consultation = IdField()
    proposals = serializers.ListField(child=IdField(), min_length=1, max_length=500)


class ProposalFilters(django_filters.FilterSet):
    """Proposals by consultation, clause and answer."""

    consultation = IdFilter(field_name="consultation")
    clause = IdFilter(field_name="clause")
    outcome = ChoicesFilter(choices=Proposal.Outcome.choices)
    answered = django_filters.BooleanFilter(
        field_name="answered_at", lookup_expr="isnull", exclude=True, help_text="true: with an answer"
    )


@extend_schema_view(
    list=extend_schema(
        summary="Proposals and answers",
        description="Everybody sees those of published reports. Officials also see, and answer, those of their own "
        "municipality once the consultation has closed.",
    ),
    retrieve=extend_schema(summary="One proposal"),
    partial_update=extend_schema(summary="Answer a proposal", request=OneAnswerIn, responses=ProposalOut),
)
class Proposals(Collection):
    """What the municipality answers."""

    serializer_class = ProposalOut
    filterset_class = ProposalFilters
    queryset = Proposal.objects.none()

    def get_queryset(self) -> QuerySet[Proposal]:
        return visible_proposals(self.request.user)

    def present(self, rows: Sequence[Proposal]) -> Rows:
        return [proposal_data(view) for view in proposal_views(list(rows))]

    def list(self, request: Request) -> Response:
        return self.answer(self.get_queryset())

    def retrieve(self, request: Request, pk: str) -> Response:
        return Response(self.one(self._known(pk)))

    def partial_update(self, request: Request, pk: str) -> Response:
        wanted, proposal = read(OneAnswerIn, request, partial=True), self._known(pk)
        answer_proposals(
            official=signed_in(request),
            consultation_id=proposal.consultation_id,
            proposal_ids=[proposal.pk],
            outcome=wanted.get("outcome", proposal.outcome),
            reason=wanted.get("reason", proposal.reason),
            resulting_text=wanted.get("resulting_text"),
            seen=wanted.get("seen"),
        )
        return Response(self.one(self._known(pk)))

    @extend_schema(summary="Answer several proposals alike", request=BulkAnswerIn, responses=ProposalOut(many=True))
    @action(detail=False, methods=["post"], filterset_class=None, pagination_class=None, url_path="answer")
    def bulk(self, request: Request) -> Response:
        """All of them or none."""
        wanted = read(BulkAnswerIn, request)
        answer_proposals(
            official=signed_in(request),
            consultation_id=wanted["consultation"],
            proposal_ids=wanted["proposals"],
            outcome=wanted["outcome"],
            reason=wanted["reason"],
            resulting_text=wanted.get("resulting_text"),
        )
        return Response(self.present(list(self.get_queryset().filter(pk__in=wanted["proposals"]))))

    def _known(self, pk: str) -> Proposal:
        return found(self.get_queryset().filter(pk=int(pk)).first())


def proposal_data(view: ProposalView) -> Row:
    """See ProposalOut."""
    row, said = view.proposal, view.said
    return {
        "id": row.pk,
        "number": row.number,
        "consultation": row.consultation_id,
        "clause": row.clause_id,
        "suggestion": row.suggestion_id,
        "comment": row.post_id,
        "author": author_data(said.author, said.organisation, said.group),
        "original": view.original,
        "text": view.text,
        "why": view.why,
        "support": view.support,
        "outcome": row.outcome,
        "reason": row.reason,
        "resulting_text": row.resulting_text,
        "answered_at": moment(row.answered_at),
        "created_at": moment(said.created_at),
    }
