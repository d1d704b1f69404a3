"""Casting, changing and taking back ballots; late and early ones."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import translation

from forums.actions import add_post
from participation.database import db_now
from participation.live.models import Event
from participation.places.models import Role
from participation.record.models import Act
from participation.refusals import BadInput, Closed, NotAllowed, NotYetOpen, SignInFirst
from participation.voting.actions import cast_ballot, close_question, withdraw_ballot
from participation.voting.models import Ballot
from participation.voting.selectors import recount, tally_of
from proposals.actions.taking_part import suggest_wording
from tests.support import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def question() -> Any:
    return make.clauses(make.consultation())[0].question


def agrees(question_id: int) -> bool:
    """Whether the tally equals the ballots counted anew."""
    shown, counted = tally_of(question_id), recount(question_id)
    return (shown.counts, shown.groups) == (counted.counts, counted.groups)


def test_a_ballot_counts_and_a_second_one_replaces_it(question: Any) -> None:
    voter = make.person()
    cast_ballot(voter=voter, question_id=question.pk, choice="support")
    assert tally_of(question.pk).counts == {"support": 1}
    cast_ballot(voter=voter, question_id=question.pk, choice="oppose")
    assert {k: n for k, n in tally_of(question.pk).counts.items() if n} == {"oppose": 1}
    assert Ballot.objects.count() == 1
    assert agrees(question.pk)


def test_the_same_again_changes_nothing(question: Any) -> None:
    voter = make.person()
    cast_ballot(voter=voter, question_id=question.pk, choice="support")
    acts = Act.objects.count()
    cast_ballot(voter=voter, question_id=question.pk, choice="support")
    assert Act.objects.count() == acts


def test_taking_back_leaves_nothing(question: Any) -> None:
    voter = make.person()
    cast_ballot(voter=voter, question_id=question.pk, choice="unsure")
    assert withdraw_ballot(voter=voter, question_id=question.pk) is True
    assert tally_of(question.pk).total == 0
    assert not Ballot.objects.exists()
    assert withdraw_ballot(voter=voter, question_id=question.pk) is False


def test_a_choice_the_question_does_not_have(question: Any) -> None:
    with pytest.raises(BadInput):
        cast_ballot(voter=make.person(), question_id=question.pk, choice="perhaps")


def test_nobody_and_the_suspended_do_not_vote(question: Any) -> None:
    with pytest.raises(SignInFirst):
        cast_ballot(voter=None, question_id=question.pk, choice="support")
    suspended = make.person(suspended_until=db_now() + timedelta(days=1))
    with pytest.raises(NotAllowed):
        cast_ballot(voter=suspended, question_id=question.pk, choice="support")


def test_late_by_the_databases_clock_is_refused_for_casting_and_taking_back() -> None:
    consultation = make.consultation()
    question, voter = make.clauses(consultation)[0].question, make.person()
    cast_ballot(voter=voter, question_id=question.pk, choice="support")
    make.close(consultation, seconds_ago=0.001)
    with pytest.raises(Closed):
        cast_ballot(voter=voter, question_id=question.pk, choice="oppose")
    with pytest.raises(Closed):
        withdraw_ballot(voter=voter, question_id=question.pk)
    assert tally_of(question.pk).counts == {"support": 1}


def test_early_is_refused() -> None:
    consultation = make.consultation(opens_at=db_now() + timedelta(hours=1))
    with pytest.raises(NotYetOpen):
        cast_ballot(voter=make.person(), question_id=make.clauses(consultation)[0].question.pk, choice="support")


def test_a_closed_question_in_an_open_window(question: Any) -> None:
    close_question(question.pk)
    with pytest.raises(Closed):
        cast_ballot(voter=make.person(), question_id=question.pk, choice="support")


def test_groups_follow_who_speaks() -> None:
    municipality = make.place()
    question = make.clauses(make.consultation(municipality))[0].question
    library = make.organisation(municipality, "Библиотека", kind="library")
    cast_ballot(voter=make.person(), question_id=question.pk, choice="support")
    cast_ballot(voter=make.official(municipality), question_id=question.pk, choice="support")
    speaker = make.representative(library)
    cast_ballot(voter=speaker, question_id=question.pk, choice="oppose", organisation_id=library.pk)
    assert tally_of(question.pk).groups == {
        "citizen": {"support": 1},
        "official": {"support": 1},
        "institution": {"oppose": 1},
    }
    cast_ballot(voter=speaker, question_id=question.pk, choice="oppose")  # now as a person
    assert tally_of(question.pk).groups["citizen"] == {"support": 1, "oppose": 1}
    assert agrees(question.pk)


def test_an_organisation_has_one_voice_and_the_newest_representative_has_it() -> None:
    municipality = make.place()
    question = make.clauses(make.consultation(municipality))[0].question
    ngo = make.organisation(municipality)
    first, second = make.representative(ngo), make.representative(ngo)
    cast_ballot(voter=first, question_id=question.pk, choice="support", organisation_id=ngo.pk)
    cast_ballot(voter=second, question_id=question.pk, choice="oppose", organisation_id=ngo.pk)
    assert [(b.voter_id, b.choice) for b in Ballot.objects.all()] == [(second.pk, "oppose")]
    cast_ballot(voter=first, question_id=question.pk, choice="unsure")  # the first speaks for herself
    assert tally_of(question.pk).total == 2
    assert agrees(question.pk)


def test_nobody_speaks_for_an_organisation_that_is_not_theirs_or_not_vouched_for() -> None:
    municipality = make.place()
    question = make.clauses(make.consultation(municipality))[0].question
    pending = make.organisation(municipality, state="pending")
    for voter in (make.person(), make.representative(pending)):
        with pytest.raises(NotAllowed):
            cast_ballot(voter=voter, question_id=question.pk, choice="support", organisation_id=pending.pk)


def test_the_record_says_that_somebody_voted_but_neither_who_nor_what(question: Any) -> None:
    voter = make.person("Неповторимо Име")
    cast_ballot(voter=voter, question_id=question.pk, choice="oppose")
    act = Act.objects.get(kind="ballot.cast")
    assert (act.actor, act.role, act.ref, act.data) == (None, "", question.ref, {})
    assert not act.is_public, "nor, to others, the moment"


def test_screens_are_told_the_tally_and_nothing_about_the_voter(
    question: Any, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        cast_ballot(voter=make.person("Неповторимо Име"), question_id=question.pk, choice="support")
    told = Event.objects.get(kind="tally")
    assert told.data["counts"] == {"support": 1}
    assert told.data["groups"] == {}  # nothing is broken down before the closing
    assert "Неповторимо" not in str(told.data)


def test_queries_of_a_ballot(question: Any, django_assert_max_num_queries: Any) -> None:
    voter = make.person()
    with django_assert_max_num_queries(8):  # savepoint and release included
        cast_ballot(voter=voter, question_id=question.pk, choice="support")
    with django_assert_max_num_queries(8):
        cast_ballot(voter=voter, question_id=question.pk, choice="oppose")


def test_an_official_elsewhere_is_a_citizen_here() -> None:
    question = make.clauses(make.consultation())[0].question
    elsewhere = make.official(make.place("VID09", "Видин", "Vidin"))
    cast_ballot(voter=elsewhere, question_id=question.pk, choice="support")
    assert tally_of(question.pk).groups == {"citizen": {"support": 1}}
    assert Role.objects.filter(user=elsewhere).exists()


def test_nobody_supports_what_they_said_themselves() -> None:
    clause = make.clauses(make.consultation())[0]
    author, reader = make.person(), make.person()
    post = add_post(author=author, thread_id=clause.thread_id, body="Да")
    suggestion = suggest_wording(author=author, clause_id=clause.pk, text="Другояче.", reason="По-добре е.")
    for said in (post, suggestion):
        with translation.override("en"), pytest.raises(NotAllowed, match="others"):
            cast_ballot(voter=author, question_id=said.question_id, choice="support")
        cast_ballot(voter=reader, question_id=said.question_id, choice="support")
        assert tally_of(said.question_id).total == 1
    cast_ballot(voter=author, question_id=clause.question_id, choice="support")  # a clause is nobody's own


def test_what_an_organisation_said_is_not_supported_in_its_own_name() -> None:
    consultation = make.consultation()
    clause, ngo = make.clauses(consultation)[0], make.organisation(consultation.municipality)
    speaker, colleague = make.representative(ngo), make.representative(ngo, "Колега")
    post = add_post(author=speaker, thread_id=clause.thread_id, body="Да", organisation_id=ngo.pk)
    with pytest.raises(NotAllowed):
        cast_ballot(voter=colleague, question_id=post.question_id, choice="support", organisation_id=ngo.pk)
    cast_ballot(voter=colleague, question_id=post.question_id, choice="support")  # as a person of their own


def test_support_of_ones_own_from_before_the_rule_can_be_taken_back() -> None:
    clause = make.clauses(make.consultation())[0]
    author, reader = make.person(), make.person()
    post = add_post(author=author, thread_id=clause.thread_id, body="Да")
    cast_ballot(voter=reader, question_id=post.question_id, choice="support")
    Ballot.objects.update(voter=author)
    assert withdraw_ballot(voter=author, question_id=post.question_id) is True
    assert tally_of(post.question_id).total == 0
