"""What providers tell us: genuine, of now, once, in any order."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from participation.database import db_now
from tests.support import factories as make
from tests.support import money
from volunteers.money.actions.asking import carry_out_due
from volunteers.money.actions.closing import close_due
from volunteers.money.actions.inbox import MOST_TRIES, drop_old_bodies, process_due
from volunteers.money.actions.pledging import withdraw_pledge
from volunteers.money.models import Attempt, Notice, Pledge, Transfer
from volunteers.money.providers.dummy import dummy, secret
from volunteers.money.selectors.ledger import held_for
from volunteers.money.signatures import HEADER, TOLERANCE, is_genuine, sign

pytestmark = pytest.mark.django_db
ADDRESS = "/webhooks/dummy/"


def send(body: bytes, *, seconds: float = 0, key: str = "", signature: str = "", address: str = ADDRESS) -> Any:
    signature = signature or sign(body, secret=key or secret(), at=db_now() + timedelta(seconds=seconds))
    client = Client(enforce_csrf_checks=True, headers={HEADER: signature})
    return client.post(address, body, content_type="application/json")


def waiting() -> tuple[Any, str]:
    """A pledge whose authorisation the provider tells later, and its key."""
    dummy.mischief.pending = {"authorise"}
    made = money.pledge(money.campaign(), 20_000)
    assert made.state == "pledged"
    return made, f"pledge.{made.pk}.authorise.1"


def due() -> None:
    Notice.objects.filter(done_at=None).update(due_at=db_now() - timedelta(seconds=1))


def test_kept_as_it_came_and_processed_by_the_worker() -> None:
    made, key = waiting()
    body = dummy.webhook(key)
    assert send(body).json() == {"kept": True, "before": False}
    assert bytes(Notice.objects.get().body) == body and Pledge.objects.get().state == "pledged"
    assert process_due() == 1
    assert Pledge.objects.get(pk=made.pk).state == "authorised"


def test_told_twice_it_is_booked_once() -> None:
    _made, key = waiting()
    body = dummy.webhook(key)
    assert send(body).json()["before"] is False and send(body).json()["before"] is True
    process_due()
    again = send(dummy.webhook(key, event="another"))
    assert again.status_code == 200
    assert process_due() == 1 and Transfer.objects.count() == 1


def test_in_any_order() -> None:
    made, key = waiting()
    early = dummy.webhook(key)
    dummy.mischief.pending = {"capture", "authorise"}
    send(early)
    process_due()
    money.end(made.campaign)
    close_due()
    carry_out_due()
    capture = dummy.webhook(f"pledge.{made.pk}.capture.1")
    send(capture)
    process_due()
    send(dummy.webhook(key, event="late"))
    process_due()
    assert Pledge.objects.get(pk=made.pk).state == "captured" and held_for(made.campaign.project_id) == 20_000


def test_told_before_we_know_of_it_it_waits() -> None:
    body = json.dumps(
        {"event": "e1", "key": "pledge.999.capture.1", "outcome": "done", "reference": "x", "cents": 5}
    ).encode()
    assert send(body).status_code == 200
    assert process_due() == 0 and Notice.objects.get().done_at is None
    Notice.objects.update(tries=MOST_TRIES - 1)
    due()
    assert process_due() == 1
    left = Notice.objects.get()
    assert left.done_at is not None and left.words


def test_a_promise_told_after_it_was_taken_back_is_let_go() -> None:
    person = make.person()
    dummy.mischief.pending = {"authorise"}
    made = money.pledge(money.campaign(), 20_000, person)
    withdraw_pledge(person=person, pledge_id=made.pk)
    dummy.mischief.pending = set()
    send(dummy.webhook(f"pledge.{made.pk}.authorise.1"))
    process_due()
    carry_out_due()
    assert Attempt.objects.get(kind="cancel").is_done and Pledge.objects.get().state == "cancelled"


@pytest.mark.parametrize("seconds", [-TOLERANCE - 5, TOLERANCE + 5])
def test_too_old_or_of_tomorrow(seconds: int) -> None:
    _made, key = waiting()
    assert send(dummy.webhook(key), seconds=seconds).status_code == 403
    assert send(dummy.webhook(key), seconds=seconds / 2).status_code == 200


def test_not_genuine() -> None:
    _made, key = waiting()
    body = dummy.webhook(key)
    good = sign(body, secret=secret(), at=db_now())
    for bad in (
        send(body, key="guessed"),
        send(body + b" ", signature=good),
        send(body, signature="t=1,v1=" + "0" * 64),
        send(body, signature="nothing"),
        Client().post(ADDRESS, body, content_type="application/json"),
        send(body, address="/webhooks/transfer/"),
    ):
        assert bad.status_code == 403 and bad.json()["code"] == "not_allowed"
    assert not Notice.objects.exists()
    assert send(body, signature=good).status_code == 200, "the control"


def test_what_cannot_be_read() -> None:
    for body in (b"", b"{}", b"[]", b"7", b'{"event": "a", "key": "b", "outcome": "odd", "reference": "", "cents": 1}'):
        assert send(body).status_code == 400
    assert send(b"{}", address="/webhooks/nobody/").status_code == 400
    assert Client().get(ADDRESS).status_code == 405
    form = Client(headers={HEADER: sign(b"a=1", secret=secret(), at=db_now())})
    assert form.post(ADDRESS, b"a=1", content_type="application/x-www-form-urlencoded").status_code == 400


def test_whoever_tries_and_tries_waits() -> None:
    answers = [send(b"{}", key="guessed").status_code for _n in range(62)]
    assert answers[0] == 403 and answers[-1] == 429


def test_bodies_go_after_a_year() -> None:
    _made, key = waiting()
    send(dummy.webhook(key))
    process_due()
    assert drop_old_bodies() == 0
    Notice.objects.update(done_at=db_now() - timedelta(days=366))
    assert drop_old_bodies() == 1 and bytes(Notice.objects.get().body) == b""


def test_a_signature_is_of_one_body_one_secret_and_one_moment() -> None:
    now = db_now()
    said = sign(b"body", secret="one", at=now)
    assert is_genuine(b"body", said, secret="one", now=now)
    assert not is_genuine(b"body", said, secret="two", now=now)
    assert not is_genuine(b"Body", said, secret="one", now=now)
    assert not is_genuine(b"body", said.replace("t=", "t=1"), secret="one", now=now)
