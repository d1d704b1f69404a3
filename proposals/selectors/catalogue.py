"""Lists of consultations: filtered, ordered, each with its numbers and the strip of its clauses."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count, F, Max, Q, QuerySet, Sum

from participation.voting.models import TallyRow

from ..models import Consultation, Passage, Version
from .states import State, public_consultations

ORDERS = {
    "closing": ("window__closes_at", "id"),
    "newest": ("-published_at", "-id"),
    "title": ("title", "id"),
}


@dataclass
class ClauseNumbers:
    """How much was said on one clause. ``counts`` is ``{stance: n}``."""

    clause_id: int
    label: str
    comments: int
    suggestions: int
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def ballots(self) -> int:
        """Ballots on its stances."""
        return sum(self.counts.values())

    @property
    def weight(self) -> int:
        """Everything said, for the height of its column."""
        return self.ballots + self.comments + self.suggestions


@dataclass
class Numbers:
    """How much was said on one consultation, clause by clause in reading order."""

    clauses: list[ClauseNumbers] = field(default_factory=list)

    @property
    def ballots(self) -> int:
        """Ballots on all its clauses."""
        return sum(clause.ballots for clause in self.clauses)

    @property
    def comments(self) -> int:
        """Readable comments on all its clauses."""
        return sum(clause.comments for clause in self.clauses)

    @property
    def suggestions(self) -> int:
        """Readable suggestions on all its clauses."""
        return sum(clause.suggestions for clause in self.clauses)


def list_consultations(
    *, state: str = "", municipality: str = "", kind: str = "", words: str = "", order: str = ""
) -> QuerySet[Consultation]:
    """Public consultations. An unknown state, kind or order filters or orders nothing; words are sought in title,
    summary, policy area and place."""
    found = public_consultations()
    if state in State.values:
        found = found.filter(state=state)
    if kind in Consultation.Kind.values:
        found = found.filter(kind=kind)
    if municipality:
        found = found.filter(municipality__code=municipality.upper())
    for word in words.split()[:6]:
        found = found.filter(_contains(word))
    if order in ORDERS:
        return found.order_by(*ORDERS[order])
    return found.order_by(F("published_at").desc(nulls_last=True), "-id")


def _contains(word: str) -> Q:
    """The word in any of the texts. SQLite folds only ASCII, so Cyrillic is asked for in its usual three forms."""
    wanted = Q()
    for form in {word, word.lower(), word.capitalize(), word.upper()}:
        for name in ("title", "summary", "policy_area", "municipality__name_bg", "municipality__name_en"):
            wanted |= Q(**{f"{name}__icontains": form})
    return wanted


def numbers_of(consultation_ids: Iterable[int]) -> dict[int, Numbers]:
    """The numbers of several consultations by three queries, whatever their number."""
    wanted = list(consultation_ids)
    numbers = {pk: Numbers() for pk in wanted}
    newest = Version.objects.filter(consultation__in=wanted).values("consultation").annotate(newest=Max("pk")).order_by()
    by_question: dict[int, ClauseNumbers] = {}
    passages = (
        Passage.objects.filter(version__in=[row["newest"] for row in newest], clause__question__isnull=False)
        .order_by("version_id", "position")
        .values_list(
            "version__consultation_id", "clause_id", "label", "clause__question_id", "clause__thread__post_count",
            "clause__suggestion_count",
        )
    )
    for consultation_id, clause_id, label, question_id, comments, suggestions in passages:
        row = ClauseNumbers(clause_id, label, comments or 0, suggestions)
        by_question[question_id] = row
        numbers[consultation_id].clauses.append(row)
    tallies = (
        TallyRow.objects.filter(question__clause__consultation__in=wanted, n__gt=0)
        .values_list("question_id", "choice")
        .annotate(total=Sum("n"))
        .order_by()
    )
    for question_id, choice, n in tallies:
        if question_id in by_question:
            by_question[question_id].counts[choice] = n
    return numbers


def count_by_state(municipality: str = "") -> dict[str, int]:
    """How many public consultations are in each state."""
    found = list_consultations(municipality=municipality).order_by()
    return {row["state"]: row["n"] for row in found.values("state").annotate(n=Count("id"))}
