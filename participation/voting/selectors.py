"""Every read of votes. Nobody's ballot but one's own ever leaves this room."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Count, QuerySet

from participation.accounts.models import User
from participation.database import db_now, rows
from participation.record.models import Act

from .folding import Groups, add_up
from .models import Ballot, Question, TallyRow
from .policies import is_open

# In SQL because every ballot runs it: docs/decisions/hot-paths.md.
ROWS_OF_ONE = (
    f'SELECT q.sealed, t."group", t.choice, t.n FROM {Question._meta.db_table} q '  # noqa: S608  # names only
    f"LEFT JOIN {TallyRow._meta.db_table} t ON t.question_id = q.id AND t.n > 0 WHERE q.id = %s"
)


@dataclass
class Tally:
    """How many chose what. ``groups`` is ``{group: {choice: n}}``: for counting, never to be shown as it is."""

    question_id: int
    groups: Groups = field(default_factory=dict)
    sealed: dict[str, Any] | None = None  # as published at the closing; None: not sealed yet

    @property
    def counts(self) -> dict[str, int]:
        """``{choice: n}`` over all groups."""
        return add_up(self.groups) if self.sealed is None else dict(self.sealed["counts"])

    @property
    def total(self) -> int:
        """Number of ballots."""
        return sum(self.counts.values()) if self.sealed is None else int(self.sealed["total"])

    @property
    def is_withheld(self) -> bool:
        """Whether it is sealed and nobody reads more of it than how many voted: too few did, in secret."""
        return self.sealed is not None and self.total > 0 and not self.sealed["counts"]

    def folded(self) -> Groups:
        """The groups as they may be shown: once sealed, as they were folded then; before that none.

        A breakdown that changes with every ballot tells the choice of whoever just voted, if it is known what they are:
        docs/decisions/secret-votes.md.
        """
        return self.sealed["groups"] if self.sealed is not None else {}

    def as_data(self) -> dict[str, Any]:
        """As the API and the live stream tell it."""
        return {"question": self.question_id, "counts": self.counts, "total": self.total, "groups": self.folded()}


def tallies_of(question_ids: Iterable[int]) -> dict[int, Tally]:
    """The tallies of several questions by one query; a question without ballots has an empty tally."""
    wanted = list(question_ids)
    tallies = {pk: Tally(pk) for pk in wanted}
    if not wanted:
        return tallies
    of = ("pk", "sealed", "tally_rows__group", "tally_rows__choice", "tally_rows__n")
    for question_id, sealed, group, choice, n in Question.objects.filter(pk__in=wanted).values_list(*of):
        _take(tallies[question_id], sealed, group, choice, n)
    return tallies


def tally_of(question_id: int) -> Tally:
    """The tally of one question."""
    tally = Tally(question_id)
    for sealed, group, choice, n in rows(ROWS_OF_ONE, [question_id]):
        _take(tally, json.loads(sealed) if isinstance(sealed, str) else sealed, group, choice, n)
    return tally


def _take(tally: Tally, sealed: dict[str, Any] | None, group: str | None, choice: str, n: int | None) -> None:
    tally.sealed = sealed
    if group and n:
        tally.groups.setdefault(group, {})[choice] = n


def list_questions(window_id: int) -> QuerySet[Question]:
    """Everything that is voted on in a window, in the order in which the digest is taken."""
    return Question.objects.filter(window=window_id).order_by("id")


def published_tallies(questions: Iterable[Question]) -> list[dict[str, Any]]:
    """The tallies as everybody may have them. Of a sealed window these, by id, are what its digest is taken of."""
    found = list(questions)
    tallies = tallies_of(question.pk for question in found)
    return [{**tallies[question.pk].as_data(), "ref": question.ref} for question in found]


def ballots_of(user: object, question_ids: Iterable[int]) -> dict[int, Ballot]:
    """The person's own ballots on these questions, by question; nothing for nobody."""
    if not isinstance(user, User):
        return {}
    own = Ballot.objects.filter(voter=user, question_id__in=list(question_ids)).select_related("organisation")
    return {ballot.question_id: ballot for ballot in own}


def voted_on(user: object, question_ids: Iterable[int]) -> set[int]:
    """Those of the questions on which the person cast a ballot; none for nobody."""
    if not isinstance(user, User):
        return set()
    return set(
        Ballot.objects.filter(voter=user, question_id__in=list(question_ids)).values_list("question_id", flat=True)
    )


def get_question(question_id: int) -> Question | None:
    """A question with its window, or None."""
    return Question.objects.select_related("window").filter(pk=question_id).first()


def question_exists(question_id: int) -> bool:
    """Whether there is such a question."""
    return Question.objects.filter(pk=question_id).exists()


def stands(question: Question) -> bool:
    """Whether a ballot on this question (its window at hand) is accepted now, by the database's clock."""
    return question.is_open and is_open(question.window, db_now())


def list_own_ballots(user: object) -> QuerySet[Ballot]:
    """The person's own ballots, newest first, each with its question; nothing for nobody."""
    if not isinstance(user, User):
        return Ballot.objects.none()
    return Ballot.objects.filter(voter=user).select_related("question").order_by("-changed_at", "-id")


def recount(question_id: int) -> Tally:
    """The tally counted anew from the ballots: what every shown tally must equal."""
    tally = Tally(question_id)
    for group, choice in Ballot.objects.filter(question_id=question_id).values_list("group", "choice"):
        row = tally.groups.setdefault(group, {})
        row[choice] = row.get(choice, 0) + 1
    return tally


def questions_of_new_voters(*, voted_since: datetime, joined_since: datetime, at_least: int) -> dict[str, int]:
    """``{what the question is about: voters}`` of questions on which that many accounts that joined since then voted
    since then. Numbers only: who voted, and what, is not asked.
    """
    lately = Act.objects.filter(kind="ballot.cast", at__gte=voted_since).order_by()
    busy = lately.values("ref").annotate(n=Count("id")).filter(n__gte=at_least).values_list("ref", flat=True)
    new = Ballot.objects.filter(
        question__ref__in=list(busy), cast_at__gte=voted_since, voter__joined_at__gte=joined_since
    )
    counted = new.order_by().values("question__ref").annotate(n=Count("id")).filter(n__gte=at_least)
    return {row["question__ref"]: row["n"] for row in counted}
