"""What is kept about whoever holds a poll or votes in it: theirs to take along, and to be erased."""

from __future__ import annotations

import json

import pytest

from participation.accounts import personal_data
from participation.accounts.actions import erase_account
from participation.live.models import Event
from participation.polls.actions import vote_in_poll
from participation.polls.models import Poll
from tests.support import factories as make

pytestmark = pytest.mark.django_db


def test_the_copy_holds_polls_and_votes() -> None:
    host, voter = make.official(make.place()), make.person()
    poll = make.poll(kind="points", host=host)
    vote_in_poll(voter=voter, poll_id=poll.pk, marks={"2": 3})
    (held,) = personal_data.export_all(host)["polls"]
    assert held["title"] == poll.title and held["options"] == ["Събота", "Неделя", "Вторник"]
    copy = personal_data.export_all(voter)
    assert copy["polls"] == []
    option = poll.options.get(position=2)
    assert {(row["question__ref"], row["choice"]) for row in copy["ballots"]} == {
        (poll.ref, "voted"),
        (f"option.{option.pk}", "3"),
    }


def test_a_poll_outlives_its_host_without_them() -> None:
    host = make.official(make.place(), "Канарка Жълтурова")
    poll = make.poll(host=host)
    assert "Жълтурова" not in json.dumps(list(Event.objects.filter(ref=poll.ref).values_list("data", flat=True)))
    erase_account(user=host)
    assert Poll.objects.get(pk=poll.pk).author is None
    assert vote_in_poll(voter=make.person(), poll_id=poll.pk, marks={"1": 1})
