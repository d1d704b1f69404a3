"""Money that leaves for a project or back to donors, receipts, and what everybody learns of it."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection

from participation.notifications.models import Notification
from participation.record.worker import run_due
from participation.refusals import BadInput, Closed, NotAllowed, SignInFirst
from participation.retries import was_there
from tests.support import factories as make
from tests.support import money
from volunteers.money.actions.asking import carry_out_due
from volunteers.money.actions.closing import close_due
from volunteers.money.actions.payouts import approve_payout, ask_payout, refuse_payout, withdraw_payout
from volunteers.money.actions.pools import open_pool
from volunteers.money.actions.reconciling import reconcile
from volunteers.money.actions.refunding import refund_pledge
from volunteers.money.models import Campaign, DummyOperation, Payout, Pledge, Receipt
from volunteers.money.providers.dummy import dummy
from volunteers.money.refusals import KeyUsedDifferently
from volunteers.money.selectors.ledger import balance, held_for
from volunteers.money.selectors.movements import held_cents, movements_of, public_payouts
from volunteers.money.selectors.payouts import hidden_iban, waiting_payouts
from volunteers.money.selectors.pledges import receipt_number, receipt_of
from volunteers.money.triggers import create, drop
from volunteers.projects.models import Coordinator

pytestmark = pytest.mark.django_db
IBAN, OTHER = "BG80BNBG96611020345678", "DE89370400440532013000"


def collected(cents: int = 1_000_000) -> tuple[Campaign, Pledge]:
    """A campaign whose money is there."""
    campaign = money.campaign()
    one = money.pledge(campaign, cents)
    money.end(campaign)
    close_due()
    carry_out_due()
    return Campaign.objects.select_related("project__municipality").get(pk=campaign.pk), Pledge.objects.get(pk=one.pk)


def asked(of: Campaign, cents: int = 100_000, **fields: Any) -> Payout:
    lead = of.project.coordinators.order_by("pk")[0].user
    values = {"purpose": "Дъски", "document": "Фактура 17", "holder": "Сдружение", "iban": IBAN, **fields}
    return ask_payout(person=lead, campaign_id=of.pk, cents=cents, **values)


def test_asked_approved_and_booked() -> None:
    campaign, _one = collected()
    official = make.official(campaign.project.municipality)
    payout = asked(campaign)
    assert list(waiting_payouts(official)) == [payout]
    assert approve_payout(official=official, payout_id=payout.pk).state == "approved"
    assert was_there(approve_payout(official=official, payout_id=payout.pk))
    assert (held_for(campaign.project_id), balance("bank.payouts")) == (900_000, -100_000)
    assert list(waiting_payouts(official)) == [] and reconcile().difference == 0
    assert [row["purpose"] for row in public_payouts(campaign)] == ["Дъски"]


def test_nobody_decides_on_their_own_project() -> None:
    campaign, _one = collected()
    place = campaign.project.municipality
    leading = make.official(place)
    Coordinator.objects.create(project=campaign.project, user=leading)
    payout = asked(campaign)
    for who, refusal in (
        (None, SignInFirst),
        (leading, NotAllowed),
        (campaign.project.proposer, NotAllowed),
        (make.person(), NotAllowed),
        (make.moderator(place), NotAllowed),
        (make.official(make.place("VAR06", "Варна", "Varna")), NotAllowed),
    ):
        with pytest.raises(refusal):
            approve_payout(official=who, payout_id=payout.pk)
        with pytest.raises(refusal):
            refuse_payout(official=who, payout_id=payout.pk, reason="Не")
    assert not waiting_payouts(leading).exists()


def test_two_officials_look_at_a_large_sum() -> None:
    campaign, _one = collected()
    first, second = (make.official(campaign.project.municipality, f"Служител {n}") for n in range(2))
    small = asked(campaign, 500_000)
    assert approve_payout(official=first, payout_id=small.pk).state == "approved", "the bound itself is small"
    campaign, _one = collected()
    large = asked(campaign, 500_001)
    assert approve_payout(official=first, payout_id=large.pk).state == "asked"
    assert approve_payout(official=first, payout_id=large.pk).state == "asked", "one official counts once"
    assert approve_payout(official=second, payout_id=large.pk).state == "approved"


def test_two_officials_look_at_another_account() -> None:
    campaign, _one = collected()
    first, second = (make.official(campaign.project.municipality, f"Служител {n}") for n in range(2))
    approve_payout(official=first, payout_id=asked(campaign, 1_000).pk)
    same, other = asked(campaign, 1_000), asked(campaign, 1_000, iban=OTHER)
    assert approve_payout(official=first, payout_id=same.pk).state == "approved"
    assert approve_payout(official=first, payout_id=other.pk).state == "asked"
    assert approve_payout(official=second, payout_id=other.pk).state == "approved"


def test_no_more_is_asked_than_is_there() -> None:
    campaign, _one = collected(20_000)
    asked(campaign, 15_000)
    for wrong, field in (
        ({"cents": 5_001}, "cents"),
        ({"cents": 0}, "cents"),
        ({"cents": -5}, "cents"),
        ({"cents": 500, "iban": "BG80BNBG96611020345679"}, "iban"),
        ({"cents": 500, "document": "  "}, "document"),
    ):
        with pytest.raises(BadInput) as refused:
            asked(campaign, **wrong)
        assert refused.value.field == field
    assert asked(campaign, 5_000).cents == 5_000
    with pytest.raises(NotAllowed):
        ask_payout(
            person=make.person(), campaign_id=campaign.pk, cents=1, purpose="а", document="б", holder="в", iban=IBAN
        )
    with pytest.raises(Closed):
        asked(money.campaign())


def test_a_form_sent_twice_asks_once() -> None:
    campaign, _one = collected()
    first = asked(campaign, client_key="k")
    assert asked(campaign, client_key="k").pk == first.pk and Payout.objects.count() == 1


def test_refused_and_taken_back() -> None:
    campaign, _one = collected()
    official, lead = make.official(campaign.project.municipality), campaign.project.proposer
    payout = asked(campaign)
    with pytest.raises(BadInput):
        refuse_payout(official=official, payout_id=payout.pk, reason=" ")
    assert refuse_payout(official=official, payout_id=payout.pk, reason="Без фактура").state == "refused"
    with pytest.raises(Closed):
        approve_payout(official=official, payout_id=payout.pk)
    other = asked(campaign)
    assert withdraw_payout(person=lead, payout_id=other.pk).state == "withdrawn"
    with pytest.raises(Closed):
        approve_payout(official=official, payout_id=other.pk)
    assert held_for(campaign.project_id) == 1_000_000
    run_due()
    told = Notification.objects.filter(user=lead, kind="payout.refused")
    assert [row.data["reason"] for row in told] == ["Без фактура"]
    assert Notification.objects.filter(user=official, kind="payout.asked").count() == 2


def test_refunds_never_exceed_what_was_taken() -> None:
    campaign, one = collected(20_000)
    official = make.official(campaign.project.municipality)

    def back(cents: int, number: int) -> Any:
        return refund_pledge(official=official, pledge_id=one.pk, cents=cents, reason="Молба", number=number)

    assert back(15_000, 1).is_done and back(15_000, 1).is_done, "the same form"
    assert DummyOperation.objects.filter(kind="refund").count() == 1
    for cents, number in ((5_001, 2), (0, 2), (5_000, 3), (14_000, 1)):
        with pytest.raises(BadInput):
            back(cents, number)
    back(5_000, 2)
    assert Pledge.objects.get(pk=one.pk).state == "refunded" and held_for(campaign.project_id) == 0
    with pytest.raises(Closed):
        back(1, 3)
    assert reconcile().difference == 0


def test_what_was_paid_out_or_asked_for_is_not_given_back() -> None:
    campaign, one = collected(20_000)
    official = make.official(campaign.project.municipality)
    asked(campaign, 15_000)
    with pytest.raises(Closed):
        refund_pledge(official=official, pledge_id=one.pk, cents=5_001, reason="Молба", number=1)
    assert refund_pledge(official=official, pledge_id=one.pk, cents=5_000, reason="Молба", number=1).is_done
    for who, refusal in ((None, SignInFirst), (make.person(), NotAllowed), (campaign.project.proposer, NotAllowed)):
        with pytest.raises(refusal):
            refund_pledge(official=who, pledge_id=one.pk, cents=1, reason="Молба", number=2)


def test_a_refund_that_the_provider_refuses_can_be_asked_for_again() -> None:
    campaign, one = collected(20_000)
    official = make.official(campaign.project.municipality)
    dummy.mischief.refuses = {"refund"}
    assert not refund_pledge(official=official, pledge_id=one.pk, cents=20_000, reason="Молба", number=1).is_done
    assert Pledge.objects.get(pk=one.pk).refunded_cents == 0 and held_for(campaign.project_id) == 20_000
    dummy.mischief.refuses = set()
    assert refund_pledge(official=official, pledge_id=one.pk, cents=20_000, reason="Молба", number=2).is_done


def test_receipts_have_numbers_without_gaps_in_each_place() -> None:
    place, other = make.place(), make.place("VAR06", "Варна", "Varna")
    for at in (place, other, place):
        campaign = money.campaign(money.project(at))
        money.pledge(campaign, 20_000)
        refused = money.pledge(campaign, 20_000)
        money.end(campaign)
        close_due()
        dummy.mischief.refuses = {"capture"}
        from volunteers.money.actions.asking import carry_out

        carry_out(attempt_id=refused.attempts.get(kind="capture").pk)
        dummy.mischief.refuses = set()
        carry_out_due()
    numbers = {
        at: list(Receipt.objects.filter(municipality=at).order_by("number").values_list("number", flat=True))
        for at in (place, other)
    }
    assert numbers == {place: [1, 2], other: [1]}
    first = Receipt.objects.filter(municipality=place).order_by("number")[0]
    assert receipt_number(first) == f"DOB17-{first.year}-000001" and receipt_of(first.pledge) == first


def test_everybody_learns_sums_and_nobody_names() -> None:
    campaign, one = collected(20_000)
    official = make.official(campaign.project.municipality)
    approve_payout(official=official, payout_id=asked(campaign, 5_000).pk)
    refund_pledge(official=official, pledge_id=one.pk, cents=1_000, reason="Молба", number=1)
    told = movements_of(campaign)
    assert told == [
        {"kind": "capture", "cents": 20_000},
        {"kind": "refund", "cents": -1_000},
        {"kind": "payout", "cents": -5_000},
    ]
    assert sum(row["cents"] for row in told) == held_cents(campaign) == 14_000
    assert hidden_iban(IBAN) == "BG•• … 5678"


def test_a_row_that_was_changed_by_hand_is_seen() -> None:
    _campaign, one = collected(20_000)
    assert reconcile().difference == 0
    Pledge.objects.filter(pk=one.pk).update(cents=20_001)
    assert reconcile().difference == 1
    Pledge.objects.filter(pk=one.pk).update(cents=20_000)
    assert reconcile().difference == 0
    with connection.cursor() as cursor:
        for statement in drop(connection.vendor):
            cursor.execute(statement)
        clearing = "SELECT id FROM money_account WHERE code = 'provider.dummy.clearing'"
        cursor.execute(f"UPDATE money_posting SET cents = cents + 7 WHERE cents > 0 AND account_id IN ({clearing})")
        for statement in create(connection.vendor):
            cursor.execute(statement)
    broken = reconcile()
    assert broken.difference == 7 and [line["what"] for line in broken.lines if line["difference"]] == ["ledger"]


def with_a_pool() -> tuple[Campaign, Pledge, Any]:
    """100 euro were given and a pool added 100 to them; and an official."""
    campaign = money.campaign()
    official = make.official(campaign.project.municipality)
    open_pool(
        person=official, municipality_id=campaign.project.municipality_id, title="Fund", total_cents=10_000, numerator=1
    )
    one = money.pledge(campaign, 10_000)
    money.end(campaign)
    close_due()
    carry_out_due()
    return Campaign.objects.get(pk=campaign.pk), Pledge.objects.get(pk=one.pk), official


def test_a_refund_leaves_what_was_asked_for_also_after_the_pools_took_their_part() -> None:
    campaign, one, official = with_a_pool()
    assert held_for(campaign.project_id) == 20_000
    payout = asked(campaign, 15_000)
    with pytest.raises(Closed):  # 50 would be there, but the pool takes 50 with them
        refund_pledge(official=official, pledge_id=one.pk, cents=5_000, reason="?", number=1)
    assert Pledge.objects.get(pk=one.pk).refunded_cents == 0 and not one.attempts.filter(kind="refund").exists()
    refund_pledge(official=official, pledge_id=one.pk, cents=2_500, reason="?", number=1)
    approve_payout(official=official, payout_id=payout.pk)
    assert held_for(campaign.project_id) == 0 and reconcile().difference == 0


def test_what_goes_back_to_pools_cannot_be_asked_for_while_a_refund_is_under_way() -> None:
    campaign, one, official = with_a_pool()
    dummy.mischief.away = {"refund"}
    refund_pledge(official=official, pledge_id=one.pk, cents=5_000, reason="?", number=1)
    with pytest.raises(BadInput):
        asked(campaign, 10_001)
    payout = asked(campaign, 10_000)
    dummy.mischief.away = set()
    money.make_due()
    carry_out_due()
    approve_payout(official=official, payout_id=payout.pk)
    assert held_for(campaign.project_id) == 0 and reconcile().difference == 0


def test_a_key_is_good_for_one_request_alone() -> None:
    campaign, _pledge = collected()
    made = asked(campaign, 1_000, client_key="k")
    assert was_there(asked(campaign, 1_000, client_key="k")) and Payout.objects.get() == made
    for other in ({"cents": 1_001}, {"purpose": "Гвоздеи"}, {"iban": OTHER}):
        with pytest.raises(KeyUsedDifferently):
            asked(campaign, **{"cents": 1_000, "client_key": "k", **other})
