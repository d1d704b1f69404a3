"""A poll opens when its host says so, or by itself at its moment by the database's clock; until then it can go again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from participation.database import db_now
from participation.live.models import Event
from participation.moderation.subjects import describe
from participation.polls.actions import (
    close_due,
    close_poll,
    discard_poll,
    edit_poll,
    open_due,
    open_poll,
    vote_in_poll,
)
from participation.polls.actions.plans import Plan
from participation.polls.models import Poll, PollOption
from participation.polls.selectors import get_poll
from participation.record.models import Act
from participation.refusals import BadInput, NotAllowed, NotYetOpen, Stale
from participation.voting.models import Question, Window
from tests.support import factories as make
from tests.support.api import client as api

pytestmark = pytest.mark.django_db


def waiting(**fields: object) -> Poll:
    """A poll that opens in an hour by itself."""
    moments = {"opens_at": db_now() + timedelta(hours=1), "closes_at": db_now() + timedelta(days=1)}
    return make.poll(kind="several", **{**moments, **fields})


def let_it_come(poll: Poll) -> None:
    """Its opening moment passes on the database's clock."""
    Window.objects.filter(pk=poll.window_id).update(opens_at=db_now() - timedelta(seconds=1))


def kinds(poll: Poll) -> list[str]:
    """What the record tells of it, in order."""
    return list(Act.objects.filter(ref=poll.ref).order_by("id").values_list("kind", flat=True))


def test_it_opens_at_its_moment_and_is_told_once() -> None:
    poll, voter = waiting(), make.person()
    assert get_poll(poll.pk) is None and describe(poll.ref) is None
    assert Client().get(f"/polls/{poll.pk}/").status_code == 404
    assert get_poll(poll.pk, viewer=poll.author).state == "prepared"  # type: ignore[union-attr]  # its host sees it
    with pytest.raises(NotYetOpen):
        vote_in_poll(voter=voter, poll_id=poll.pk, marks={"1": 1})
    with pytest.raises(NotYetOpen):
        close_poll(host=poll.author, poll_id=poll.pk, reason="Рано")
    assert open_due() == 0
    let_it_come(poll)
    assert vote_in_poll(voter=voter, poll_id=poll.pk, marks={"1": 1}), "acceptance does not wait for the worker"
    assert get_poll(poll.pk).state == "open"  # type: ignore[union-attr]  # everybody sees it
    assert [open_due(), open_due()] == [1, 0]
    assert kinds(poll).count("poll.opened") == 1
    told = Act.objects.get(ref=poll.ref, kind="poll.opened")
    assert (told.role, told.actor, told.is_public) == ("system", None, True)
    assert Event.objects.filter(stream__name=poll.stream, kind="poll.opened").count() == 1


def test_what_its_host_opens_earlier_does_not_open_again() -> None:
    poll = waiting()
    open_poll(host=poll.author, poll_id=poll.pk)
    assert get_poll(poll.pk) and open_due() == 0
    let_it_come(poll)
    assert open_due() == 0 and kinds(poll).count("poll.opened") == 1


def test_both_moments_passed_while_no_worker_ran() -> None:
    poll = waiting()
    let_it_come(poll)
    make.end_poll(poll, seconds_ago=0.1)
    assert close_due() == 1 and open_due() == 0
    assert [kind for kind in kinds(poll) if kind.startswith("poll.")] == ["poll.prepared", "poll.opened", "poll.closed"]


@pytest.mark.parametrize(
    ("opens", "closes", "field"),
    [(-1, 24, "opens_at"), (24 * 400, 24 * 401, "opens_at"), (5, 5, "closes_at"), (5, 4, "closes_at")],
)
def test_moments_that_make_no_sense(opens: int, closes: int, field: str) -> None:
    now = db_now()
    with pytest.raises(BadInput) as refusal:
        waiting(opens_at=now + timedelta(hours=opens), closes_at=now + timedelta(hours=closes))
    assert refusal.value.field == field and not Poll.objects.exists()


def test_it_is_changed_with_its_moment_until_it_opens_and_without_it_afterwards() -> None:
    poll, later = waiting(), db_now() + timedelta(hours=5)
    plan = Plan(title="Друго?", kind="yesno", closes_at=db_now() + timedelta(days=2), opens_at=later)
    edit_poll(host=poll.author, poll_id=poll.pk, plan=plan)
    poll.refresh_from_db()
    assert (poll.title, poll.window.opens_at) == ("Друго?", later)
    edit_poll(host=poll.author, poll_id=poll.pk, plan=Plan(**{**vars(plan), "opens_at": None}))
    assert Window.objects.get(pk=poll.window_id).opens_at is None, "it waits for its host now"
    open_poll(host=poll.author, poll_id=poll.pk)
    since = Window.objects.get(pk=poll.window_id).opens_at
    edit_poll(host=poll.author, poll_id=poll.pk, plan=plan)
    assert Window.objects.get(pk=poll.window_id).opens_at == since, "an open poll is not taken back by a change"


def test_what_was_prepared_is_discarded_with_everything() -> None:
    poll = waiting(description="Нещо")
    with pytest.raises(NotAllowed):
        discard_poll(host=make.person(), poll_id=poll.pk)
    discard_poll(host=poll.author, poll_id=poll.pk)
    assert not Poll.objects.exists() and not PollOption.objects.exists()
    assert not Window.objects.filter(pk=poll.window_id).exists()
    assert not Question.objects.filter(window=poll.window_id).exists()
    act = Act.objects.get(kind="poll.discarded", ref=poll.ref)
    assert not act.is_public and act.actor == poll.author
    with pytest.raises(BadInput):
        discard_poll(host=poll.author, poll_id=poll.pk)
    let_it_come(poll)
    assert open_due() == 0


def test_what_has_opened_is_not_discarded() -> None:
    poll = waiting()
    let_it_come(poll)
    with pytest.raises(Stale):
        discard_poll(host=poll.author, poll_id=poll.pk)
    assert Poll.objects.filter(pk=poll.pk).exists()


def test_the_same_through_the_api() -> None:
    place = make.place()
    host = api(make.official(place))
    opens = (db_now() + timedelta(hours=2)).isoformat()
    said = {"title": "Кога?", "kind": "single", "options": ["а", "б"], "municipality": place.code, "opens_at": opens}
    made = host.post("/api/v1/polls/", {**said, "closes_at": (db_now() + timedelta(days=1)).isoformat()})
    assert made.status_code == 201 and made.json()["state"] == "prepared" and made.json()["opens_at"]
    path = f"/api/v1/polls/{made.json()['id']}/"
    assert api().get(path).status_code == 404 and host.get(path).status_code == 200
    assert api(make.person()).delete(path).status_code == 404
    assert host.delete(path).status_code == 204 and host.get(path).status_code == 404
