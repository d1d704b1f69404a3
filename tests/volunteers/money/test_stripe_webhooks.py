"""What Stripe tells: genuine by its own rule, of now, once, in any order; and what a double of it really sends."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest
from django.test import Client

from tests.support import cards, money
from volunteers.money.actions.asking import carry_out_due
from volunteers.money.actions.closing import close_due
from volunteers.money.actions.inbox import process_due
from volunteers.money.models import Attempt, Notice, Pledge
from volunteers.money.providers.stripe_cards import HEADER, stripe_cards
from volunteers.money.providers.stripe_told import of_event
from volunteers.money.selectors.ledger import held_for
from volunteers.money.signatures import TOLERANCE

pytestmark = pytest.mark.django_db
ADDRESS = "/webhooks/stripe/"


def event(kind: str, key: str, *, number: str = "evt_1", **thing: Any) -> bytes:
    """A body as Stripe sends it, less what we do not read."""
    said = {"id": "seti_1", "metadata": {"megdan_key": key, "megdan_cents": "20000"}, "status": "succeeded", **thing}
    return json.dumps({"id": number, "object": "event", "type": kind, "data": {"object": said}}).encode()


def signed(body: bytes, *, secret: str = cards.WEBHOOKS, seconds: int = 0) -> str:
    import stripe

    moment = int(time.time()) + seconds
    return stripe.WebhookSignature.generate_signature_header(body.decode(), secret, moment)


def send(body: bytes, header: str | None = None) -> Any:
    client = Client(enforce_csrf_checks=True, headers={HEADER: signed(body) if header is None else header})
    return client.post(ADDRESS, body, content_type="application/json; charset=utf-8")


def waiting() -> tuple[Pledge, str]:
    made = money.pledge(money.campaign(), 20_000, provider="stripe")
    return made, f"pledge.{made.pk}.authorise.1"


def test_a_card_that_was_saved_is_told(stripe: Any) -> None:
    made, key = waiting()
    body = event("setup_intent.succeeded", key, id=cards.reference_of(made))
    assert send(body).json() == {"kept": True, "before": False}
    assert send(body).json() == {"kept": True, "before": True}, "twice"
    assert process_due() == 1
    stands = Pledge.objects.get(pk=made.pk)
    assert (stands.state, stands.reference) == ("authorised", cards.reference_of(made))


def test_only_what_is_genuine_and_of_now(stripe: Any, settings: Any) -> None:
    _made, key = waiting()
    body = event("setup_intent.succeeded", key)
    for header in (
        signed(body, secret="whsec_guessed"),
        signed(body, seconds=-TOLERANCE - 5),
        signed(body + b" "),
        "t=1,v1=" + "0" * 64,
        "nothing",
        "",
    ):
        assert send(body, header).status_code == 403
    assert not Notice.objects.exists()
    rolled = f"{signed(body, secret='whsec_old')},{signed(body).partition(',')[2]}"
    assert send(body, rolled).status_code == 200, "while a secret is changed Stripe signs with both"
    settings.CARDS = type(settings.CARDS)()
    assert send(body).status_code == 403, "nobody can sign where no secret is said"


def test_in_any_order(stripe: Any) -> None:
    made, key = waiting()
    stripe.enter(made)
    money.make_due()
    carry_out_due()
    money.end(made.campaign)
    close_due()
    capture = f"pledge.{made.pk}.capture.1"
    send(event("payment_intent.succeeded", capture, number="evt_2", amount=20_000))
    assert process_due() == 1, "before the worker has asked"
    assert Pledge.objects.get().state == "captured"
    send(event("setup_intent.succeeded", key, number="evt_1"))
    send(
        event("payment_intent.payment_failed", capture, number="evt_0", status="requires_payment_method", amount=20_000)
    )
    assert process_due() == 2
    carry_out_due()
    assert Pledge.objects.get().state == "captured" and held_for(made.campaign.project_id) == 20_000


def test_for_another_sum_it_is_not_booked(stripe: Any) -> None:
    made, _key = waiting()
    stripe.enter(made)
    money.make_due()
    carry_out_due()
    money.end(made.campaign)
    close_due()
    send(event("payment_intent.succeeded", f"pledge.{made.pk}.capture.1", amount=19_999))
    process_due()
    assert Attempt.objects.get(kind="capture").words == "done for 19999 cents"


@pytest.mark.parametrize(
    ("kind", "status", "outcome"),
    [
        ("setup_intent.canceled", "canceled", "failed"),
        ("payment_intent.succeeded", "succeeded", "done"),
        ("payment_intent.payment_failed", "requires_payment_method", "failed"),
        ("payment_intent.canceled", "canceled", "failed"),
        ("refund.updated", "pending", "pending"),
        ("refund.updated", "succeeded", "done"),
        ("refund.failed", "failed", "failed"),
        ("charge.dispute.created", "needs_response", "pending"),
    ],
)
def test_what_is_understood(kind: str, status: str, outcome: str) -> None:
    said = of_event(event(kind, "pledge.1.capture.1", status=status, amount=500))
    assert (said.event, said.key, said.answer.outcome) == ("evt_1", "pledge.1.capture.1", outcome)
    assert bool(said.answer.words) == (outcome == "failed")


@pytest.mark.parametrize(
    "body",
    [b"", b"{}", b"[]", b"7", b"null", b'{"id": "", "type": "a", "data": {"object": {}}}', b'{"id": "a", "type": "b"}',
     b'{"id": "a", "type": "b", "data": {"object": 5}}', b"\xff\xfe", event("refund.updated", "a", amount="much"),
     event("refund.updated", "a"), event("setup_intent.succeeded", "a", metadata=["megdan_key"])],
)  # fmt: skip
def test_what_cannot_be_read(stripe: Any, body: bytes) -> None:
    with pytest.raises(ValueError):
        stripe_cards.read(body)
    if body != b"\xff\xfe":
        assert send(body).status_code == 400


def test_what_is_about_somebody_elses_payment_is_kept_and_left(stripe: Any) -> None:
    body = event("payment_intent.succeeded", "", metadata=None, amount=5)
    assert send(body).status_code == 200 and process_due() == 0
    assert of_event(body).key == ""


def test_what_the_double_sends_by_itself_is_read(stripe: Any) -> None:
    """Its own events, as it keeps them, are in the shape that we read."""
    made, _key = waiting()
    stripe.enter(made)
    money.make_due()
    carry_out_due()
    money.end(made.campaign)
    close_due()
    carry_out_due()
    told = [one for one in stripe.get("events", limit=100)["data"] if one["type"] == "payment_intent.succeeded"]
    said = of_event(json.dumps(told[0]).encode())
    assert (said.key, said.answer.outcome, said.answer.cents) == (f"pledge.{made.pk}.capture.1", "done", 20_000)
