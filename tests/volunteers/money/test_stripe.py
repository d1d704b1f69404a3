"""Cards, against a double of Stripe over HTTP: what is saved, taken, given back and forgotten, and each of it once."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest

from participation.accounts.actions.profile import erase_account
from tests.support import cards, money
from tests.support import factories as make
from volunteers.money.actions.asking import carry_out_due
from volunteers.money.actions.cards import enter_card
from volunteers.money.actions.closing import close_due
from volunteers.money.actions.pledging import change_pledge, withdraw_pledge
from volunteers.money.actions.refunding import refund_pledge
from volunteers.money.models import Attempt, Campaign, Pledge, Reconciliation
from volunteers.money.providers.dummy import Died
from volunteers.money.providers.stripe_cards import StripeCards, stripe_cards
from volunteers.money.selectors.ledger import balances, held_for, promised_to

pytestmark = pytest.mark.django_db
State = Pledge.State


def fresh(pledge: Pledge) -> Pledge:
    return Pledge.objects.get(pk=pledge.pk)


def pledged(stripe: Any, number: str = cards.GOOD, cents: int = 20_000, **fields: Any) -> tuple[Pledge, str]:
    """A pledge that stands with a saved card."""
    made = money.pledge(fields.pop("to", None) or money.campaign(), cents, provider="stripe", **fields)
    card = stripe.enter(made, number)
    assert made.person
    return enter_card(person=made.person, pledge_id=made.pk), card


def funded(campaign: Campaign) -> None:
    money.end(campaign)
    close_due()


def test_a_pledge_waits_for_its_card_and_then_stands(stripe: Any) -> None:
    campaign = money.campaign()
    made = money.pledge(campaign, 20_000, provider="stripe")
    assert (made.state, promised_to(campaign.project_id)) == (State.PLEDGED, 0)
    money.make_due()
    carry_out_due()
    assert fresh(made).state == State.PLEDGED, "nobody has entered a card"
    card = stripe.enter(made)
    money.make_due()
    assert carry_out_due() == 1, "found by the key, should the browser never come back"
    assert (fresh(made).state, promised_to(campaign.project_id)) == (State.AUTHORISED, 20_000)
    assert stripe.is_saved(card) and stripe.taken() == []


def test_what_stripe_learns_of_the_donor_is_a_key(stripe: Any) -> None:
    made, _card = pledged(stripe, person=make.person("Ганка Видима"))
    told = stripe.get(f"customers/{stripe.customer(made)}")
    assert told["metadata"] == {"megdan_key": f"pledge.{made.pk}.authorise.1"}
    assert (told["name"], told["email"], told["description"]) == (None, None, None)


def test_taken_once_when_the_campaign_is_funded_and_the_card_is_forgotten(stripe: Any) -> None:
    made, card = pledged(stripe)
    funded(made.campaign)
    assert stripe.taken() == []
    carry_out_due()
    assert (fresh(made).state, held_for(made.campaign.project_id)) == (State.CAPTURED, 20_000)
    assert stripe.taken() == [20_000] and not stripe.is_saved(card)
    charge = stripe.get("charges")["data"][0]
    asked = stripe.get(f"payment_intents/{charge['payment_intent']}")
    assert (asked["currency"], asked["metadata"]) == ("eur", {"megdan_key": f"pledge.{made.pk}.capture.1"})
    assert balances("provider.stripe.") == {"provider.stripe.clearing": 20_000}


def test_a_campaign_that_fails_takes_nothing(stripe: Any) -> None:
    campaign = money.campaign(minimum_cents=90_000)
    made, card = pledged(stripe, to=campaign)
    funded(campaign)
    carry_out_due()
    assert Campaign.objects.get().state == Campaign.State.NOT_FUNDED and fresh(made).state == State.CANCELLED
    assert stripe.get("charges")["data"] == [] and not stripe.is_saved(card)


def test_the_same_key_twice_takes_once(stripe: Any) -> None:
    made, _card = pledged(stripe)
    key, what = f"pledge.{made.pk}.capture.1", {"reference": made.reference, "cents": 20_000}
    funded(made.campaign)
    first, again = (stripe_cards.capture(key=key, **what) for _n in range(2))
    assert first == again and first.outcome == "done" and stripe.taken() == [20_000]
    other = stripe_cards.capture(key="another", **what)
    assert other.outcome == "done" and stripe.taken() == [20_000, 20_000], "the control: it is the key that guards"


def test_every_write_carries_the_key_to_stripe_as_well(stripe: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    import stripe as library

    sent: dict[str, str] = {}
    real = library.RequestsClient.request

    def spied(self: Any, method: str, url: str, headers: Any, post_data: Any = None) -> Any:
        if method == "post":
            sent[url.rpartition("/")[2]] = headers.get("Idempotency-Key", "")
        return real(self, method, url, headers, post_data)

    monkeypatch.setattr(library.RequestsClient, "request", spied)
    made, _card = pledged(stripe)
    funded(made.campaign)
    carry_out_due()
    official = make.official(made.campaign.project.municipality)
    refund_pledge(official=official, pledge_id=made.pk, cents=500, reason="Без дъжд", number=1)
    noted = {one.kind: f"{one.key}{{}}.{int(one.at.timestamp())}" for one in Attempt.objects.all()}
    assert {name: sent[name] for name in ("customers", "setup_intents", "payment_intents", "refunds")} == {
        "customers": noted["authorise"].format(".customer"),
        "setup_intents": noted["authorise"].format(""),
        "payment_intents": noted["capture"].format(""),
        "refunds": noted["refund"].format(""),
    }


@pytest.mark.parametrize("kind", ["capture", "refund"])
def test_a_worker_that_dies_after_it_was_done_is_followed_by_one_that_finds_it(
    stripe: Any, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    made, _card = pledged(stripe)
    official = make.official(made.campaign.project.municipality)
    real = getattr(StripeCards, kind)

    def dies(*args: Any, **asked: Any) -> None:
        real(*args, **asked)
        raise Died

    funded(made.campaign)
    if kind == "refund":
        carry_out_due()
    give_back = partial(refund_pledge, official=official, pledge_id=made.pk, cents=700, reason="Без дъжд", number=1)
    monkeypatch.setattr(StripeCards, kind, dies)
    with pytest.raises(Died):
        (give_back if kind == "refund" else carry_out_due)()
    attempt = Attempt.objects.get(kind=kind)
    assert attempt.done_at is None
    monkeypatch.setattr(StripeCards, kind, lambda *args, **asked: pytest.fail("asked to do it again"))
    money.make_due()
    carry_out_due()
    attempt.refresh_from_db()
    assert attempt.is_done and attempt.tries == 2
    assert stripe.taken() == [20_000] and stripe.given_back() == ([700] if kind == "refund" else [])
    assert held_for(made.campaign.project_id) == (19_300 if kind == "refund" else 20_000)


@pytest.mark.parametrize("number", [cards.REFUSED_LATER, cards.WANTS_PROOF])
def test_a_card_that_is_refused_at_the_end_ends_the_pledge(stripe: Any, number: str) -> None:
    campaign = money.campaign()
    good, _card = pledged(stripe, to=campaign)
    bad, card = money.pledge(campaign, 30_000, provider="stripe"), stripe.card(number)
    reference = cards.reference_of(bad)
    stripe.post(f"setup_intents/{reference}/confirm", {"payment_method": card})
    if number == cards.WANTS_PROOF:  # which is given when it is entered, and cannot be later
        assert enter_card(person=bad.person, pledge_id=bad.pk).state == State.PLEDGED
        stripe.post(f"setup_intents/{reference}/confirm", {})
    assert enter_card(person=bad.person, pledge_id=bad.pk).state == State.AUTHORISED
    funded(campaign)
    carry_out_due()
    carry_out_due()
    assert (fresh(good).state, fresh(bad).state) == (State.CAPTURED, State.FAILED)
    assert stripe.taken() == [20_000] and held_for(campaign.project_id) == 20_000
    assert Attempt.objects.get(pledge=bad, kind="capture").words and not stripe.is_saved(card)
    assert Campaign.objects.get().state == Campaign.State.SETTLED


def test_a_part_is_given_back_and_then_the_rest(stripe: Any) -> None:
    made, _card = pledged(stripe)
    official = make.official(made.campaign.project.municipality)
    funded(made.campaign)
    carry_out_due()
    for number, cents in ((1, 500), (1, 500), (2, 19_500)):
        refund_pledge(official=official, pledge_id=made.pk, cents=cents, reason="Без дъжд", number=number)
    assert stripe.given_back() == [500, 19_500] and fresh(made).state == State.REFUNDED
    assert held_for(made.campaign.project_id) == 0 and balances("provider.stripe.")["provider.stripe.clearing"] == 0


def test_another_sum_stands_with_the_same_card(stripe: Any) -> None:
    made, card = pledged(stripe)
    changed = change_pledge(person=made.person, pledge_id=made.pk, cents=25_000)
    carry_out_due()
    assert (changed.state, changed.cents, changed.revision) == (State.AUTHORISED, 25_000, 2)
    assert stripe.is_saved(card), "the earlier sum is let go, the card is not"
    funded(made.campaign)
    carry_out_due()
    assert stripe.taken() == [25_000]


def test_a_sum_that_was_changed_before_the_card_was_entered(stripe: Any) -> None:
    made = money.pledge(money.campaign(), 20_000, provider="stripe")
    change_pledge(person=made.person, pledge_id=made.pk, cents=26_000)
    card = stripe.enter(made)
    now = enter_card(person=made.person, pledge_id=made.pk)
    carry_out_due()
    assert (now.state, now.cents) == (State.AUTHORISED, 26_000)
    assert stripe.is_saved(card) and not Attempt.objects.filter(done_at=None).exists()
    assert fresh(made).cents == 26_000


def test_taking_it_back_forgets_the_card(stripe: Any) -> None:
    made, card = pledged(stripe)
    withdraw_pledge(person=made.person, pledge_id=made.pk)
    assert not stripe.is_saved(card)
    assert Attempt.objects.get(kind="cancel").is_done


@pytest.mark.parametrize("leaves", [False, True])
def test_a_pledge_that_is_over_before_its_card_came_takes_none(stripe: Any, leaves: bool) -> None:
    made = money.pledge(money.campaign(), 20_000, provider="stripe")
    assert made.person
    if leaves:
        erase_account(user=made.person)
    else:
        withdraw_pledge(person=made.person, pledge_id=made.pk)
    money.make_due()
    carry_out_due()
    assert stripe.get(f"setup_intents/{cards.reference_of(made)}")["status"] == "canceled"
    assert Attempt.objects.get().is_done is False and fresh(made).state == State.CANCELLED


def test_a_card_that_comes_after_the_pledge_was_over_is_forgotten(stripe: Any) -> None:
    made = money.pledge(money.campaign(), 20_000, provider="stripe")
    card = stripe.enter(made)
    withdraw_pledge(person=made.person, pledge_id=made.pk)
    money.make_due()
    carry_out_due()
    carry_out_due()
    assert not stripe.is_saved(card) and stripe.taken() == []


def test_the_daily_comparison_finds_nothing(stripe: Any) -> None:
    from volunteers.money.actions.reconciling import reconcile

    made, _card = pledged(stripe)
    funded(made.campaign)
    carry_out_due()
    reconcile()
    assert Reconciliation.objects.get().difference == 0
