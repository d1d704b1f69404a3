"""The draft as it is read: its text in order, with what people think of each clause."""

from __future__ import annotations

from dataclasses import dataclass, field

from participation.voting.selectors import Tally, ballots_of, tallies_of

from ..models import Consultation, Passage, Version

LEGAL = {
    Passage.Kind.ARTICLE,
    Passage.Kind.PARAGRAPH,
    Passage.Kind.POINT,
    Passage.Kind.LETTER,
    Passage.Kind.TRANSITIONAL,
}
FIRST_WORDS = 48  # characters that stand for a clause without a label


@dataclass
class ClauseView:
    """A clause with its text in one version, its numbers, and the reader's own stance ("" for none)."""

    passage: Passage
    name: str  # what it is called away from its place: "Чл. 5., ал. (2)"
    tally: Tally | None = None
    own: str = ""
    parts: list[ClauseView] = field(default_factory=list)  # of a heading: the clauses under it

    @property
    def pk(self) -> int:
        """The clause's permanent number."""
        return self.passage.clause_id

    @property
    def takes_part(self) -> bool:
        """Whether one can take a stance on it."""
        return self.passage.clause.question_id is not None

    @property
    def is_title(self) -> bool:
        """Whether it is a heading without a text of its own."""
        return not self.passage.body.strip()

    @property
    def comments(self) -> int:
        """Readable comments."""
        thread = self.passage.clause.thread
        return thread.post_count if thread else 0

    @property
    def suggestions(self) -> int:
        """Readable suggestions."""
        return self.passage.clause.suggestion_count

    @property
    def counts(self) -> dict[str, int]:
        """``{stance: n}``; of a heading, of everything under it."""
        total: dict[str, int] = {}
        for tally in [self.tally, *(part.tally for part in self.parts)]:
            for choice, n in tally.counts.items() if tally else ():
                total[choice] = total.get(choice, 0) + n
        return total

    @property
    def weight(self) -> int:
        """Ballots, comments and suggestions together."""
        return (self.tally.total if self.tally else 0) + self.comments + self.suggestions


def latest_version(consultation: Consultation) -> Version | None:
    """The text that is in force for the public; None before it was published."""
    return Version.objects.filter(consultation=consultation).order_by("-number").first()


def list_clauses(version: Version, *, viewer: object = None) -> list[ClauseView]:
    """The whole text in reading order by two queries, three for somebody signed in."""
    passages = list(
        Passage.objects.filter(version=version).select_related("clause__thread").order_by("position")
    )
    questions = [p.clause.question_id for p in passages if p.clause.question_id is not None]
    tallies, own = tallies_of(questions), ballots_of(viewer, questions)
    views, above, heading = [], [], None
    for passage in passages:
        while above and above[-1].depth >= passage.depth:
            above.pop()
        question_id = passage.clause.question_id
        ballot = own.get(question_id) if question_id else None
        view = ClauseView(
            passage, _name(passage, above), tallies.get(question_id) if question_id else None, ballot.choice if ballot else ""
        )
        above.append(passage)
        views.append(view)
        if view.is_title:
            heading = view
        elif heading is not None:
            heading.parts.append(view)
    return views


def _name(passage: Passage, above: list[Passage]) -> str:
    """The labels of the law's own units above it and its own; without any, its heading or first words."""
    labels = [p.label.rstrip(".") for p in above if p.kind in LEGAL and p.label] if passage.kind in LEGAL else []
    own = passage.label.strip()
    if own:
        return ", ".join([*labels, own.rstrip(".") if labels else own])
    text = (passage.heading or passage.body).strip()
    return text if len(text) <= FIRST_WORDS else text[:FIRST_WORDS].rsplit(" ", 1)[0] + "…"
