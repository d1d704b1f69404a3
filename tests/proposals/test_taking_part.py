"""Suggested wordings: made, supported, withdrawn, hidden; what is counted, told and refused."""

from __future__ import annotations

from typing import Any

import pytest

from participation.live.models import Event
from participation.refusals import BadInput, Closed, NotAllowed
from participation.voting.actions import cast_ballot
from proposals.actions.taking_part import suggest_wording, withdraw_suggestion
from proposals.actions.visibility import hide_suggestion, restore_suggestion
from proposals.models import Clause, Proposal, Suggestion
from proposals.selectors.suggestions import list_suggestions
from tests.support import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def clause() -> Clause:
    return make.clauses(make.consultation())[1]


def suggest(clause: Clause, **fields: Any) -> Suggestion:
    values = {
        "author": make.person(),
        "clause_id": clause.pk,
        "text": "Който не ползва интернет, получава помощ и в събота.",
        "reason": "Работещите не могат в делник.",
        **fields,
    }
    return suggest_wording(**values)


def count(clause: Clause) -> int:
    return Clause.objects.get(pk=clause.pk).suggestion_count


def test_it_stands_beside_the_clause_and_waits_for_an_answer(clause: Clause) -> None:
    made = suggest(clause)
    assert count(clause) == 1
    assert Proposal.objects.get(suggestion=made).outcome == ""
    told = Event.objects.get(kind="suggestion.created").data
    assert (told["id"], told["clause"], told["count"]) == (made.pk, clause.pk, 1)
    assert told["original"].startswith("Който не ползва")


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"reason": " "}, "reason"),
        ({"text": "Който не ползва интернет, получава помощ от служител в работно време."}, "text"),
        ({"text": "я" * 20_001}, "text"),
    ],
)
def test_what_is_refused_names_its_field(clause: Clause, fields: dict[str, str], field: str) -> None:
    with pytest.raises(BadInput) as refusal:
        suggest(clause, **fields)
    assert refusal.value.field == field
    assert count(clause) == 0


def test_a_heading_has_no_wording_to_suggest() -> None:
    consultation = make.consultation()
    heading = consultation.clauses.get(question=None)
    with pytest.raises(BadInput):
        suggest(heading)


def test_support_orders_and_withdrawn_come_last(clause: Clause) -> None:
    first, second, third = suggest(clause), suggest(clause), suggest(clause)
    cast_ballot(voter=make.person(), question_id=second.question_id, choice="support")
    withdraw_suggestion(author=first.author, suggestion_id=first.pk)
    assert [view.suggestion.pk for view in list_suggestions(clause.pk)] == [second.pk, third.pk, first.pk]
    assert count(clause) == 2
    assert not Proposal.objects.filter(suggestion=first).exists()
    with pytest.raises(Closed):
        cast_ballot(voter=make.person(), question_id=first.question_id, choice="support")


def test_only_its_author_withdraws_it_and_only_in_time() -> None:
    consultation = make.consultation()
    made = suggest(make.clauses(consultation)[1])
    with pytest.raises(NotAllowed):
        withdraw_suggestion(author=make.person(), suggestion_id=made.pk)
    make.close(consultation)
    with pytest.raises(Closed):
        withdraw_suggestion(author=made.author, suggestion_id=made.pk)
    with pytest.raises(Closed):
        suggest(make.clauses(consultation)[1])


def test_hidden_and_restored(clause: Clause) -> None:
    made = suggest(clause, reason="Грубо")
    hide_suggestion(suggestion_id=made.pk)
    assert (count(clause), list_suggestions(clause.pk)) == (0, [])
    assert "Грубо" not in str(list(Event.objects.values_list("data", flat=True)))
    restore_suggestion(suggestion_id=made.pk)
    assert count(clause) == 1


def test_a_retried_form_is_one_suggestion(clause: Clause) -> None:
    author = make.person()
    assert suggest(clause, author=author, client_key="x").pk == suggest(clause, author=author, client_key="x").pk
    assert count(clause) == 1


def test_queries_do_not_grow(clause: Clause, django_assert_num_queries: Any) -> None:
    reader = make.person()
    suggest(clause)
    with django_assert_num_queries(3):
        list_suggestions(clause.pk, viewer=reader)
    suggest(clause), suggest(clause)
    with django_assert_num_queries(3):
        list_suggestions(clause.pk, viewer=reader)


def test_what_is_hidden_is_not_withdrawn_too(clause: Clause) -> None:
    made = suggest(clause)
    hide_suggestion(suggestion_id=made.pk)
    with pytest.raises(BadInput):
        withdraw_suggestion(author=made.author, suggestion_id=made.pk)
    assert count(clause) == 0


def test_a_key_used_for_another_clause_is_refused(clause: Clause) -> None:
    author, other = make.person(), next(one for one in make.clauses(clause.consultation) if one != clause)
    suggest(clause, author=author, client_key="x")
    with pytest.raises(BadInput) as refusal:
        suggest(other, author=author, client_key="x")
    assert (refusal.value.field, count(other)) == ("client_key", 0)
