"""How much happened on consultations, summed by the database."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, Sum

from participation.voting.models import TallyRow

from ..models import Clause


@dataclass
class Numbers:
    """Clauses that can be voted on, ballots on them, readable comments and suggestions."""

    clauses: int = 0
    ballots: int = 0
    comments: int = 0
    suggestions: int = 0


def numbers_of(consultation_ids: Iterable[int]) -> dict[int, Numbers]:
    """The numbers of several consultations: three queries however many there are."""
    result = {pk: Numbers() for pk in consultation_ids}
    if not result:
        return result
    clauses = (
        Clause.objects.filter(consultation__in=list(result))
        .values("consultation_id")
        .annotate(n=Count("question_id"), comments=Sum("thread__post_count"), suggested=Sum("suggestion_count"))
        .order_by()
    )
    for row in clauses:
        numbers = result[row["consultation_id"]]
        numbers.clauses, numbers.comments, numbers.suggestions = row["n"], row["comments"] or 0, row["suggested"] or 0
    readable = Q(suggestions__hidden_at=None)
    about = (
        Clause.objects.filter(readable, consultation__in=list(result), suggestions__isnull=False)
        .values("consultation_id")
        .annotate(n=Sum("suggestions__thread__post_count"))
        .order_by()
    )
    for discussed in about:
        result[discussed["consultation_id"]].comments += discussed["n"] or 0
    ballots = (
        TallyRow.objects.filter(question__clause__consultation__in=list(result))
        .values("question__clause__consultation_id")
        .annotate(total=Sum("n"))
        .order_by()
    )
    for cast in ballots:
        result[cast["question__clause__consultation_id"]].ballots = cast["total"] or 0
    return result
