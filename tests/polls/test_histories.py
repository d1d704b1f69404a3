"""Random histories: after every step tallies equal ballots, limits hold, and events give what a fresh read gives."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pytest

from participation.accounts.actions.profile import erase_account
from participation.live.selectors import events_since, get_head
from participation.polls.actions import close_due, close_poll, hide_poll, restore_poll, vote_in_poll, withdraw_vote
from participation.polls.actions import telling as poll_telling
from participation.polls.models import Poll
from participation.polls.selectors import get_poll, view_of
from participation.polls.telling import poll_data
from participation.refusals import Refused
from participation.voting.models import Ballot, TallyRow
from tests.polls.test_voting import agrees
from tests.support import factories as make

pytestmark = pytest.mark.django_db

KINDS = ("single", "several", "points", "yesno")
HISTORIES, STEPS = 4, 20


def vote(dice: random.Random, poll: Poll) -> dict[str, int]:
    """Mostly what the poll allows, sometimes not."""
    keys = ["yes", "no", "abstain", "1"] if poll.kind == "yesno" else ["1", "2", "3", "4"]
    if poll.kind == "points":
        return {key: dice.randint(0, 4) for key in dice.sample(keys, dice.randint(0, 3))}
    return dict.fromkeys(dice.sample(keys, dice.choice((0, 1, 1, 1, 2, 2, 3))), 1)


def step(dice: random.Random, poll: Poll, people: list[dict[str, Any]]) -> None:
    """Something happens to the poll."""
    who = dice.choice(people)
    acts: list[tuple[int, Callable[[], object]]] = [
        (12, lambda: vote_in_poll(**who, poll_id=poll.pk, marks=vote(dice, poll))),
        (4, lambda: withdraw_vote(**who, poll_id=poll.pk)),
        (1, lambda: hide_poll(poll_id=poll.pk)),
        (2, lambda: restore_poll(poll_id=poll.pk)),
    ]
    if len(people) > 3:
        acts.append((1, lambda: (people.remove(who), erase_account(user=who["voter"]))))
    act = dice.choices([one for _w, one in acts], [weight for weight, _one in acts])[0]
    try:
        act()
    except Refused:
        return
    finally:
        poll_telling.INTERVAL = poll_telling.INTERVAL * 0  # every tally is told: nothing is waited for
        poll_telling.publish_poll(poll.window_id)


def last_told(poll: Poll) -> dict[str, Any] | None:
    """What a page that heard everything holds."""
    held: dict[str, Any] | None = None
    gap = events_since(poll.stream, epoch=get_head(poll.stream).epoch, seq=0)
    for event in gap.entries:
        held = None if event.kind in ("poll.hidden", "gone", "superseded") else event.data
    return held


def within_limits(poll: Poll) -> bool:
    """Whether no voice has more than the poll allows."""
    held: dict[tuple[Any, Any], int] = {}
    for voter, body, choice in Ballot.objects.filter(
        question__window=poll.window_id, question__kind="option"
    ).values_list("voter", "organisation", "choice"):
        held[voter, body] = held.get((voter, body), 0) + int(choice)
    return all(n <= poll.limit for n in held.values())


@pytest.mark.parametrize("by", ["person", "organisation"])
@pytest.mark.parametrize("kind", KINDS)
def test_tallies_equal_ballots_after_every_step(kind: str, by: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(poll_telling, "INTERVAL", poll_telling.INTERVAL)
    dice = random.Random(f"{kind} {by}")
    for _history in range(HISTORIES):
        limit = {"several": 2, "points": 5}.get(kind)
        poll = make.poll(kind=kind, by=by, limit=limit, is_secret=dice.random() < 0.3)
        people = members(poll, 5)
        for _step in range(STEPS):
            step(dice, poll, people)
            assert agrees(poll) and within_limits(poll)
        restore_poll(poll_id=poll.pk)
        if dice.random() < 0.5:
            close_poll(host=make.official(poll.municipality), poll_id=poll.pk, reason="Край")
        else:
            make.end_poll(poll)
            close_due()
        ended = get_poll(poll.pk)
        assert ended and agrees(poll) and ended.window.digest
        assert last_told(poll) == poll_data(view_of(ended)), "replayed, the stream gives what a fresh read gives"


def members(poll: Poll, n: int) -> list[dict[str, Any]]:
    if poll.by == "person":
        return [{"voter": make.person()} for _ in range(n)]
    ngos = [make.organisation(poll.municipality, f"Сдружение {i}") for i in range(n)]
    return [{"voter": make.representative(ngo), "organisation_id": ngo.pk} for ngo in ngos]


def test_a_wrong_tally_would_be_seen() -> None:
    poll = make.poll(kind="several")
    vote_in_poll(voter=make.person(), poll_id=poll.pk, marks={"1": 1, "2": 1})
    assert agrees(poll)
    TallyRow.objects.filter(choice="1").update(n=2)
    assert not agrees(poll)
