"""How much happened on consultations, summed by the database."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Sum

from forums.selectors import count_posts_of
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
        .annotate(n=Count("question_id"), suggested=Sum("suggestion_count"))
        .order_by()
    )
    for row in clauses:
        numbers = result[row["consultation_id"]]
        numbers.clauses, numbers.suggestions = row["n"], row["suggested"] or 0
    for pk, posts in count_posts_of(f"consultation.{pk}" for pk in result).items():
        result[int(pk.partition(".")[2])].comments = posts
    ballots = (
        TallyRow.objects.filter(question__clause__consultation__in=list(result))
        .values("question__clause__consultation_id")
        .annotate(total=Sum("n"))
        .order_by()
    )
    for cast in ballots:
        result[cast["question__clause__consultation_id"]].ballots = cast["total"] or 0
    return result
