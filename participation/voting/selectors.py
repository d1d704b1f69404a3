"""Every read of votes. Nobody's ballot but one's own ever leaves this room."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

from participation.accounts.models import User
from participation.database import db_now

from .models import Ballot, Question, TallyRow
from .policies import is_open

FOLD_UNDER = 5  # a group with fewer people is not broken down


@dataclass
class Tally:
    """How many chose what. ``groups`` is ``{group: {choice: n}}``."""

    question_id: int
    groups: dict[str, dict[str, int]] = field(default_factory=dict)

    @property
    def counts(self) -> dict[str, int]:
        """``{choice: n}`` over all groups."""
        total: dict[str, int] = defaultdict(int)
        for row in self.groups.values():
            for choice, n in row.items():
                total[choice] += n
        return dict(total)

    @property
    def total(self) -> int:
        """Number of ballots."""
        return sum(self.counts.values())

    def folded(self) -> dict[str, dict[str, int]]:
        """The groups as they may be shown: those under 5 people are put together as "other", or left out when alone."""
        shown: dict[str, dict[str, int]] = {}
        other: dict[str, int] = defaultdict(int)
        for group, row in self.groups.items():
            if sum(row.values()) >= FOLD_UNDER:
                shown[group] = {choice: n for choice, n in row.items() if n}
            else:
                for choice, n in row.items():
                    other[choice] += n
        if sum(other.values()) >= FOLD_UNDER:
            shown["other"] = dict(other)
        return shown

    def as_data(self) -> dict[str, Any]:
        """As the API and the live stream tell it."""
        return {
            "question": self.question_id,
            "counts": {choice: n for choice, n in self.counts.items() if n},
            "total": self.total,
            "groups": self.folded(),
        }


def tallies_of(question_ids: Iterable[int]) -> dict[int, Tally]:
    """The tallies of several questions by one query; a question without ballots has an empty tally."""
    wanted = list(question_ids)
    tallies = {pk: Tally(pk) for pk in wanted}
    if not wanted:
        return tallies
    rows = TallyRow.objects.filter(question_id__in=wanted, n__gt=0).values_list("question_id", "group", "choice", "n")
    for question_id, group, choice, n in rows:
        tallies[question_id].groups.setdefault(group, {})[choice] = n
    return tallies


def tally_of(question_id: int) -> Tally:
    """The tally of one question."""
    return tallies_of([question_id])[question_id]


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
