"""Erasing an account while others vote and while the window closes: every tally equals its ballots. On PostgreSQL."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence

import pytest
from django.db import connection

from participation.accounts.actions import erase_account
from participation.refusals import Refused
from participation.voting.actions import cast_ballot, seal_window
from participation.voting.models import Ballot, Question
from participation.voting.selectors import recount, tally_of
from tests.support import factories as make

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


def together(calls: Sequence[Callable[[], object]]) -> list[BaseException]:
    """All at once; what was raised that is no refusal."""
    barrier, errors = threading.Barrier(len(calls)), []

    def run(call: Callable[[], object]) -> None:
        try:
            barrier.wait()
            call()
        except Refused:
            pass
        except BaseException as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(call,)) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert not any(thread.is_alive() for thread in threads)
    return errors


def test_leaving_while_others_vote() -> None:
    consultation = make.consultation()
    questions = [clause.question_id for clause in make.clauses(consultation)]
    leaving, staying = [make.person() for _n in range(4)], [make.person() for _n in range(4)]
    for question in questions:
        for voter in leaving:
            cast_ballot(voter=voter, question_id=question, choice="support")
    calls: list[Callable[[], object]] = [lambda who=who: erase_account(user=who) for who in leaving]
    calls += [
        lambda who=who, q=q: cast_ballot(voter=who, question_id=q, choice="oppose")
        for who in staying
        for q in questions
    ]
    assert together(calls) == []
    for question in questions:
        assert tally_of(question).counts == recount(question).counts == {"oppose": 4}


def test_leaving_at_the_closing_either_counts_or_does_not() -> None:
    for _round in range(5):
        consultation = make.consultation()
        question = make.clauses(consultation)[0].question_id
        leaving = [make.person() for _n in range(4)]
        for voter in leaving:
            cast_ballot(voter=voter, question_id=question, choice="support")
        make.close(consultation, seconds_ago=-0.05)
        calls: list[Callable[[], object]] = [lambda who=who: erase_account(user=who) for who in leaving]
        calls += [lambda window=consultation.window_id: seal_window(window)] * 2
        assert together(calls) == []
        while not Question.objects.filter(pk=question, sealed__isnull=False).exists():
            seal_window(consultation.window_id)
        sealed = Question.objects.get(pk=question).sealed
        left = Ballot.objects.filter(question=question).count()
        assert sealed is not None and sealed["total"] == left
        assert not Ballot.objects.filter(question=question, voter__isnull=False).exists()
