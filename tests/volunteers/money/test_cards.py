"""Entering a card: whose pledge, when, what the API says; and what an operator says about Stripe."""

from __future__ import annotations

from typing import Any

import pytest

from participation.refusals import BadInput, Closed, NotAllowed, SignInFirst, TooMany
from tests.support import cards, money
from tests.support import factories as make
from tests.volunteers.money.test_api import ask, body
from volunteers.money.actions.cards import begin_card, enter_card
from volunteers.money.actions.pledging import change_pledge, withdraw_pledge
from volunteers.money.models import Pledge
from volunteers.money.providers import offered
from volunteers.money.providers.base import Answer
from volunteers.money.providers.stripe_cards import stripe_cards
from volunteers.money.selectors.cards import asked_cents, card_stage

pytestmark = pytest.mark.django_db


def waiting(**fields: Any) -> Pledge:
    return money.pledge(money.campaign(), 20_000, provider="stripe", **fields)


def test_only_ones_own_pledge(stripe: Any) -> None:
    made = waiting()
    for act in (begin_card, enter_card):
        with pytest.raises(SignInFirst):
            act(person=None, pledge_id=made.pk)
        with pytest.raises(NotAllowed):
            act(person=make.person(), pledge_id=made.pk)
        with pytest.raises(NotAllowed):
            act(person=made.person, pledge_id=made.pk + 1)


def test_only_while_it_can_stand(stripe: Any) -> None:
    by_hand, gone, late = money.pledge(money.campaign()), waiting(), waiting()
    withdraw_pledge(person=gone.person, pledge_id=gone.pk)
    money.end(late.campaign)
    with pytest.raises(BadInput):
        begin_card(person=by_hand.person, pledge_id=by_hand.pk)
    for made in (gone, late):
        with pytest.raises(Closed):
            begin_card(person=made.person, pledge_id=made.pk)


def test_the_browser_is_not_believed(stripe: Any) -> None:
    made = waiting()
    assert enter_card(person=made.person, pledge_id=made.pk).state == "pledged"
    stripe.enter(made)
    for _n in range(2):
        assert enter_card(person=made.person, pledge_id=made.pk).state == "authorised"
    assert begin_card(person=made.person, pledge_id=made.pk) is None


def test_one_pledge_has_one_secret_however_often_it_is_asked_for(stripe: Any) -> None:
    made = waiting()
    first, again = (begin_card(person=made.person, pledge_id=made.pk) for _n in range(2))
    assert first and first == again
    assert first.client_secret.startswith(f"{cards.reference_of(made)}_secret_") and first.public_key == cards.PUBLIC


def test_nobody_tries_cards_here(stripe: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    made = waiting()
    monkeypatch.setattr(stripe_cards, "authorise", lambda **asked: Answer("pending"))
    for _n in range(60):
        enter_card(person=made.person, pledge_id=made.pk)
    with pytest.raises(TooMany):
        enter_card(person=made.person, pledge_id=made.pk)


def test_what_waits_and_how_much(stripe: Any) -> None:
    made = waiting()
    assert (card_stage(made), asked_cents(made)) == ("waits", 20_000)
    change_pledge(person=made.person, pledge_id=made.pk, cents=26_000)
    assert asked_cents(made) == 26_000
    stripe.enter(made)
    stands = enter_card(person=made.person, pledge_id=made.pk)
    assert card_stage(stands) == "saved"
    assert card_stage(withdraw_pledge(person=made.person, pledge_id=made.pk)) == "over"
    assert card_stage(money.pledge(money.campaign())) == ""


def test_through_the_api(stripe: Any) -> None:
    person, campaign = make.person(), money.campaign()
    made = ask("post", "/pledges/", person, body(campaign, provider="stripe"), status=201)
    assert made["state"] == "pledged"
    path = f"/pledges/{made['id']}/card/"
    said = ask("post", path, person)
    assert said["state"] == "pledged" and said["public_key"] == cards.PUBLIC and "_secret_" in said["client_secret"]
    refused = ask("post", path, person, {"payment_method": "4242424242424242"}, status=400)
    assert set(refused["fields"]) == {"payment_method"}, "a card itself is not taken"
    saved = ask("post", path, person, {"payment_method": stripe.card()})
    assert saved == {"state": "authorised", "client_secret": None, "public_key": cards.PUBLIC}
    assert ask("post", path, person) == saved
    ask("post", path, make.person(), status=404)
    ask("post", path, status=401)


def test_a_card_whose_owner_has_to_prove_themselves_waits_for_them(stripe: Any) -> None:
    made = waiting()
    path = f"/pledges/{made.pk}/card/"
    said = ask("post", path, made.person, {"payment_method": stripe.card(cards.WANTS_PROOF)})
    assert (said["state"], bool(said["client_secret"])) == ("pledged", True)
    stripe.post(f"setup_intents/{cards.reference_of(made)}/confirm", {})
    assert ask("post", path, made.person)["state"] == "authorised"


def test_a_declined_card_is_said_by_its_field(stripe: Any) -> None:
    made = waiting()
    number = stripe.card(cards.REFUSED_AT_ONCE)
    said = ask("post", f"/pledges/{made.pk}/card/", made.person, {"payment_method": number}, status=400)
    assert said["field"] == "payment_method" and "Your card was declined." in said["detail"]


def test_cards_are_offered_only_where_an_operator_has_said_all_three_keys(settings: Any) -> None:
    assert "stripe" not in offered()
    campaign = money.campaign()
    with pytest.raises(BadInput):
        money.pledge(campaign, provider="stripe")
