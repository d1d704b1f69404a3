"""One vote per voice, whole, in every kind of poll; limits, changes, taking back, closing."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils.translation import override

from participation.accounts.actions.profile import erase_account
from participation.database import db_now
from participation.polls.actions import close_due, close_poll, open_poll, vote_in_poll, withdraw_vote
from participation.polls.models import Poll
from participation.polls.selectors import get_poll, view_of
from participation.record.models import Act
from participation.refusals import BadInput, Closed, NotAllowed, NotYetOpen, Refused, SignInFirst
from participation.voting.actions import cast_ballot, withdraw_ballot
from participation.voting.models import Ballot, Question, Window
from participation.voting.selectors import recount, tally_of
from tests.support import factories as make

pytestmark = pytest.mark.django_db

KINDS = ("single", "several", "points", "yesno")
FIRST: dict[str, dict[str, int]] = {
    "single": {"1": 1}, "several": {"1": 1, "3": 1}, "points": {"1": 4, "2": 6}, "yesno": {"yes": 1},
}  # fmt: skip
SECOND: dict[str, dict[str, int]] = {
    "single": {"2": 1}, "several": {"2": 1}, "points": {"1": 1, "3": 2}, "yesno": {"abstain": 1},
}  # fmt: skip


def shown(poll: Poll) -> dict[str, int]:
    """What everybody may read, without zeros."""
    view = view_of(get_poll(poll.pk) or pytest.fail("not there"))
    return {option.key: option.weight for option in view.options if option.weight}


def turnout(poll: Poll) -> int:
    return tally_of(poll.anchor_id).total


def agrees(poll: Poll) -> bool:
    """Whether every tally of the poll is what its ballots say, and nobody named an option without having voted."""
    questions = Question.objects.filter(window=poll.window_id).values_list("pk", flat=True)
    voices = Ballot.objects.filter(question=poll.anchor_id).values_list("voter", "organisation")
    named = Ballot.objects.filter(question__window=poll.window_id).values_list("voter", "organisation")
    return all(tally_of(pk).groups == recount(pk).groups for pk in questions) and set(named) == set(voices)


def voices(poll: Poll, n: int) -> list[dict[str, Any]]:
    """So many who may vote in it: people, or representatives with their organisations."""
    if poll.by == "person":
        return [{"voter": make.person()} for _ in range(n)]
    ngos = [make.organisation(poll.municipality, f"Сдружение {i}") for i in range(n)]
    return [{"voter": make.representative(ngo), "organisation_id": ngo.pk} for ngo in ngos]


@pytest.mark.parametrize("by", ["person", "organisation"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_vote_counts_whole_and_a_second_one_replaces_it(kind: str, by: str) -> None:
    poll = make.poll(kind=kind, by=by)
    one, other = voices(poll, 2)
    assert vote_in_poll(**one, poll_id=poll.pk, marks=FIRST[kind]) is True
    assert shown(poll) == FIRST[kind]
    assert vote_in_poll(**one, poll_id=poll.pk, marks=SECOND[kind]) is False
    assert shown(poll) == SECOND[kind] and turnout(poll) == 1
    vote_in_poll(**other, poll_id=poll.pk, marks=FIRST[kind])
    both = {key: FIRST[kind].get(key, 0) + SECOND[kind].get(key, 0) for key in {**FIRST[kind], **SECOND[kind]}}
    assert shown(poll) == both and turnout(poll) == 2 and agrees(poll)
    assert withdraw_vote(**one, poll_id=poll.pk) is True
    assert withdraw_vote(**one, poll_id=poll.pk) is False
    assert shown(poll) == FIRST[kind] and turnout(poll) == 1 and agrees(poll)
    assert Act.objects.filter(kind="ballot.cast").count() == 3, "one act a vote, however many options it names"


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_vote_again_changes_nothing(kind: str) -> None:
    poll, voter = make.poll(kind=kind), make.person()
    vote_in_poll(voter=voter, poll_id=poll.pk, marks=FIRST[kind])
    acts = Act.objects.count()
    vote_in_poll(voter=voter, poll_id=poll.pk, marks=FIRST[kind])
    assert Act.objects.count() == acts and shown(poll) == FIRST[kind]


WRONG: list[tuple[str, dict[str, int]]] = [
    ("single", {}),
    ("single", {"4": 1}),
    ("single", {"yes": 1}),
    ("single", {"1": 1, "2": 1}),
    ("single", {"1": 2}),
    ("several", {"1": 1, "2": 1, "3": 1}),
    ("several", {"1": 0}),
    ("points", {"1": 11}),
    ("points", {"1": 5, "2": 6}),
    ("points", {"1": 0}),
    ("points", {"1": -1, "2": 11}),
    ("yesno", {"1": 1}),
    ("yesno", {"yes": 1, "no": 1}),
]


@pytest.mark.parametrize(("kind", "marks"), WRONG)
def test_what_a_poll_does_not_allow_changes_nothing(kind: str, marks: dict[str, int]) -> None:
    poll, voter = make.poll(kind=kind, limit={"several": 2, "points": 10}.get(kind)), make.person()
    with pytest.raises(BadInput) as refused:
        vote_in_poll(voter=voter, poll_id=poll.pk, marks=marks)
    assert refused.value.field == "marks" and not Ballot.objects.exists()
    vote_in_poll(voter=voter, poll_id=poll.pk, marks=FIRST[kind])  # the control: what it allows is counted


def test_who_may_vote_where() -> None:
    place = make.place()
    people, organisations = make.poll(place), make.poll(place, by="organisation")
    ngo, pending = make.organisation(place), make.organisation(place, "Нова", state="pending")
    speaker = make.representative(ngo)
    refused: list[tuple[Poll, Any, int | None]] = [
        (people, speaker, ngo.pk),
        (organisations, speaker, None),
        (organisations, make.person(), ngo.pk),
        (organisations, make.representative(pending), pending.pk),
        (people, make.person(suspended_until=db_now() + timedelta(days=1)), None),
    ]
    for poll, voter, organisation in refused:
        with pytest.raises(NotAllowed):
            vote_in_poll(voter=voter, poll_id=poll.pk, marks={"1": 1}, organisation_id=organisation)
    with pytest.raises(SignInFirst):
        vote_in_poll(voter=None, poll_id=people.pk, marks={"1": 1})
    assert not Ballot.objects.exists()
    assert vote_in_poll(voter=speaker, poll_id=people.pk, marks={"1": 1})
    assert vote_in_poll(voter=speaker, poll_id=organisations.pk, marks={"1": 1}, organisation_id=ngo.pk)


def test_an_organisation_has_one_vote_whoever_casts_it_and_names_nobody() -> None:
    place = make.place()
    poll = make.poll(place, "several", by="organisation")
    ngo, other = make.organisation(place), make.organisation(place, "Второ")
    one, two = make.representative(ngo), make.representative(ngo, "Колежка")
    make.Representative.objects.create(organisation=other, user=one)
    vote_in_poll(voter=one, poll_id=poll.pk, marks={"1": 1, "2": 1}, organisation_id=ngo.pk)
    vote_in_poll(voter=two, poll_id=poll.pk, marks={"3": 1}, organisation_id=ngo.pk)
    assert turnout(poll) == 1 and shown(poll) == {"3": 1}
    vote_in_poll(voter=one, poll_id=poll.pk, marks={"3": 1}, organisation_id=other.pk)
    assert turnout(poll) == 2 and agrees(poll)
    assert not Ballot.objects.exclude(voter=None).exists()


@pytest.mark.parametrize("kind", KINDS)
def test_votes_go_with_an_erased_account_while_it_is_open_and_stay_afterwards(kind: str) -> None:
    poll, leaving, staying = make.poll(kind=kind), make.person(), make.person()
    for voter in (leaving, staying):
        vote_in_poll(voter=voter, poll_id=poll.pk, marks=FIRST[kind])
    erase_account(user=leaving)
    assert turnout(poll) == 1 and shown(poll) == FIRST[kind] and agrees(poll)
    assert Act.objects.filter(kind="ballot.withdrawn").count() == 1
    make.end_poll(poll)
    close_due()
    erase_account(user=staying)
    assert turnout(poll) == 1 and shown(poll) == FIRST[kind]


@pytest.mark.parametrize("kind", KINDS)
@override("en")
def test_nothing_is_accepted_before_the_opening_and_after_the_closing(kind: str) -> None:
    prepared, voter = make.poll(kind=kind, is_open=False), make.person()
    with pytest.raises(NotYetOpen, match="poll"):
        vote_in_poll(voter=voter, poll_id=prepared.pk, marks=FIRST[kind])
    host = make.official(prepared.municipality)
    open_poll(host=host, poll_id=prepared.pk)
    assert vote_in_poll(voter=voter, poll_id=prepared.pk, marks=FIRST[kind])
    make.end_poll(prepared)
    for late in (vote_in_poll, withdraw_vote):
        extra = {"marks": SECOND[kind]} if late is vote_in_poll else {}
        with pytest.raises(Closed, match="poll"):
            late(voter=voter, poll_id=prepared.pk, **extra)  # type: ignore[operator]  # one of two actions
    assert close_due() == 1 and close_due() == 0
    window = Window.objects.get(pk=prepared.window_id)
    assert window.sealed_at and window.digest
    assert shown(prepared) == FIRST[kind] and agrees(prepared)


def test_closing_early_needs_a_host_a_reason_and_an_open_poll() -> None:
    poll, host = make.poll(), make.official(make.place())
    vote_in_poll(voter=make.person(), poll_id=poll.pk, marks={"1": 1})
    with pytest.raises(NotAllowed):
        close_poll(host=make.person(), poll_id=poll.pk, reason="Защото")
    with pytest.raises(BadInput) as refused:
        close_poll(host=host, poll_id=poll.pk, reason="  ")
    assert refused.value.field == "reason"
    close_poll(host=host, poll_id=poll.pk, reason="Грешен въпрос")
    with pytest.raises(Closed):
        close_poll(host=host, poll_id=poll.pk, reason="Още веднъж")
    with pytest.raises(Closed):
        vote_in_poll(voter=make.person(), poll_id=poll.pk, marks={"1": 1})
    act = Act.objects.get(kind="poll.closed")
    assert act.data["reason"] == "Грешен въпрос" and act.data["turnout"] == 1
    assert close_due() == 0, "it is recorded once"


@pytest.mark.parametrize(("quorum", "reached"), [(None, None), (2, True), (3, False)])
def test_the_quorum(quorum: int | None, reached: bool | None) -> None:
    poll = make.poll(quorum=quorum)
    for _n in range(2):
        vote_in_poll(voter=make.person(), poll_id=poll.pk, marks={"1": 1})
    make.end_poll(poll)
    close_due()
    assert view_of(get_poll(poll.pk) or pytest.fail("gone")).quorum_reached is reached
    assert Act.objects.get(kind="poll.closed").data["quorum_reached"] is reached


@pytest.mark.parametrize("kind", KINDS)
def test_no_way_around_the_poll(kind: str) -> None:
    """A ballot on one of its questions alone would pass its limits by."""
    poll, voter = make.poll(kind=kind), make.person()
    vote_in_poll(voter=voter, poll_id=poll.pk, marks=FIRST[kind])
    for question in Question.objects.filter(window=poll.window_id):
        with pytest.raises(Refused):
            cast_ballot(voter=voter, question_id=question.pk, choice=question.choices[0])
        with pytest.raises(Refused):
            withdraw_ballot(voter=voter, question_id=question.pk)
    assert shown(poll) == FIRST[kind]
