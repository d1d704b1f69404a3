"""The draft as it is read: clauses in order, each with its tally and counts."""

from __future__ import annotations

from dataclasses import dataclass, field

from participation.voting.models import Ballot
from participation.voting.selectors import Tally, ballots_of, tallies_of

from ..models import Clause, Consultation, Passage


@dataclass
class ClauseView:
    """A clause as pages and the API show it. A heading has no question: ``tally`` is None."""

    passage: Passage
    tally: Tally | None = None
    own: Ballot | None = None

    @property
    def clause(self) -> Clause:
        """The clause's lasting identity."""
        return self.passage.clause

    @property
    def comment_count(self) -> int:
        """Readable posts in its thread."""
        return self.clause.thread.post_count if self.clause.thread else 0


@dataclass
class Reading:
    """The current version of a consultation, in reading order."""

    consultation: Consultation
    version: int = 0
    clauses: list[ClauseView] = field(default_factory=list)


def read_draft(consultation: Consultation, *, viewer: object = None) -> Reading:
    """The newest version with tallies and counts; for a viewer, with their own ballots. Three queries, four with a viewer."""
    passages = list(
        Passage.objects.filter(version__consultation=consultation)
        .select_related("version", "clause__thread")
        .order_by("-version__number", "position")
    )
    if not passages:
        return Reading(consultation)
    number = passages[0].version.number
    passages = [passage for passage in passages if passage.version.number == number]
    views = clause_views(passages, viewer=viewer)
    return Reading(consultation, number, views)


def clause_views(passages: list[Passage], *, viewer: object = None) -> list[ClauseView]:
    """Views of passages whose clause and thread are at hand: one query for tallies, one for own ballots."""
    questions = [passage.clause.question_id for passage in passages if passage.clause.question_id]
    tallies, own = tallies_of(questions), ballots_of(viewer, questions)
    return [
        ClauseView(passage, tallies.get(passage.clause.question_id or 0), own.get(passage.clause.question_id or 0))
        for passage in passages
    ]


def get_clause(consultation: Consultation, clause_id: int, *, viewer: object = None) -> ClauseView | None:
    """One clause of a consultation in its newest wording, or None."""
    passage = (
        Passage.objects.filter(clause_id=clause_id, clause__consultation=consultation)
        .select_related("version", "clause__thread")
        .order_by("-version__number")
        .first()
    )
    return clause_views([passage], viewer=viewer)[0] if passage else None


def clause_ids(consultation: Consultation, clause_id: int) -> tuple[int | None, int | None] | None:
    """The numbers of the clause's question and thread, each None for a heading; None if it is not of this consultation."""
    return (
        Clause.objects.filter(consultation=consultation, pk=clause_id).values_list("question_id", "thread_id").first()
    )
