"""Races on real PostgreSQL: proven with the guards off, gone with them on."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from participation.database import db_now
from participation.refusals import Closed
from participation.voting import locks
from participation.voting.actions import cast_ballot, seal_window
from participation.voting.models import Ballot, Question, TallyRow, Window
from participation.voting.selectors import recount, tally_of
from tests.support import factories as make

pytestmark = [pytest.mark.alone, pytest.mark.django_db(transaction=True), pytest.mark.postgres]


@pytest.fixture(autouse=True)
def _only_postgres() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("races need PostgreSQL (Debian package postgresql)")


def together(work: list[Callable[[], Any]], threads: int = 8) -> list[Any]:
    """Run all at once from several connections; what each gave, or the error it raised."""
    start = threading.Barrier(threads)
    waiting = iter(range(threads))

    def one(job: Callable[[], Any]) -> Any:
        try:
            if next(waiting, None) is not None:
                start.wait(5)
            return job()
        except Exception as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(one, work))


def naive_cast(voter: Any, question_id: int, choice: str) -> None:
    """What others do: look first, then write. The control that shows the race is real."""
    if not Ballot.objects.filter(question_id=question_id, voter=voter).exists():
        row, _new = TallyRow.objects.get_or_create(question_id=question_id, group="citizen", choice=choice)
        row.n += 1
        row.save()
        Ballot.objects.create(question_id=question_id, voter=voter, choice=choice)


def test_control_look_then_write_counts_wrong() -> None:
    question = make.clauses(make.consultation())[0].question
    voters = [make.person() for _ in range(12)]
    together([lambda v=v: naive_cast(v, question.pk, "support") for v in voters for _ in range(8)])
    assert tally_of(question.pk).total != Ballot.objects.count()


def test_one_person_one_ballot_whatever_is_clicked_at_once() -> None:
    question = make.clauses(make.consultation())[0].question
    voters = [make.person() for _ in range(20)]
    choices = ["support", "oppose", "unsure", "support"] * 2
    results = together(
        [lambda v=v, c=c: cast_ballot(voter=v, question_id=question.pk, choice=c) for v in voters for c in choices]
    )
    assert [r for r in results if isinstance(r, Exception)] == []
    assert Ballot.objects.count() == 20
    assert tally_of(question.pk).total == 20
    assert {k: v for k, v in tally_of(question.pk).counts.items() if v} == recount(question.pk).counts


def test_two_representatives_at_once_are_one_voice() -> None:
    municipality = make.place()
    question = make.clauses(make.consultation(municipality))[0].question
    ngo = make.organisation(municipality)
    people = [make.representative(ngo) for _ in range(4)]
    together(
        [
            lambda p=p, c=c: cast_ballot(voter=p, question_id=question.pk, choice=c, organisation_id=ngo.pk)
            for p in people
            for c in ("support", "oppose") * 3
        ]
    )
    assert Ballot.objects.filter(organisation=ngo).count() == 1
    assert {k: v for k, v in tally_of(question.pk).counts.items() if v} == recount(question.pk).counts


def close_in_the_middle(rounds: int) -> int:
    """Cast while it closes; how many ballots were accepted after the tally was sealed."""
    late = 0
    for _round in range(rounds):
        consultation = make.consultation()
        question = make.clauses(consultation)[0].question
        voters = [make.person() for _ in range(14)]
        Window.objects.filter(pk=consultation.window_id).update(closes_at=db_now() + timedelta(milliseconds=40))

        def seal(window_id: int = consultation.window_id) -> None:
            while not seal_window(window_id):
                pass

        jobs: list[Callable[[], Any]] = [
            lambda v=v, q=question: cast_ballot(voter=v, question_id=q.pk, choice="support") for v in voters
        ]
        results = together([*jobs[:7], seal, *jobs[7:]])
        accepted = sum(isinstance(result, Ballot) for result in results)
        assert all(result is None or isinstance(result, Ballot | Closed) for result in results), results
        sealed = Question.objects.get(pk=question.pk).sealed
        assert sealed is not None
        counted = sealed["total"]
        late += accepted - counted
        assert accepted == Ballot.objects.filter(question=question).count()
    return late


def test_closing_is_exact() -> None:
    assert close_in_the_middle(rounds=25) == 0


def test_control_closing_without_the_shared_lock_lets_late_ones_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the lock off, and a commit that takes its time, ballots arrive after the sealed tally."""
    from participation.voting.actions import ballots

    monkeypatch.setattr(locks, "for_share", lambda alias="": "")
    real = ballots.apply_changes

    def slow(*args: Any) -> None:
        real(*args)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(0.06)")

    monkeypatch.setattr(ballots, "apply_changes", slow)
    assert close_in_the_middle(rounds=6) > 0
