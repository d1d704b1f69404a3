"""How pools add to pledges: the function by itself, and what a campaign makes of it."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as some

from participation.organisations.models import Organisation
from participation.refusals import BadInput, NotAllowed, SignInFirst
from participation.retries import was_there
from tests.support import factories as make
from tests.support import money
from volunteers.money.actions.asking import carry_out_due
from volunteers.money.actions.closing import close_due
from volunteers.money.actions.pools import end_pool, open_pool
from volunteers.money.actions.refunding import refund_pledge
from volunteers.money.matching import Given, Reason, Terms, match
from volunteers.money.models import Campaign, Pledge, Share
from volunteers.money.providers.dummy import dummy
from volunteers.money.selectors.ledger import held_for, left_in
from volunteers.money.selectors.pools import reason_in_words, terms_in_words
from volunteers.money.telling import euro

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
caps = some.none() | some.integers(0, 30_000)
gifts = some.lists(some.tuples(some.integers(0, 5), some.integers(100, 20_000), some.integers(0, 9)), max_size=25)
pools = some.builds(
    Terms,
    left=some.integers(-5, 60_000),
    numerator=some.integers(1, 12),
    denominator=some.integers(1, 12),
    donor_cap=caps,
    campaign_cap=caps,
)


def pledges(rows: list[tuple[int, int, int]]) -> list[Given]:
    return [
        Given(id=n, donor=f"d{donor}", cents=cents, at=NOON + timedelta(minutes=minute))
        for n, (donor, cents, minute) in enumerate(rows, 1)
    ]


@settings(max_examples=300, deadline=None)
@given(gifts, pools, some.randoms())
def test_no_limit_is_ever_exceeded_and_order_of_input_means_nothing(
    rows: list[tuple[int, int, int]], pool: Terms, dice: random.Random
) -> None:
    made = pledges(rows)
    added = match(made, pool)
    by_id = {one.id: one for one in made}
    assert all(0 <= one.cents <= by_id[one.id].cents * pool.numerator // pool.denominator for one in added)
    assert sum(one.cents for one in added) <= max(0, pool.left)
    if pool.campaign_cap is not None:
        assert sum(one.cents for one in added) <= pool.campaign_cap
    for donor in {one.donor for one in made}:
        got = sum(one.cents for one in added if by_id[one.id].donor == donor)
        assert pool.donor_cap is None or got <= pool.donor_cap
    shuffled = list(made)
    dice.shuffle(shuffled)
    assert match(shuffled, pool) == added
    for one in added:
        all_of_it = one.cents == by_id[one.id].cents * pool.numerator // pool.denominator
        assert (one.reason == Reason.RATIO) is all_of_it


@settings(max_examples=200, deadline=None)
@given(gifts, pools)
def test_nothing_is_held_back_without_a_reason(rows: list[tuple[int, int, int]], pool: Terms) -> None:
    """Whoever gets less than the ratio gives has met a limit that is used up to the cent."""
    made = {one.id: one for one in pledges(rows)}
    added = match(made.values(), pool)
    for one in added:
        before = added[: added.index(one) + 1]
        if one.reason == Reason.DONOR:
            donor = made[one.id].donor
            assert sum(each.cents for each in before if made[each.id].donor == donor) == pool.donor_cap
        if one.reason == Reason.CAMPAIGN:
            assert sum(each.cents for each in before) == pool.campaign_cap
        if one.reason == Reason.EMPTY:
            assert sum(each.cents for each in before) == max(0, pool.left)


def test_first_come_first_served() -> None:
    made = pledges([(1, 1000, 5), (2, 1000, 1), (3, 1000, 3)])
    added = {one.id: (one.cents, one.reason) for one in match(made, Terms(left=1500))}
    assert added == {2: (1000, Reason.RATIO), 3: (500, Reason.EMPTY), 1: (0, Reason.EMPTY)}


def test_a_third_is_rounded_down() -> None:
    assert match(pledges([(1, 100, 0)]), Terms(left=99, denominator=3))[0].cents == 33


def pool(of: Campaign, **fields: Any) -> Any:
    place = of.project.municipality_id
    values = {"title": "Фонд „Море“", "total_cents": 10_000, **fields}
    return open_pool(person=make.official(of.project.municipality), municipality_id=place, **values)


@pytest.mark.django_db
def test_what_a_pool_adds_counts_and_is_booked_once_it_is_taken() -> None:
    campaign = money.campaign(minimum_cents=15_000)
    fund = pool(campaign, denominator=2)
    one = money.pledge(campaign, 10_000)
    assert left_in(fund.pk) == 10_000
    money.end(campaign)
    close_due()
    assert Campaign.objects.get(pk=campaign.pk).state == "funded", "10,000 and 5,000 reach the minimum"
    assert (held_for(campaign.project_id), left_in(fund.pk)) == (0, 10_000), "nothing moves before the capture"
    carry_out_due()
    assert (held_for(campaign.project_id), left_in(fund.pk)) == (15_000, 5_000)
    share = Share.objects.get(pledge=one)
    with override("en"):
        assert reason_in_words(share) == "as much as the ratio gives"
        assert "To each euro it adds 0.50 €, first come, first served." in terms_in_words(fund, euro)


@pytest.mark.django_db
def test_where_the_minimum_is_missed_the_pool_keeps_everything() -> None:
    campaign = money.campaign(minimum_cents=50_000)
    fund = pool(campaign)
    money.pledge(campaign, 10_000)
    money.end(campaign)
    close_due()
    assert not Share.objects.exists() and left_in(fund.pk) == 10_000


@pytest.mark.django_db
def test_two_campaigns_share_what_a_pool_holds() -> None:
    place = make.place()
    first, second = (money.campaign(money.project(place), minimum_cents=100) for _n in range(2))
    fund = pool(first)
    for campaign in (first, second):
        money.pledge(campaign, 8_000)
        money.end(campaign)
    close_due()
    carry_out_due()
    assert held_for(first.project_id) == 16_000 and held_for(second.project_id) == 10_000
    assert left_in(fund.pk) == 0
    assert Share.objects.get(campaign=second).reason == "empty"


@pytest.mark.django_db
def test_a_pledge_that_fails_or_is_given_back_gives_the_pool_its_part() -> None:
    campaign = money.campaign(minimum_cents=100)
    fund, official = pool(campaign, denominator=2), make.official(campaign.project.municipality)
    one = money.pledge(campaign, 1_001)
    money.end(campaign)
    close_due()
    carry_out_due()
    assert left_in(fund.pk) == 9_500
    refund_pledge(official=official, pledge_id=one.pk, cents=1, reason="Грешка", number=1)
    assert Share.objects.get().returned_cents == 1, "of what is left less than half is kept, rounded down"
    refund_pledge(official=official, pledge_id=one.pk, cents=1_000, reason="Грешка", number=2)
    assert (left_in(fund.pk), held_for(campaign.project_id)) == (10_000, 0)
    other = money.campaign(money.project(campaign.project.municipality), minimum_cents=100)
    two = money.pledge(other, 1_000)
    money.end(other)
    close_due()
    dummy.mischief.refuses = {"capture"}
    carry_out_due()
    assert Pledge.objects.get(pk=two.pk).state == "failed" and left_in(fund.pk) == 10_000
    assert Share.objects.get(pledge=two).returned_cents == 500


@pytest.mark.django_db
def test_a_pool_that_ended_adds_nothing_more() -> None:
    campaign = money.campaign(minimum_cents=100)
    fund = pool(campaign)
    end_pool(person=make.official(campaign.project.municipality), pool_id=fund.pk)
    money.pledge(campaign, 1_000)
    money.end(campaign)
    close_due()
    assert not Share.objects.exists()
    assert was_there(end_pool(person=make.official(campaign.project.municipality), pool_id=fund.pk))


@pytest.mark.django_db
def test_who_sets_up_a_pool() -> None:
    place = make.place()
    business = make.organisation(place, "Дружество", kind=Organisation.Kind.BUSINESS)
    ngo = make.organisation(place)
    said = {"municipality_id": place.pk, "title": "Фонд", "total_cents": 1_000}
    assert open_pool(person=make.representative(business), organisation_id=business.pk, **said).organisation == business
    for who, body, refusal in (
        (None, None, SignInFirst),
        (make.person(), None, NotAllowed),
        (make.official(make.place("VAR06", "Варна", "Varna")), None, NotAllowed),
        (make.official(place), business.pk, NotAllowed),
        (make.representative(ngo), ngo.pk, BadInput),
    ):
        with pytest.raises(refusal):
            open_pool(person=who, organisation_id=body, **said)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"total_cents": 99}, "total_cents"),
        ({"numerator": 0}, "numerator"),
        ({"numerator": 11}, "numerator"),
        ({"donor_cap_cents": 5}, "donor_cap_cents"),
        ({"title": "  "}, "title"),
    ],
)
def test_terms_that_do_not_fit_are_said_at_their_field(fields: dict[str, Any], field: str) -> None:
    with pytest.raises(BadInput) as refused:
        pool(money.campaign(), **fields)
    assert refused.value.field == field
