"""What each error of Stripe means: refused, or nobody knows yet."""

from __future__ import annotations

from typing import Any

import pytest

from config.cards import Cards
from participation.refusals import BadInput, Refused
from tests.support import cards, money
from tests.support.services import free_port
from volunteers.money.actions.asking import carry_out_due
from volunteers.money.actions.cards import begin_card, enter_card
from volunteers.money.models import Attempt
from volunteers.money.providers.base import ProviderAway
from volunteers.money.providers.stripe_calls import Denied, read, write

pytestmark = pytest.mark.django_db


def raising(error: Exception) -> Any:
    def call() -> Any:
        raise error

    return call


def test_every_error_of_the_library_has_a_meaning() -> None:
    import stripe

    refused = [stripe.CardError("Declined.", "", "card_declined"), stripe.InvalidRequestError("No such thing.", "")]
    unknown = [
        stripe.APIConnectionError("no"), stripe.APIError("no"), stripe.AuthenticationError("no"), stripe.RateLimitError("no"),
        stripe.PermissionError("no"), stripe.IdempotencyError("no"), stripe.StripeError("no"),
    ]  # fmt: skip
    for error in refused:
        with pytest.raises(Denied) as said:
            write(raising(error))
        assert said.value.words == str(error.user_message)
    for error in unknown:
        with pytest.raises(ProviderAway):
            write(raising(error))
    for error in [*refused, *unknown]:
        with pytest.raises(ProviderAway):
            read(raising(error))
    with pytest.raises(ZeroDivisionError):
        write(raising(ZeroDivisionError()))


def test_where_nobody_answers_it_is_asked_again_under_the_same_key(stripe: Any, settings: Any) -> None:
    there = settings.CARDS
    settings.CARDS = Cards(cards.SECRET, cards.PUBLIC, cards.WEBHOOKS, api=f"http://127.0.0.1:{free_port()}")
    made = money.pledge(money.campaign(), 20_000, provider="stripe")
    attempt = Attempt.objects.get()
    assert (made.state, attempt.reference, attempt.done_at) == ("pledged", "", None)
    with pytest.raises(Refused) as away:
        begin_card(person=made.person, pledge_id=made.pk)
    assert (away.value.code, away.value.status) == ("service_away", 503)
    settings.CARDS = there
    money.make_due()
    carry_out_due()
    assert cards.reference_of(made).startswith("seti_") and begin_card(person=made.person, pledge_id=made.pk)
    assert len(stripe.get("customers", limit=100)["data"]) == 1


def test_a_key_of_an_account_that_is_not_ours_takes_nothing_for_done(stripe: Any, settings: Any) -> None:
    made = money.pledge(money.campaign(), 20_000, provider="stripe")
    stripe.enter(made)
    settings.CARDS = Cards("nonsense", cards.PUBLIC, cards.WEBHOOKS, api=stripe.url)
    money.make_due()
    assert carry_out_due() == 0 and Attempt.objects.get().done_at is None
    settings.CARDS = stripe.settings()
    money.make_due()
    assert carry_out_due() == 1


def test_a_declined_card_is_said_and_the_pledge_still_waits(stripe: Any) -> None:
    made = money.pledge(money.campaign(), 20_000, provider="stripe")
    with pytest.raises(BadInput) as said:
        enter_card(person=made.person, pledge_id=made.pk, payment_method=stripe.card(cards.REFUSED_AT_ONCE))
    assert said.value.field == "payment_method" and "declined" in str(said.value)
    assert Attempt.objects.get().done_at is None
