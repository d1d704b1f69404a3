"""Who represented an organisation and does so no longer: what it said and voted stays its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from forums.actions import add_post, delete_post, edit_post
from forums.models import Post
from participation.accounts.models import User
from participation.organisations import actions
from participation.organisations.models import Organisation
from participation.record import worker
from participation.refusals import NotAllowed
from participation.voting.actions import cast_ballot, withdraw_ballot
from participation.voting.models import Ballot
from participation.voting.selectors import ballots_of, recount, tally_of
from proposals.actions.taking_part import suggest_wording, withdraw_suggestion
from proposals.models import Suggestion
from tests.support import factories as make
from tests.support.api import client

pytestmark = pytest.mark.django_db


@dataclass
class Said:
    """What a representative did in the name of the organisation, and who."""

    ngo: Organisation
    former: User
    colleague: User
    question: int
    post: Post
    wish: Suggestion


@pytest.fixture
def said() -> Said:
    what = make.consultation()
    clause, other = make.clauses(what)
    ngo = make.organisation(what.municipality)
    former, colleague = make.representative(ngo), make.representative(ngo, "Колежка")
    voice: dict[str, Any] = {"organisation_id": ngo.pk}
    cast_ballot(voter=former, question_id=clause.question_id, choice="support", **voice)
    post = add_post(author=former, thread_id=clause.thread_id, body="Читалището е за.", **voice)
    wish = suggest_wording(author=former, clause_id=other.pk, text="Друго", reason="По-ясно е", **voice)
    return Said(ngo, former, colleague, clause.question_id, post, wish)


def removed(said: Said) -> None:
    actions.remove_representative(representative=said.colleague, organisation_id=said.ngo.pk, user_id=said.former.pk)


def no_longer_vouched_for(said: Said) -> None:
    official = make.official(said.ngo.municipality)
    actions.refuse_organisation(official=official, organisation_id=said.ngo.pk, reason="Заличена е от регистъра.")


ENDS = pytest.mark.parametrize("end", [removed, no_longer_vouched_for])


def test_a_representative_changes_and_takes_back_what_was_said_for_it(said: Said) -> None:
    """The control: all of it is theirs while they speak for it."""
    ask = client(said.former)
    assert ask.patch(f"/api/v1/comments/{said.post.pk}/", {"body": "И ние сме за."}).status_code == 200
    assert ask.post(f"/api/v1/suggestions/{said.wish.pk}/withdraw/", {}).status_code == 200
    assert ask.delete(f"/api/v1/ballots/{said.question}/").status_code == 200
    assert tally_of(said.question).total == 0
    assert ask.delete(f"/api/v1/comments/{said.post.pk}/").status_code == 204


@ENDS
def test_a_former_one_changes_nothing_of_it(said: Said, end: Any) -> None:
    end(said)
    for forbidden in (
        lambda: edit_post(editor=said.former, post_id=said.post.pk, body="Читалището е против!"),
        lambda: delete_post(editor=said.former, post_id=said.post.pk),
        lambda: withdraw_ballot(voter=said.former, question_id=said.question),
        lambda: withdraw_suggestion(author=said.former, suggestion_id=said.wish.pk),
    ):
        with pytest.raises(NotAllowed):
            forbidden()
    assert tally_of(said.question).groups == {"ngo": {"support": 1}}


@ENDS
def test_neither_through_the_api(said: Said, end: Any) -> None:
    end(said)
    ask = client(said.former)
    assert ask.patch(f"/api/v1/comments/{said.post.pk}/", {"body": "Против!"}).status_code == 403
    assert ask.delete(f"/api/v1/comments/{said.post.pk}/").status_code == 403
    assert ask.delete(f"/api/v1/ballots/{said.question}/").status_code == 403
    assert ask.post(f"/api/v1/suggestions/{said.wish.pk}/withdraw/", {}).status_code == 403
    ballot = {"question": said.question, "choice": "oppose", "organisation": said.ngo.pk}
    assert ask.post("/api/v1/ballots/", ballot).status_code == 403


@ENDS
def test_their_own_ballot_stands_beside_the_organisations(said: Said, end: Any) -> None:
    end(said)
    cast_ballot(voter=said.former, question_id=said.question, choice="oppose")
    assert tally_of(said.question).groups == recount(said.question).groups
    assert tally_of(said.question).groups == {"ngo": {"support": 1}, "citizen": {"oppose": 1}}
    left = Ballot.objects.get(organisation=said.ngo)
    assert (left.voter_id, left.choice) == (None, "support")
    assert withdraw_ballot(voter=said.former, question_id=said.question) is True
    assert tally_of(said.question).counts == {"support": 1}, "the organisation's stays"


def test_the_ballot_names_them_no_longer_and_a_colleague_can_change_it(said: Said) -> None:
    cast_ballot(
        voter=said.colleague, question_id=said.question, choice="unsure"
    )  # as a person, with a ballot of their own
    removed(said)
    while worker.run_due():
        pass
    assert ballots_of(said.former, [said.question]) == {}
    assert said.question in ballots_of(said.colleague, [said.question]), "who stays keeps theirs"
    assert tally_of(said.question).counts == {"support": 1, "unsure": 1}
    cast_ballot(voter=said.colleague, question_id=said.question, choice="oppose", organisation_id=said.ngo.pk)
    assert tally_of(said.question).groups == {"ngo": {"oppose": 1}} == recount(said.question).groups


def test_without_anything_said_nothing_is_let_go(said: Said) -> None:
    """Removing somebody else leaves the ballot of who stays with them."""
    actions.remove_representative(representative=said.former, organisation_id=said.ngo.pk, user_id=said.colleague.pk)
    while worker.run_due():
        pass
    assert Ballot.objects.get(organisation=said.ngo).voter == said.former
