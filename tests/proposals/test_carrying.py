"""What was said at a public forum stands in a consultation, without a name until the speaker gives it."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from gatherings.actions import hosting, taking_part
from gatherings.selectors.minutes import write_minutes
from participation.live.models import Event
from participation.notifications.models import Notification
from participation.refusals import BadInput, Closed, NotAllowed
from participation.voting.actions import cast_ballot
from proposals.actions.carrying import carry, claim_carried
from proposals.models import Carried, Proposal
from proposals.selectors.carried import list_carried, list_targets, names_of_carried
from proposals.selectors.standing import proposer_name
from tests.support import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_english() -> Any:
    with translation.override("en"):
        yield


@pytest.fixture
def host() -> Any:
    return make.official(make.place())


@pytest.fixture
def maria() -> Any:
    return make.person("Мария Тодорова")


@pytest.fixture
def clause() -> Any:
    return make.clauses(make.consultation())[0]


@pytest.fixture
def session(host: Any) -> Any:
    return make.gathering(by=host)


@pytest.fixture
def question(session: Any, maria: Any) -> Any:
    return taking_part.ask_question(author=maria, session_id=session.pk, body="Да има пейки.")


def test_it_is_a_proposal_with_its_origin_and_nobodys_name(
    session: Any, host: Any, maria: Any, clause: Any, question: Any
) -> None:
    made = carry(official=host, session_id=session.pk, clause_id=clause.pk, question_id=question.pk)
    comment = made.comment
    comment.refresh_from_db()
    assert comment.is_proposal and Proposal.objects.filter(post=comment).exists()
    assert f'href="/sessions/{session.pk}/"' in comment.body_html and "Да има пейки." in comment.body
    assert comment.author is None and comment.group == "citizen", "the official only carried it"
    assert "carried here by" in comment.body and str(host) in comment.body
    assert names_of_carried(clause.consultation_id) == {comment.pk: "Мария Тодорова, at a public forum"}
    told = Event.objects.get(kind="comment.created", ref=f"post.{comment.pk}")
    assert told.data["author"]["name"] == "Мария Тодорова, at a public forum" and told.data["author"]["id"] is None
    assert proposer_name(comment) == "said at a public forum"
    assert list(list_carried(session)) == [made]
    assert Notification.objects.filter(user=maria, kind="session.carried").count() == 1


def test_the_speaker_puts_their_name_to_it(session: Any, host: Any, maria: Any, clause: Any, question: Any) -> None:
    made = carry(official=host, session_id=session.pk, clause_id=clause.pk, question_id=question.pk)
    cast_ballot(voter=maria, question_id=made.comment.question_id, choice="support")
    with pytest.raises(NotAllowed):
        claim_carried(person=make.person(), carried_id=made.pk)
    claim_carried(person=maria, carried_id=made.pk)
    comment = Carried.objects.get().comment
    assert comment.author == maria and proposer_name(comment) == "Мария Тодорова"
    assert not maria.ballots.exists(), "nobody supports their own"
    told = Event.objects.get(kind="comment.created", ref=f"post.{comment.pk}")
    assert told.data["author"]["name"] == "Мария Тодорова"


def test_spoken_words_are_carried_once_they_are_noted(session: Any, host: Any, clause: Any) -> None:
    hosting.enter_guest(host=host, session_id=session.pk, name="Гост")
    turn = hosting.call_turn(host=host, session_id=session.pk)
    with pytest.raises(BadInput, match="Write down first"):
        carry(official=host, session_id=session.pk, clause_id=clause.pk, turn_id=turn.pk)
    hosting.end_turn(host=host, session_id=session.pk, turn_id=turn.pk, gist="Да има чешма.")
    made = carry(official=host, session_id=session.pk, clause_id=clause.pk, turn_id=turn.pk)
    assert "Да има чешма." in made.comment.body
    with pytest.raises(BadInput, match="already"):
        carry(official=host, session_id=session.pk, clause_id=clause.pk, turn_id=turn.pk)
    assert Carried.objects.count() == 1 and clause.thread.posts.count() == 1, "nothing of the second try stays"


def test_only_officials_of_the_place_of_both_and_only_while_it_is_open(
    session: Any, host: Any, clause: Any, question: Any
) -> None:
    elsewhere = make.place("BGS04", "Бургас", "Burgas")
    stranger, far = make.official(elsewhere, "Чужд"), make.clauses(make.consultation(elsewhere))[0]
    for nobody, target in ((stranger, clause), (stranger, far), (host, far), (make.moderator(make.place()), clause)):
        with pytest.raises(NotAllowed):
            carry(official=nobody, session_id=session.pk, clause_id=target.pk, question_id=question.pk)
    ((consultation, clauses),) = list_targets(make.place().pk)
    assert consultation.pk == clause.consultation_id and clause.pk in [pk for pk, _name in clauses]
    make.close(clause.consultation)
    with pytest.raises(Closed):
        carry(official=host, session_id=session.pk, clause_id=clause.pk, question_id=question.pk)
    assert list_targets(make.place().pk) == []


def test_whoever_spoke_without_a_name_stays_a_participant(session: Any, host: Any, maria: Any, clause: Any) -> None:
    taking_part.raise_hand(person=maria, session_id=session.pk, named=False)
    turn = hosting.call_turn(host=host, session_id=session.pk)
    hosting.end_turn(host=host, session_id=session.pk, turn_id=turn.pk, gist="Да има чешма.")
    made = carry(official=host, session_id=session.pk, clause_id=clause.pk, turn_id=turn.pk)
    client = Client(headers={"accept-language": "en"})
    answer = client.get(f"/consultations/{clause.consultation_id}/posts/{made.comment_id}/", follow=True)
    page = answer.content.decode()
    assert "a participant of a public forum" in page and "Мария" not in page and "former participant" not in page
    text = write_minutes(session)
    assert "a participant of a public forum: Да има чешма." in text


def test_clauses_to_choose_from_say_what_they_are_about(clause: Any) -> None:
    ((_one, clauses),) = list_targets(make.place().pk)
    assert any("1.1 До края на 2027 г. всички услуги" in name for _pk, name in clauses)
