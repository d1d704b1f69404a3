"""Pledging, changing and taking back; what a provider's answers, in any order, make of it."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from participation.accounts.actions.profile import erase_account
from participation.accounts.personal_data import export_all
from participation.database import db_now
from participation.record.models import Act
from participation.refusals import BadInput, Closed, NotAllowed, SignInFirst
from participation.retries import was_there
from tests.support import factories as make
from tests.support import money
from volunteers.money.actions.asking import carry_out_due
from volunteers.money.actions.booking import book
from volunteers.money.actions.closing import close_due
from volunteers.money.actions.pledging import change_pledge, pledge_money, withdraw_pledge
from volunteers.money.models import Attempt, DummyOperation, Pledge, Transfer
from volunteers.money.providers.base import Answer
from volunteers.money.providers.dummy import Died, dummy
from volunteers.money.refusals import KeyUsedDifferently
from volunteers.money.selectors.campaigns import numbers_of, public_donors
from volunteers.money.selectors.ledger import balances, held_for, promised_to

pytestmark = pytest.mark.django_db
State = Pledge.State


def fresh(row: Any) -> Any:
    return type(row).objects.get(pk=row.pk)


def test_a_pledge_is_reserved_and_nothing_is_taken() -> None:
    campaign = money.campaign()
    made = money.pledge(campaign, 5_000)
    assert (made.state, made.cents, made.reference) == (State.AUTHORISED, 5_000, f"dummy-pledge.{made.pk}.authorise.1")
    assert (promised_to(campaign.project_id), held_for(campaign.project_id)) == (5_000, 0)


@pytest.mark.parametrize("cents", [0, -500, 99, 5_000_001])
def test_bounds(cents: int) -> None:
    campaign = money.campaign()
    with pytest.raises(BadInput) as refused:
        money.pledge(campaign, cents)
    assert refused.value.field == "cents" and not Pledge.objects.exists()


@pytest.mark.parametrize("cents", [100, 5_000_000])
def test_both_bounds_are_within(cents: int) -> None:
    assert money.pledge(money.campaign(), cents).state == State.AUTHORISED


def test_the_database_holds_the_bounds_too() -> None:
    made = money.pledge(money.campaign())
    for wrong in ({"cents": 99}, {"refunded_cents": 1}, {"state": "captured"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Pledge.objects.filter(pk=made.pk).update(**wrong)


def test_who_may_not() -> None:
    campaign = money.campaign()
    with pytest.raises(SignInFirst):
        pledge_money(person=None, campaign_id=campaign.pk, cents=500, provider="dummy", client_key="a")
    with pytest.raises(NotAllowed):
        money.pledge(campaign, person=make.person(suspended_until=db_now().replace(year=2099)))
    ngo = make.organisation(campaign.project.municipality)
    with pytest.raises(NotAllowed):
        money.pledge(campaign, organisation_id=ngo.pk)
    with pytest.raises(BadInput):
        money.pledge(campaign, provider="gold")
    assert money.pledge(campaign, person=make.representative(ngo), organisation_id=ngo.pk).organisation == ngo


def test_the_same_form_is_the_same_pledge() -> None:
    campaign, person = money.campaign(), make.person()
    first = money.pledge(campaign, 5_000, person, client_key="one")
    again = money.pledge(campaign, 5_000, person, client_key="one")
    assert (again.pk, was_there(again), was_there(first)) == (first.pk, True, False)
    assert DummyOperation.objects.count() == 1
    money.end(campaign)
    assert money.pledge(campaign, 5_000, person, client_key="one").pk == first.pk, "also after the end"


def test_a_form_means_one_thing() -> None:
    campaign, person = money.campaign(), make.person()
    money.pledge(campaign, 5_000, person, client_key="one")
    for other in ({"cents": 5_001}, {"cents": 5_000, "is_anonymous": False}):
        with pytest.raises(KeyUsedDifferently) as refused:
            money.pledge(campaign, person=person, client_key="one", **other)
        assert (refused.value.code, refused.value.status) == ("key_used_differently", 409)
    with pytest.raises(KeyUsedDifferently):
        money.pledge(money.campaign(), 5_000, person, client_key="one")
    assert money.pledge(campaign, 5_000, client_key="one").pk, "somebody else's key is another one"
    with pytest.raises(BadInput):
        money.pledge(campaign, client_key="")


def test_another_sum_stands_once_it_is_reserved() -> None:
    campaign, person = money.campaign(), make.person()
    made = money.pledge(campaign, 5_000, person)
    changed = change_pledge(person=person, pledge_id=made.pk, cents=7_000)
    assert (changed.cents, changed.revision, changed.state) == (7_000, 2, State.AUTHORISED)
    assert promised_to(campaign.project_id) == 7_000
    carry_out_due()
    done = dict(DummyOperation.objects.values_list("key", "kind"))
    assert done[f"pledge.{made.pk}.cancel.1"] == "cancel", "the earlier reservation is let go"
    change_pledge(person=person, pledge_id=made.pk, cents=7_000)
    assert Attempt.objects.filter(kind="authorise").count() == 2, "the same sum once more is no change"


def test_a_new_sum_that_is_refused_leaves_the_old_one() -> None:
    campaign, person = money.campaign(), make.person()
    made = money.pledge(campaign, 5_000, person)
    dummy.mischief.refuses = {"authorise"}
    kept = change_pledge(person=person, pledge_id=made.pk, cents=7_000)
    assert (kept.cents, kept.state, promised_to(campaign.project_id)) == (5_000, State.AUTHORISED, 5_000)
    refused = money.pledge(campaign)
    assert refused.state == State.FAILED and promised_to(campaign.project_id) == 5_000


def test_whoever_gives_more_stands_at_the_end_of_the_line() -> None:
    campaign, person = money.campaign(), make.person()
    made = money.pledge(campaign, 5_000, person)
    less = change_pledge(person=person, pledge_id=made.pk, cents=4_000)
    assert less.at == made.at
    assert change_pledge(person=person, pledge_id=made.pk, cents=4_001).at > made.at


def test_taking_it_back() -> None:
    campaign, person = money.campaign(), make.person()
    made = money.pledge(campaign, 5_000, person)
    gone = withdraw_pledge(person=person, pledge_id=made.pk)
    assert gone.state == State.CANCELLED and promised_to(campaign.project_id) == 0
    assert was_there(withdraw_pledge(person=person, pledge_id=made.pk))
    assert DummyOperation.objects.filter(kind="cancel").count() == 1
    with pytest.raises(Closed):
        change_pledge(person=person, pledge_id=made.pk, cents=600)


def test_nobody_touches_anothers_pledge() -> None:
    made = money.pledge(money.campaign())
    for act in (withdraw_pledge, change_pledge):
        with pytest.raises(NotAllowed):
            act(person=make.person(), pledge_id=made.pk)
        with pytest.raises(SignInFirst):
            act(person=None, pledge_id=made.pk)


def test_after_the_end_nothing_changes() -> None:
    campaign, person = money.campaign(), make.person()
    made = money.pledge(campaign, 5_000, person)
    money.end(campaign)
    for act in (
        lambda: withdraw_pledge(person=person, pledge_id=made.pk),
        lambda: change_pledge(person=person, pledge_id=made.pk, cents=700),
        lambda: money.pledge(campaign, 500, person),
    ):
        with pytest.raises(Closed):
            act()
    assert fresh(made).cents == 5_000


def test_a_name_is_shown_only_where_its_owner_wants_it() -> None:
    campaign = money.campaign()
    person = make.person("Ганка Видима")
    money.pledge(campaign, 500, make.person("Скрит Дарител"))
    shown = money.pledge(campaign, 500, person, is_anonymous=False)
    assert public_donors(campaign) == ["Ганка Видима"]
    change_pledge(person=person, pledge_id=shown.pk, is_anonymous=True)
    assert public_donors(campaign) == []
    assert not Act.objects.filter(kind__startswith="pledge.", is_public=True).exists()


def test_an_answer_that_is_lost_is_asked_for_again_under_the_same_key() -> None:
    campaign = money.campaign()
    dummy.mischief.drops = {"authorise"}
    made = money.pledge(campaign, 5_000)
    assert made.state == State.PLEDGED and DummyOperation.objects.count() == 1
    dummy.mischief.drops = set()
    assert carry_out_due() == 0, "it waits first"
    money.make_due()
    assert carry_out_due() == 1
    assert fresh(made).state == State.AUTHORISED and DummyOperation.objects.count() == 1


def test_a_worker_killed_after_the_capture_never_takes_it_twice() -> None:
    campaign = money.campaign()
    made = money.pledge(campaign, 20_000)
    money.end(campaign)
    close_due()
    dummy.mischief.dies_after = {"capture"}
    with pytest.raises(Died):
        carry_out_due()
    assert fresh(made).state == State.AUTHORISED, "we do not know yet"
    dummy.mischief.dies_after = set()
    assert carry_out_due() == 0, "the claim has not run out"
    money.make_due()
    assert carry_out_due() == 1
    assert DummyOperation.objects.filter(kind="capture").count() == 1
    assert fresh(made).state == State.CAPTURED and held_for(campaign.project_id) == 20_000


def test_an_answer_is_booked_once() -> None:
    campaign = money.campaign()
    made = money.pledge(campaign, 20_000)
    money.end(campaign)
    close_due()
    attempt = Attempt.objects.get(kind="capture")
    answer = Answer("done", reference=made.reference, cents=20_000)
    assert book(attempt_id=attempt.pk, answer=answer) and book(attempt_id=attempt.pk, answer=answer)
    assert Transfer.objects.filter(kind="capture").count() == 1


def test_another_sum_than_was_asked_waits_for_somebody_to_look() -> None:
    campaign = money.campaign()
    money.pledge(campaign, 20_000)
    money.end(campaign)
    close_due()
    attempt = Attempt.objects.get(kind="capture")
    assert not book(attempt_id=attempt.pk, answer=Answer("done", cents=19_999))
    assert "19999" in fresh(attempt).words and held_for(campaign.project_id) == 0


def test_a_reservation_that_comes_too_late_is_let_go() -> None:
    campaign, person = money.campaign(), make.person()
    dummy.mischief.pending = {"authorise"}
    made = money.pledge(campaign, 20_000, person)
    withdraw_pledge(person=person, pledge_id=made.pk)
    attempt = Attempt.objects.get(kind="authorise")
    book(attempt_id=attempt.pk, answer=Answer("done", cents=20_000))
    assert fresh(made).state == State.CANCELLED
    assert Attempt.objects.get(kind="cancel").reference == attempt.reference
    assert set(balances().values()) <= {0}


def test_of_two_sums_the_newer_one_stands_in_whatever_order_they_come() -> None:
    campaign, person = money.campaign(), make.person()
    dummy.mischief.pending = {"authorise"}
    made = money.pledge(campaign, 5_000, person)
    change_pledge(person=person, pledge_id=made.pk, cents=6_000)
    first, second = Attempt.objects.filter(kind="authorise").order_by("number")
    book(attempt_id=second.pk, answer=Answer("done", cents=6_000))
    book(attempt_id=first.pk, answer=Answer("done", cents=5_000))
    kept = fresh(made)
    assert (kept.cents, kept.reference, kept.revision) == (6_000, second.reference, 2)
    assert promised_to(campaign.project_id) == 6_000
    assert Attempt.objects.get(kind="cancel").reference == first.reference


def test_numbers_count_what_stands() -> None:
    campaign, person = money.campaign(), make.person()
    money.pledge(campaign, 5_000)
    gone = money.pledge(campaign, 900, person)
    withdraw_pledge(person=person, pledge_id=gone.pk)
    numbers = numbers_of(campaign)
    assert (numbers["pledged_cents"], numbers["donors"]) == (5_000, 1)


def test_whoever_leaves_lets_go_of_promises_and_leaves_sums() -> None:
    campaign, taken = money.campaign(), money.campaign()
    person = make.person("Заминаващ Дарител")
    promised = money.pledge(campaign, 5_000, person, is_anonymous=False)
    given = money.pledge(taken, 20_000, person)
    money.end(taken)
    close_due()
    carry_out_due()
    assert [row["cents"] for row in export_all(person)["money"]["pledges"]] == [5_000, 20_000]
    before = balances(f"project.{taken.project_id}.")
    erase_account(user=person)
    assert (fresh(promised).state, fresh(promised).person) == (State.CANCELLED, None)
    assert (fresh(given).state, fresh(given).person, fresh(given).cents) == (State.CAPTURED, None, 20_000)
    assert balances(f"project.{taken.project_id}.") == before and public_donors(campaign) == []
