"""What the desk says is still to be done at the bank, and what waits for a second official."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from participation.accounts.models import User
from participation.database import db_now
from tests.support import factories as make
from tests.support import money, statements
from tests.support.treasury import OTHER, asked, collected, sent_back
from volunteers.money.actions.arriving import confirm_arrival
from volunteers.money.actions.asking import carry_out_due
from volunteers.money.actions.closing import close_due
from volunteers.money.actions.payouts import approve_payout
from volunteers.money.actions.reconciling import reconcile
from volunteers.money.actions.statements import book_statement
from volunteers.money.models import Attempt, Payout, Statement, StatementLine
from volunteers.money.references import reference_of
from volunteers.projects.models import Project

from .conftest import browser, text

pytestmark = pytest.mark.django_db
DESK = "/work/money/"


@pytest.fixture
def official() -> User:
    return make.official(make.place())


def shown(payout: Payout | None = None, attempt: Attempt | None = None) -> None:
    """A statement's line that belongs to it."""
    day = db_now().date()
    made = Statement.objects.create(
        municipality=make.place(), iban=OTHER, format="csv", name="a.csv", digest="a", begins=day, ends=day
    )
    StatementLine.objects.create(
        statement=made, number=1, iban=OTHER, key="a", on=day, cents=-1, currency="EUR", state="listed",
        payout=payout, attempt=attempt,
    )  # fmt: skip


def test_an_approved_payout_is_listed_until_a_statement_shows_it(official: User) -> None:
    campaign, _one = collected()
    payout = asked(campaign, 12_300)
    assert "Nothing is to be transferred." in text(browser(official).get(DESK))
    approve_payout(official=official, payout_id=payout.pk)
    said = text(browser(official).get(DESK))
    assert "1 payout to a project" in said and "123" in said and "Сдружение" in said and "Дъски" in said
    assert "BG80 BNBG 9661 1020 3456 78" in said and f'href="/work/money/payouts/{payout.pk}/"' in said
    assert "1 payout to a project" not in text(browser(make.official(make.place("VAR06", "Варна", "Varna"))).get(DESK))
    shown(payout=payout)
    assert "Nothing is to be transferred." in text(browser(official).get(DESK))


@pytest.mark.parametrize("kind", ["refund", "cancel"])
def test_what_goes_back_is_listed_without_a_name(official: User, kind: str) -> None:
    attempt = sent_back(kind, make.person("Ганка Видима"))
    said = text(browser(official).get(DESK))
    assert "1 gift goes back" in said and reference_of(attempt.pledge_id) in said and "Ганка" not in said
    assert "to the account it came from" in said and attempt.pledge.campaign.project.title in said
    shown(attempt=attempt)
    assert reference_of(attempt.pledge_id) not in text(browser(official).get(DESK))


def test_what_goes_back_of_ones_own_project_or_by_card_is_not_listed(official: User) -> None:
    mine, card = sent_back("refund"), sent_back("refund", provider="dummy")
    Project.objects.filter(pk=mine.pledge.campaign.project_id).update(proposer=official)
    said = text(browser(official).get(DESK))
    assert reference_of(mine.pledge_id) not in said and reference_of(card.pledge_id) not in said
    assert reference_of(mine.pledge_id) in text(browser(make.official(make.place(), "Друга")).get(DESK))


def test_what_one_approved_first_waits_for_a_second_official(official: User) -> None:
    campaign, _one = collected()
    approve_payout(official=official, payout_id=asked(campaign, 1_000).pk)
    payout = asked(campaign, 77_700, iban=OTHER)
    assert "Waiting for a second official" not in text(browser(official).get(DESK))
    approve_payout(official=official, payout_id=payout.pk)
    said = text(browser(official).get(DESK))
    assert "Waiting for a second official" in said and "777" in said and "Nothing waits for you." in said
    second = make.official(make.place(), "Втора")
    assert "Waiting for a second official" not in text(browser(second).get(DESK))
    approve_payout(official=second, payout_id=payout.pk)
    assert "Waiting for a second official" not in text(browser(official).get(DESK))


def test_many_cost_as_many_queries_as_one(official: User) -> None:
    counts: list[Any] = []
    for _time in range(2):
        campaign, _one = collected()
        approve_payout(official=official, payout_id=asked(campaign, 1_000).pk)
        sent_back("refund")
        browser(official).get(DESK)
        with CaptureQueriesContext(connection) as queries:
            browser(official).get(DESK)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_the_desk_and_the_workspace_say_what_waits_in_statements() -> None:
    statements.campaign(make.place())
    official = make.official(make.place())
    assert "waits to be" not in text(browser(official).get(DESK))
    made = statements.upload(official, "wrong-reference.xml")
    button = '<span class="tag tone-unsure num">{}</span>'
    assert "1 statement waits to be booked" in text(browser(official).get(DESK))
    assert button.format(1) in text(browser(official).get("/work/"))
    book_statement(official=official, statement_id=made.pk)
    said = text(browser(official).get(DESK))
    assert "5 lines wait to be settled by hand" in said and "to be booked" not in said
    assert button.format(5) in text(browser(official).get("/work/"))
    elsewhere = make.official(make.place("VAR06", "Варна", "Varna"))
    assert "wait to be settled" not in text(browser(elsewhere).get(DESK))


def test_after_giving_back_a_transfer_one_is_told_to_transfer_it(official: User) -> None:
    _campaign, card = collected(20_000)
    body = {"cents": "5", "reason": "Paid twice", "number": "1"}
    said = text(browser(official).post(f"/work/money/refunds/{card.pk}/", body, follow=True))
    assert "It is given back." in said and "Transfer 5" not in said
    campaign = money.campaign()
    pledge = money.pledge(campaign, 20_000, provider="transfer")
    confirm_arrival(official=official, reference=reference_of(pledge.pk), cents=20_000)
    money.end(campaign)
    close_due()
    carry_out_due()
    said = text(browser(official).post(f"/work/money/refunds/{pledge.pk}/", body, follow=True))
    assert "Transfer 5" in said and "now to the account it came from" in said and "It is given back." not in said
    assert reference_of(pledge.pk) in text(browser(official).get(DESK)), "and the desk remembers it"


def test_sums_in_tables_stand_at_the_right(official: User) -> None:
    reconcile()
    assert '<td class="n">' in text(browser(official).get("/work/money/comparison/"))
