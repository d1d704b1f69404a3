"""Races about money on real PostgreSQL: shown with a guard off, gone with it on."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, connection

from participation.accounts.actions import erase_account
from participation.database import db_now
from participation.refusals import Refused
from tests.races.test_ballots import together
from tests.support import factories as make
from tests.support import money
from volunteers.money.actions import asking
from volunteers.money.actions.asking import carry_out, carry_out_due
from volunteers.money.actions.closing import close_campaign, close_due
from volunteers.money.actions.inbox import process_due, take_notice
from volunteers.money.actions.ledger import post
from volunteers.money.actions.payouts import approve_payout, ask_payout
from volunteers.money.actions.pledging import change_pledge, withdraw_pledge
from volunteers.money.actions.reconciling import reconcile
from volunteers.money.actions.refunding import refund_pledge
from volunteers.money.models import Attempt, Campaign, DummyOperation, Payout, Pledge, Receipt, Share, Transfer
from volunteers.money.providers.dummy import Mischief, dummy, secret
from volunteers.money.selectors.ledger import held_for, left_in, promised_to, total
from volunteers.money.signatures import HEADER, sign

pytestmark = [pytest.mark.alone, pytest.mark.django_db(transaction=True), pytest.mark.postgres]


@pytest.fixture(autouse=True)
def _only_postgres() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("races need PostgreSQL (Debian package postgresql)")
    dummy.mischief = Mischief()


def unexpected(results: list[Any]) -> list[Any]:
    return [one for one in results if isinstance(one, Exception) and not isinstance(one, Refused)]


def waiting(pledges: int = 4, cents: int = 5_000) -> Campaign:
    """A campaign whose moment has come."""
    campaign = money.campaign(minimum_cents=100)
    for _n in range(pledges):
        money.pledge(campaign, cents)
    money.end(campaign)
    return campaign


def test_control_without_claim_and_key_it_is_taken_more_than_once(monkeypatch: pytest.MonkeyPatch) -> None:
    campaign = waiting()
    close_due()
    attempts = list(Attempt.objects.filter(kind="capture").values_list("pk", flat=True))
    monkeypatch.setattr(asking, "_claimed", lambda pk: Attempt.objects.select_related("pledge").get(pk=pk))
    monkeypatch.setattr(asking, "key_for", lambda attempt: f"{attempt.key}.{db_now().isoformat()}")
    together([lambda pk=pk: carry_out(attempt_id=pk) for pk in attempts for _n in range(4)])
    assert DummyOperation.objects.filter(kind="capture").count() > len(attempts)
    assert held_for(campaign.project_id) == 20_000, "our own books take it once even then"


def test_eight_workers_take_each_pledge_once() -> None:
    campaign = waiting(12)
    results = together([lambda: (close_due(), carry_out_due()) for _n in range(24)])
    assert unexpected(results) == []
    money.make_due()
    carry_out_due()
    assert DummyOperation.objects.filter(kind="capture").count() == 12
    assert Transfer.objects.filter(kind="capture").count() == 12
    assert held_for(campaign.project_id) == 60_000 and reconcile().difference == 0
    assert Campaign.objects.get(pk=campaign.pk).state == "settled"
    assert sorted(Receipt.objects.values_list("number", flat=True)) == list(range(1, 13)), "no gap, none twice"


def test_it_is_decided_once() -> None:
    campaign = waiting()
    results = together([lambda: close_campaign(campaign_id=campaign.pk) for _n in range(8)])
    assert sorted(map(str, results)) == ["False"] * 7 + ["True"]


def test_pledging_and_taking_back_while_it_closes() -> None:
    for _round in range(4):
        campaign, people = money.campaign(minimum_cents=100), [make.person() for _n in range(6)]
        made = [money.pledge(campaign, 5_000, person) for person in people]
        money.end(campaign, seconds_ago=-0.2)
        jobs: list[Any] = []
        for person, one in zip(people, made, strict=True):
            jobs += [
                lambda p=person, o=one: change_pledge(person=p, pledge_id=o.pk, cents=6_000),
                lambda p=person, o=one: withdraw_pledge(person=p, pledge_id=o.pk),
                lambda c=campaign: money.pledge(c, 700),
                lambda: (close_due(), carry_out_due()),
            ]
        assert unexpected(together(jobs)) == []
        money.end(campaign)
        close_due()
        for _again in range(2):
            money.make_due()
            carry_out_due()
        taken = sum(Pledge.objects.filter(campaign=campaign, state="captured").values_list("cents", flat=True))
        asked = DummyOperation.objects.filter(
            kind="capture", key__in=[f"pledge.{pk}.capture.1" for pk in campaign.pledges.values_list("pk", flat=True)]
        )
        assert taken == sum(asked.values_list("cents", flat=True)) == held_for(campaign.project_id)
        assert promised_to(campaign.project_id) == 0 and reconcile().difference == 0 and total() == 0


def test_one_form_sent_eight_times_at_once_is_one_pledge() -> None:
    campaign, person = money.campaign(), make.person()
    results = together([lambda: money.pledge(campaign, 5_000, person, client_key="one") for _n in range(8)])
    assert unexpected(results) == [] and len({one.pk for one in results}) == 1
    assert Pledge.objects.count() == 1 and DummyOperation.objects.count() == 1


def test_refunds_at_once_never_exceed_what_was_taken() -> None:
    campaign = waiting(1, 20_000)
    close_due()
    carry_out_due()
    one, official = Pledge.objects.get(), make.official(campaign.project.municipality)
    results = together(
        [
            lambda n=n: refund_pledge(
                official=official, pledge_id=one.pk, cents=9_000, reason="Молба", number=n % 3 + 1
            )
            for n in range(12)
        ]
    )
    assert unexpected(results) == []
    back = sum(DummyOperation.objects.filter(kind="refund").values_list("cents", flat=True))
    assert back in (9_000, 18_000) and Pledge.objects.get().refunded_cents == back
    assert held_for(campaign.project_id) == 20_000 - back and reconcile().difference == 0


def test_payouts_and_refunds_at_once_leave_nothing_owed() -> None:
    campaign = waiting(1, 20_000)
    close_due()
    carry_out_due()
    one, lead = Pledge.objects.get(), campaign.project.proposer
    officials = [make.official(campaign.project.municipality, f"Служител {n}") for n in range(4)]
    said = {"purpose": "Дъски", "document": "Фактура", "holder": "Сдружение", "iban": "BG80BNBG96611020345678"}
    asked = [
        lambda: ask_payout(person=lead, campaign_id=campaign.pk, cents=12_000, **said),
        lambda: refund_pledge(official=officials[0], pledge_id=one.pk, cents=12_000, reason="Молба", number=1),
    ]
    assert unexpected(together(asked * 4)) == []
    payouts = list(Payout.objects.values_list("pk", flat=True))  # none, where the refund was first
    jobs = [lambda p=p, o=o: approve_payout(official=o, payout_id=p) for p in payouts for o in officials]
    assert not jobs or unexpected(together(jobs, threads=len(jobs))) == []
    assert Transfer.objects.filter(kind="payout").count() == Payout.objects.filter(state="approved").count()
    assert held_for(campaign.project_id) == 8_000 and reconcile().difference == 0


def test_campaigns_that_close_at_once_share_a_pool_to_the_cent() -> None:
    from volunteers.money.actions.pools import open_pool

    place = make.place()
    fund = open_pool(person=make.official(place), municipality_id=place.pk, title="Фонд", total_cents=10_000)
    campaigns = [money.campaign(money.project(place), minimum_cents=100) for _n in range(6)]
    for campaign in campaigns:
        money.pledge(campaign, 3_000)
        money.end(campaign)
    assert unexpected(together([lambda c=c: close_campaign(campaign_id=c.pk) for c in campaigns], threads=6)) == []
    carry_out_due()
    assert sum(Share.objects.values_list("cents", flat=True)) == 10_000 and left_in(fund.pk) == 0


def test_a_webhook_sent_by_all_at_once_is_one_notice() -> None:
    dummy.mischief.pending = {"authorise"}
    one = money.pledge(money.campaign(), 5_000)
    body = dummy.webhook(f"pledge.{one.pk}.authorise.1")
    headers = {HEADER: sign(body, secret=secret(), at=db_now())}
    results = together([lambda: take_notice(provider="dummy", body=body, headers=headers) for _n in range(8)])
    assert unexpected(results) == [] and len({row.pk for row in results}) == 1
    results = together([process_due for _n in range(8)])
    assert unexpected(results) == [] and sum(results) == 1
    assert Transfer.objects.filter(kind="pledge").count() == 1


def test_leaving_while_money_moves() -> None:
    campaign = money.campaign(minimum_cents=100)
    people = [make.person() for _n in range(6)]
    for person in people:
        money.pledge(campaign, 5_000, person)
    money.end(campaign)
    jobs: list[Any] = []
    for person in people:
        jobs += [lambda p=person: erase_account(user=p), lambda: (close_due(), carry_out_due())]
    assert unexpected(together(jobs)) == []
    money.make_due()
    carry_out_due()
    assert not Pledge.objects.filter(person__in=[person.pk for person in people]).exists()
    assert reconcile().difference == 0 and total() == 0


def test_a_key_moves_money_once_whoever_is_first() -> None:
    lines = {"provider.dummy.clearing": 5, "project.1.held": -5}
    results = together([lambda: post(kind="capture", key="one", lines=lines) for _n in range(8)])
    assert sum(isinstance(one, IntegrityError) for one in results) == 7 and Transfer.objects.count() == 1
