"""Races of polls on real PostgreSQL: proven with a plain way of voting, gone with the sheet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction

from participation.accounts.actions import erase_account
from participation.database import db_now
from participation.polls.actions import close_due, vote_in_poll
from participation.polls.models import Poll
from participation.polls.selectors import get_poll, view_of
from participation.refusals import Closed, Refused
from participation.voting.models import Ballot, Question, Window
from tests.polls.test_voting import agrees
from tests.races.test_ballots import together
from tests.support import factories as make

pytestmark = [pytest.mark.alone, pytest.mark.django_db(transaction=True), pytest.mark.postgres]

ONE, OTHER = {"1": 1, "2": 1}, {"3": 1, "4": 1}
OPTIONS = ("а", "б", "в", "г")


@pytest.fixture(autouse=True)
def _only_postgres() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("races need PostgreSQL (Debian package postgresql)")


def chosen(poll: Poll) -> dict[int | None, set[str]]:
    """What each voice chose."""
    keys = {option.question_id: str(option.position) for option in poll.options.all()}
    held: dict[int | None, set[str]] = {}
    for voter, organisation, question in Ballot.objects.filter(question__in=keys).values_list(
        "voter", "organisation", "question"
    ):
        held.setdefault(voter or organisation, set()).add(keys[question])
    return held


@transaction.atomic
def naive_vote(voter: Any, poll: Poll, marks: dict[str, int]) -> None:
    """What others do: take the old choices away, write the new ones, with nothing that two of them wait at."""
    questions = {str(option.position): option.question_id for option in poll.options.all()}
    Ballot.objects.filter(voter=voter, question__in=questions.values()).delete()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(0.02)")
    for key in marks:
        Ballot.objects.create(question_id=questions[key], voter=voter, choice="1")


def test_control_two_votes_at_once_become_a_mixture() -> None:
    poll, voters = make.poll(kind="several", options=OPTIONS, limit=2), [make.person() for _ in range(6)]
    together([lambda v=v, m=m: naive_vote(v, poll, m) for v in voters for m in (ONE, OTHER)])
    assert any(len(keys) > 2 for keys in chosen(poll).values())


@pytest.mark.parametrize("kind", ["several", "points"])
def test_two_votes_at_once_are_one_or_the_other_whole(kind: str) -> None:
    poll = make.poll(kind=kind, options=OPTIONS, limit=2)
    voters = [make.person() for _ in range(10)]
    results = together(
        [lambda v=v, m=m: vote_in_poll(voter=v, poll_id=poll.pk, marks=m) for v in voters for m in (ONE, OTHER) * 4]
    )
    assert [one for one in results if isinstance(one, Exception)] == []
    assert Counter(results)[True] == 10, "one of each person's was the first"
    assert set(map(frozenset, chosen(poll).values())) <= {frozenset(ONE), frozenset(OTHER)}
    assert len(chosen(poll)) == 10 and agrees(poll)


def test_two_representatives_at_once_are_one_voice() -> None:
    place = make.place()
    poll = make.poll(place, "several", options=OPTIONS, limit=2, by="organisation")
    ngo = make.organisation(place)
    people = [make.representative(ngo) for _ in range(4)]
    together(
        [
            lambda p=p, m=m: vote_in_poll(voter=p, poll_id=poll.pk, marks=m, organisation_id=ngo.pk)
            for p in people
            for m in (ONE, OTHER) * 3
        ]
    )
    assert [frozenset(keys) for keys in chosen(poll).values()] in ([frozenset(ONE)], [frozenset(OTHER)])
    assert Ballot.objects.filter(question=poll.anchor_id).count() == 1 and agrees(poll)


def test_leaving_while_voting_leaves_nothing_behind() -> None:
    poll = make.poll(kind="several", options=OPTIONS, limit=2)
    leaving = [make.person() for _ in range(8)]
    for voter in leaving:
        vote_in_poll(voter=voter, poll_id=poll.pk, marks=ONE)
    jobs: list[Callable[[], Any]] = []
    for voter in leaving:
        jobs += [
            lambda v=voter: vote_in_poll(voter=v, poll_id=poll.pk, marks=OTHER),
            lambda v=voter: erase_account(user=v),
        ]
    results = together(jobs)
    errors = [one for one in results if isinstance(one, Exception) and not isinstance(one, Refused)]
    assert not [one for one in errors if "deadlock" in str(one)], errors
    assert not Ballot.objects.filter(question__window=poll.window_id).exists() and agrees(poll)


def test_closing_is_exact() -> None:
    late = 0
    for _round in range(12):
        poll = make.poll(kind="several", options=OPTIONS, limit=2)
        voters = [make.person() for _ in range(14)]
        Window.objects.filter(pk=poll.window_id).update(closes_at=db_now() + timedelta(milliseconds=60))

        def seal() -> None:
            while not close_due():
                pass

        jobs: list[Callable[[], Any]] = [
            lambda v=v, p=poll: vote_in_poll(voter=v, poll_id=p.pk, marks=ONE) for v in voters
        ]
        results = together([*jobs[:7], seal, *jobs[7:]])
        assert all(one is None or one is True or isinstance(one, Closed) for one in results), results
        accepted = sum(one is True for one in results)
        sealed = Question.objects.get(pk=poll.anchor_id).sealed
        assert sealed is not None
        late += accepted - sealed["total"]
        view = view_of(get_poll(poll.pk) or pytest.fail("gone"))
        assert [option.votes for option in view.options] == [accepted, accepted, 0, 0]
    assert late == 0
