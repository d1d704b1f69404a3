"""Several officials at once, on real PostgreSQL: one wins, the others are told; nothing is lost unseen."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction

from participation.database import db_now
from participation.refusals import BadInput, Closed, Stale
from participation.voting.actions import cast_ballot
from participation.voting.models import Window
from proposals.actions import lifecycle
from proposals.actions.answering import answer_proposals, publish_report
from proposals.actions.changing import extend_term
from proposals.actions.taking_part import suggest_wording
from proposals.actions.trees import change_tree
from proposals.models import Consultation, DraftTree, Proposal
from proposals.tree import edit
from tests.races.test_ballots import together
from tests.support import factories as make

pytestmark = [pytest.mark.alone, pytest.mark.django_db(transaction=True), pytest.mark.postgres]


@pytest.fixture(autouse=True)
def _only_postgres() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("races need PostgreSQL (Debian package postgresql)")


def naive_change(consultation: Consultation, body: str) -> None:
    """What others do: look at the revision, then write. The control that shows the race is real."""
    with transaction.atomic():
        draft = DraftTree.objects.get(consultation=consultation)
        if draft.revision != 0:
            raise Stale
        draft.tree, draft.revision = edit(draft.tree, "b", body=body).tree, draft.revision + 1
        draft.save()


def test_control_looking_then_writing_loses_changes() -> None:
    for _round in range(10):
        draft = make.draft()
        done = together([lambda n=n, draft=draft: naive_change(draft, f"{n}.") for n in range(8)])
        if done.count(None) > 1:
            return
    pytest.fail("the control did not show the race")


def test_of_changes_to_one_revision_exactly_one_is_made() -> None:
    draft = make.draft()
    officials = [make.official(draft.municipality, f"Служител {n}") for n in range(8)]

    def change(official: Any) -> Any:
        return change_tree(
            official=official, consultation_id=draft.pk, operation="edit", key="b", revision=0, body=f"{official.pk}."
        )

    done = together([lambda official=official: change(official) for official in officials])
    stale = [one for one in done if isinstance(one, Stale)]
    made = [one for one in done if not isinstance(one, Exception)]
    assert (len(made), len(stale)) == (1, 7), done
    stored = DraftTree.objects.get(consultation=draft)
    assert (stored.tree, stored.revision, stored.steps.count()) == (made[0].after, 1, 2)


def test_the_report_holds_the_answers_that_were_there_when_it_was_published() -> None:
    consultation = make.consultation()
    official = make.official(consultation.municipality)
    clause = make.clauses(consultation)[0]
    for n in range(4):
        suggest_wording(author=make.person(), clause_id=clause.pk, text=f"Текст {n}.", reason="Защото.")
    make.close(consultation)
    ids = list(Proposal.objects.values_list("pk", flat=True))
    answer_proposals(official=official, consultation_id=consultation.pk, proposal_ids=ids, outcome="accepted")

    def reject() -> int:
        return answer_proposals(
            official=official, consultation_id=consultation.pk, proposal_ids=ids, outcome="rejected", reason="Не."
        )

    done = together([reject, lambda: publish_report(official=official, consultation_id=consultation.pk)] * 4)
    published = [one for one in done if isinstance(one, Consultation)]
    assert len(published) == 1
    assert all(isinstance(one, (int, Consultation, BadInput)) for one in done), done
    assert len(set(Proposal.objects.values_list("outcome", flat=True))) == 1
    assert sorted(Proposal.objects.values_list("number", flat=True)) == [1, 2, 3, 4]


def test_a_term_is_extended_or_closed_never_both() -> None:
    """At the closing moment: either the extension came first and it stays open, or it closed and nothing is extended."""
    ends = []
    for round_ in range(8):
        soon = db_now() + timedelta(milliseconds=400)
        consultation = make.consultation(closes_at=soon, title=f"Срок {round_}")
        official = make.official(consultation.municipality)
        question = make.clauses(consultation)[0].question_id
        voters = [make.person() for _n in range(2)]
        later = soon + timedelta(days=5)
        at = time.monotonic() + (soon - db_now()).total_seconds() - 0.004

        def extend(official: Any = official, pk: int = consultation.pk, later: Any = later, at: float = at) -> Any:
            time.sleep(max(at - time.monotonic(), 0))
            return extend_term(official=official, consultation_id=pk, closes_at=later, reason="Още време")

        def close(at: float = at) -> int:
            time.sleep(max(at - time.monotonic(), 0))
            for _try in range(20):
                if lifecycle.close_due():
                    return 1
            return 0

        def vote(voter: Any, question: int = question, at: float = at) -> Any:
            time.sleep(max(at - time.monotonic(), 0))
            return cast_ballot(voter=voter, question_id=question, choice="support")

        done = together([extend, close, *[lambda who=who: vote(who) for who in voters]], threads=4)
        assert not [one for one in done if isinstance(one, Exception) and not isinstance(one, Closed)], done
        lifecycle.close_due()
        window = Window.objects.get(pk=consultation.window_id)
        extended = isinstance(done[0], Consultation)
        assert extended == (window.closes_at == later) == (window.sealed_at is None)
        told = Consultation.objects.get(pk=consultation.pk).closed_told_at
        assert (told is None) == extended
        ends.append(extended)
    assert len(ends) == 8
