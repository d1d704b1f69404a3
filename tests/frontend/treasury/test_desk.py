"""The officials' desk: the account, transfers that arrive, gifts that are given back, the daily comparison."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from participation.places.models import Role
from participation.record.models import Act
from tests.support import factories as make
from tests.support import money
from tests.support.treasury import IBAN, OTHER, collected
from volunteers.money.actions.reconciling import reconcile
from volunteers.money.models import Attempt, Pledge, Reconciliation, Treasury
from volunteers.money.providers.dummy import Mischief, dummy
from volunteers.money.references import reference_of
from volunteers.projects.models import Project

from .conftest import browser, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def official() -> Any:
    return make.official(make.place())


def test_the_desk_is_for_officials(official: Any) -> None:
    assert browser().get("/work/money/").url.startswith("/accounts/login/")
    for path in ("", "account/", "comparison/", "arrivals/", "refunds/"):
        assert browser(official).get(f"/work/money/{path}").status_code == 200
        for who in (make.person(), make.moderator(make.place())):
            assert browser(who).get(f"/work/money/{path}").status_code == 403


def test_the_account_is_set_and_changed(official: Any) -> None:
    seen, url = browser(official), "/work/money/account/"
    assert "nobody can pledge by bank transfer yet" in text(seen.get("/work/money/"))
    wrong = seen.post(url, {"holder": "Municipality", "iban": "BG80 BNBG", "bic": "A"})
    assert wrong.status_code == 422 and "This is no IBAN." in text(wrong) and "BG80 BNBG" in text(wrong)
    assert "8 or 11 characters" in text(seen.post(url, {"holder": "M", "iban": IBAN, "bic": "A"}))
    assert not Treasury.objects.exists()
    assert seen.post(url, {"holder": "Municipality", "iban": IBAN, "bic": ""}).url == "/work/money/"
    assert "BG80 BNBG 9661 1020 3456 78" in text(seen.get("/work/money/"))
    assert "BG80 BNBG 9661 1020 3456 78" in text(seen.get(url))
    seen.post(url, {"holder": "Municipality", "iban": OTHER})
    assert Treasury.objects.get().iban == OTHER


def test_an_official_of_two_places_chooses(official: Any) -> None:
    other = make.place("VAR06", "Варна", "Varna")
    url = "/work/money/account/?municipality=VAR06"
    assert browser(official).get(url).status_code == 403
    Role.objects.create(user=official, municipality=other, kind=Role.Kind.OFFICIAL)
    browser(official).post(url, {"holder": "Varna", "iban": IBAN})
    assert Treasury.objects.get().municipality == other


def test_a_transfer_is_confirmed_once(official: Any) -> None:
    pledge = money.pledge(money.campaign(), 5_050, make.person("Ганка Видима"), provider="transfer")
    seen, url, reference = browser(official), "/work/money/arrivals/", reference_of(pledge.pk)
    assert "1 transfer, 50.50" in text(seen.get("/work/money/"))
    said = text(seen.get(url))
    assert reference in said and "50.50" in said and "Ганка" not in said
    assert f'value="{reference}"' in text(seen.get(f"{url}?reference={reference}"))
    for wrong, words in (
        ({"reference": "RF18MGD1"}, "No pledge has this reference."),
        ({"cents": "50"}, "Another sum was pledged."),
        ({"cents": "many"}, "An amount in euro"),
    ):
        answer = seen.post(url, {"reference": reference, "cents": "50,50", **wrong})
        assert answer.status_code == 422 and words in text(answer)
        assert f'id="id_{next(iter(wrong))}_error"' in text(answer)
    typed = {"reference": f" {reference[:4].lower()} {reference[4:]}", "cents": "50,50"}
    assert "has arrived. It counts" in text(seen.post(url, typed, follow=True))
    assert "Nothing was booked a second time." in text(seen.post(url, typed, follow=True))
    assert Pledge.objects.get().state == "authorised"
    said_so = Act.objects.get(kind="pledge.arrived")
    assert said_so.actor == official and not said_so.is_public, "who confirmed it is written down once"
    assert "None is expected." in text(seen.get(url))


def test_a_transfer_that_is_not_ones_business(official: Any) -> None:
    campaign = money.campaign()
    pledge = money.pledge(campaign, 5_000, provider="transfer")
    body, url = {"reference": reference_of(pledge.pk), "cents": "50"}, "/work/money/arrivals/"
    elsewhere = make.official(make.place("VAR06", "Варна", "Varna"))
    Project.objects.filter(pk=campaign.project_id).update(proposer=official)
    for who in (elsewhere, official):
        assert reference_of(pledge.pk) not in text(browser(who).get(url))
        answer = browser(who).post(url, body)
        assert answer.status_code == 403 and "its officials confirm it" in text(answer)
    assert Pledge.objects.get().state == "pledged"


def test_what_arrives_too_late_is_sent_back_by_the_bank(official: Any) -> None:
    campaign = money.campaign()
    pledge = money.pledge(campaign, 5_000, provider="transfer")
    Pledge.objects.filter(pk=pledge.pk).update(state="cancelled")
    answer = browser(official).post("/work/money/arrivals/", {"reference": reference_of(pledge.pk), "cents": "50"})
    assert answer.status_code == 409 and "sent back by the bank" in text(answer)


def test_a_gift_is_found_and_given_back_once(official: Any) -> None:
    campaign, pledge = collected(20_000, person=make.person("Ганка Видима"))
    seen, receipt = browser(official), pledge.receipt
    number, url = f"dob17-{receipt.year}-{receipt.number:06d}", f"/work/money/refunds/{pledge.pk}/"
    missed = seen.get("/work/money/refunds/?number=DOB17-2001-000001")
    assert missed.status_code == 422 and "Nothing in your municipality has this number" in text(missed)
    assert seen.get(f"/work/money/refunds/?number={number}").url == url
    said = text(seen.get(url))
    assert "200" in said and campaign.project.title in said and "Ганка" not in said
    hidden = re.search(r'name="number" value="(\d+)"', said)
    assert hidden and hidden[1] == "1"
    for wrong in ({"cents": "200,01"}, {"reason": ""}):
        answer = seen.post(url, {"cents": "50", "reason": "Paid twice", "number": "1", **wrong})
        assert answer.status_code == 422 and f'id="id_{next(iter(wrong))}_error"' in text(answer)
    body = {"cents": "50", "reason": "Paid twice", "number": "1"}
    assert seen.post(url, body).url == url and seen.post(url, body).url == url
    assert Attempt.objects.filter(kind="refund").count() == 1
    said = text(seen.get(url))
    assert "Paid twice" in said and 'name="number" value="2"' in said and "150" in said
    other = seen.post(url, {"cents": "60", "reason": "Paid twice", "number": "1"})
    assert other.status_code == 422 and "Another refund was made" in text(other) and 'value="60"' in text(other)
    assert 'name="number" value="2"' in text(other), "sent once more, it is a new one"
    assert Pledge.objects.get().refunded_cents == 5_000


def test_a_refund_that_does_not_go_through_says_so(official: Any) -> None:
    _campaign, pledge = collected(20_000)
    url, body = f"/work/money/refunds/{pledge.pk}/", {"cents": "50", "reason": "Paid twice", "number": "1"}
    dummy.mischief.refuses = {"refund"}
    try:
        said = text(browser(official).post(url, body, follow=True))
    finally:
        dummy.mischief = Mischief()
    assert "Nothing was given back." in said and "did not work" in said
    assert Pledge.objects.get().refunded_cents == 0


def test_a_gift_elsewhere_or_of_ones_own_project_is_not_found(official: Any) -> None:
    campaign, pledge = collected(20_000)
    Project.objects.filter(pk=campaign.project_id).update(proposer=official)
    number = f"DOB17-{pledge.receipt.year}-{pledge.receipt.number:06d}"
    for who in (official, make.official(make.place("VAR06", "Варна", "Varna"))):
        assert browser(who).get(f"/work/money/refunds/?number={number}").status_code == 422
        assert browser(who).get(f"/work/money/refunds/{pledge.pk}/").status_code == 404
    assert browser(make.person()).get(f"/work/money/refunds/{pledge.pk}/").status_code == 403


def test_a_pledge_that_was_not_taken_is_not_given_back(official: Any) -> None:
    pledge = money.pledge(money.campaign(), 5_000)
    said = text(browser(official).get(f"/work/money/refunds/{pledge.pk}/"))
    assert "Nothing was taken of this pledge." in said and 'name="cents"' not in said


def test_the_comparison_shows_that_all_is_well_or_alarms(official: Any) -> None:
    seen = browser(official)
    assert "It has not run yet" in text(seen.get("/work/money/comparison/"))
    collected(20_000)
    reconcile()
    said = text(seen.get("/work/money/comparison/"))
    assert "No difference" in said and "Taken from donors" in said and "200" in said and "differs by" not in said
    assert "no difference" in text(seen.get("/work/money/"))
    lines = [{"what": "captures", "rows": 500, "ledger": 0, "difference": 500}]
    Reconciliation.objects.create(lines=lines, difference=500)
    for path in ("", "comparison/"):
        said = text(seen.get(f"/work/money/{path}"))
        assert '<div class="message tone-oppose" role="alert"><p><b>The daily comparison differs by 5' in said


def test_three_transfers_cost_as_many_queries_as_one(official: Any) -> None:
    campaign, counts = money.campaign(), []
    for more in (1, 2):
        for _n in range(more):
            money.pledge(campaign, 5_000, provider="transfer")
        browser(official).get("/work/money/arrivals/")
        with CaptureQueriesContext(connection) as queries:
            browser(official).get("/work/money/arrivals/")
        counts.append(len(queries))
    assert counts[0] == counts[1]
