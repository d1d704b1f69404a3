"""Several officials at once, on real PostgreSQL: one wins, the others are told; nothing is lost unseen."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection, transaction

from participation.refusals import BadInput, Stale
from proposals.actions.answering import answer_proposals, publish_report
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
