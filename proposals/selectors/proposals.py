"""Proposals across consultations, with their answers as far as the viewer may know them."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from participation.accounts.models import User
from participation.places.models import Role
from participation.voting.selectors import tallies_of

from ..models import Proposal
from .answers import REPORTED
from .standing import STANDING, ProposalView


def visible_proposals(viewer: object) -> QuerySet[Proposal]:
    """Answered proposals of published reports; for officials also those of their municipality that are being answered."""
    known = Q(consultation__stage__in=REPORTED)
    if isinstance(viewer, User):
        theirs = Role.objects.filter(user=viewer, kind=Role.Kind.OFFICIAL).values("municipality")
        known |= Q(consultation__municipality__in=theirs)
    return (
        Proposal.objects.filter(STANDING & known)
        .select_related(
            "suggestion__passage",
            "suggestion__author",
            "suggestion__organisation",
            "post__author",
            "post__organisation",
            "post__carried",
        )
        .order_by("consultation_id", "number", "id")
    )


def proposal_views(proposals: list[Proposal]) -> list[ProposalView]:
    """Each with what it would change and its support: one query. The clause's name is left to whoever lists clauses."""
    questions = {row.pk: (row.suggestion or row.post).question_id for row in proposals}  # type: ignore[union-attr]  # one of the two, by constraint
    tallies = tallies_of(questions.values())
    return [
        ProposalView(row, "", row.suggestion.passage.body if row.suggestion else "", tallies[questions[row.pk]].total)
        for row in proposals
    ]
