"""Coordinators ask for payouts; officials decide on them."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.support import factories as make
from tests.support import money
from tests.support.treasury import IBAN, OTHER, asked, collected, lead_of
from volunteers.money.actions.payouts import approve_payout
from volunteers.money.models import Campaign, Payout
from volunteers.money.selectors.ledger import held_for
from volunteers.projects.models import Project

from .conftest import browser, text

pytestmark = pytest.mark.django_db
FORM = {
    "cents": "100,50",
    "purpose": "Boards",
    "document": "Invoice 17",
    "holder": "Club",
    "iban": "bg80 BNBG 9661 1020 3456 78",
}


@pytest.fixture
def campaign() -> Campaign:
    return collected()[0]


@pytest.fixture
def official(campaign: Campaign) -> Any:
    return make.official(campaign.project.municipality, "First Official")


def test_a_payout_is_asked_for_and_taken_back(campaign: Campaign) -> None:
    seen, url = browser(lead_of(campaign)), f"/projects/{campaign.project_id}/payouts/"
    said = text(seen.get(url))
    key = re.search(r'name="client_key" value="([^"]+)"', said)
    assert key and "10,000" in said
    body = {**FORM, "client_key": key[1]}
    assert seen.post(url, body).url == url
    assert "It was asked for already." in text(seen.post(url, body, follow=True))
    made = Payout.objects.get()
    assert (made.cents, made.iban) == (10_050, IBAN)
    said = text(seen.get(url))
    assert "waiting for the municipality" in said and "BG80 BNBG 9661 1020 3456 78" in said and "9,899.50" in said
    seen.post(f"{url}{made.pk}/withdraw/")
    made.refresh_from_db()
    assert made.state == "withdrawn" and "taken back" in text(seen.get(url))


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"iban": "BG81 BNBG 9661 1020 3456 78"}, "This is no IBAN."),
        ({"cents": "10000,01"}, "At most 10,000.00 € can be paid out now."),
        ({"cents": ""}, "An amount in euro"),
        ({"document": " "}, "This is needed."),
    ],
)
def test_what_does_not_fit_is_said_at_its_field(campaign: Campaign, wrong: dict[str, str], said: str) -> None:
    answer = browser(lead_of(campaign)).post(f"/projects/{campaign.project_id}/payouts/", {**FORM, **wrong})
    page = text(answer)
    assert answer.status_code == 422 and said in page and f'id="id_{next(iter(wrong))}_error"' in page
    assert "Boards" in page and (not wrong.get("iban") or wrong["iban"] in page)
    assert not Payout.objects.exists()


def test_nothing_is_asked_before_it_is_collected() -> None:
    campaign = money.campaign()
    seen, url = browser(lead_of(campaign)), f"/projects/{campaign.project_id}/payouts/"
    assert "once the campaign has closed" in text(seen.get(url))
    refused = seen.post(url, FORM)
    assert refused.status_code == 409 and "once the campaign is collected" in text(refused)
    fresh = money.project(lead=lead_of(campaign))
    assert "Plan a campaign" in text(seen.get(f"/projects/{fresh.pk}/payouts/"))


def test_payouts_are_for_the_team(campaign: Campaign, official: Any) -> None:
    url, payout = f"/projects/{campaign.project_id}/payouts/", asked(campaign)
    assert browser().get(url).url.startswith("/accounts/login/")
    for who in (make.person(), official):
        assert browser(who).get(url).status_code == 403
        assert browser(who).post(f"{url}{payout.pk}/withdraw/").status_code == 403
    other = collected()[0]
    elsewhere = f"/projects/{other.project_id}/payouts/{payout.pk}/withdraw/"
    assert browser(lead_of(other)).post(elsewhere).status_code == 404
    assert Payout.objects.get().state == "asked"


def test_an_official_approves(campaign: Campaign, official: Any) -> None:
    payout, seen = asked(campaign, 10_050, purpose="Boards", document="Invoice 17"), browser(official)
    assert "Money" in text(seen.get("/work/"))
    assert f"/work/money/payouts/{payout.pk}/" in text(seen.get("/work/money/"))
    url = f"/work/money/payouts/{payout.pk}/"
    said = text(seen.get(url))
    for words in ("100.50", "Boards", "Invoice 17", "BG80 BNBG 9661 1020 3456 78", "Румен Водач"):
        assert words in said
    assert "another account" not in said
    assert "It is approved." in text(seen.post(f"{url}approve/", follow=True))
    assert seen.post(f"{url}approve/").status_code == 302, "sent twice, it is paid once"
    assert held_for(campaign.project_id) == 1_000_000 - 10_050
    assert "Nothing waits for you." in text(seen.get("/work/money/"))
    assert "decided already" in text(seen.post(f"{url}refuse/", {"reason": "No"}, follow=True))


def test_two_officials_look_at_another_account(campaign: Campaign, official: Any) -> None:
    approve_payout(official=official, payout_id=asked(campaign, 100).pk)
    payout, second = asked(campaign, 1_000, iban=OTHER), make.official(campaign.project.municipality, "Second Official")
    url = f"/work/money/payouts/{payout.pk}/"
    said = text(browser(official).get(url))
    assert "It goes to another account than last time." in said and "The first of two approvals" in said
    assert "A second official" in text(browser(official).post(f"{url}approve/", follow=True))
    assert "You approved it." in text(browser(official).get(url))
    said = text(browser(second).get("/work/money/"))
    assert "yours is the second approval" in said
    said = text(browser(second).get(url))
    assert "The second approval" in said and "First Official" in said
    browser(second).post(f"{url}approve/")
    payout.refresh_from_db()
    assert payout.state == "approved"


def test_an_official_refuses_with_a_reason(campaign: Campaign, official: Any) -> None:
    payout, seen = asked(campaign), browser(official)
    url = f"/work/money/payouts/{payout.pk}/refuse/"
    empty = seen.post(url, {"reason": ""})
    assert empty.status_code == 422 and "Say why it is refused." in text(empty)
    assert seen.post(url, {"reason": "The invoice is missing"}).url == "/work/money/"
    said = text(browser(lead_of(campaign)).get(f"/projects/{campaign.project_id}/payouts/"))
    assert "The invoice is missing" in said and held_for(campaign.project_id) == 1_000_000


def test_who_has_a_part_in_it_does_not_decide(campaign: Campaign, official: Any) -> None:
    payout = asked(campaign)
    Project.objects.filter(pk=campaign.project_id).update(proposer=official)
    url, seen = f"/work/money/payouts/{payout.pk}/", browser(official)
    said = text(seen.get(url))
    assert "a colleague decides" in said and "5678" in said and "9661" not in said and "approve/" not in said
    assert seen.post(f"{url}approve/").status_code == 403
    assert seen.post(f"{url}refuse/", {"reason": "No"}).status_code == 403
    assert browser(make.official(make.place("VAR06", "Варна", "Varna"))).get(url).status_code == 404
    assert browser(make.person()).get(url).status_code == 403
    assert browser().get(url).url.startswith("/accounts/login/")
    assert Payout.objects.get().state == "asked"


@pytest.mark.parametrize("path", ["/work/money/", "/projects/{project}/payouts/"])
def test_three_payouts_cost_as_many_queries_as_one(campaign: Campaign, official: Any, path: str) -> None:
    who = official if path.startswith("/work/") else lead_of(campaign)
    counts, address = [], path.format(project=campaign.project_id)
    for more in (1, 2):
        for _n in range(more):
            asked(campaign, 100)
        browser(who).get(address)
        with CaptureQueriesContext(connection) as queries:
            browser(who).get(address)
        counts.append(len(queries))
    assert counts[0] == counts[1]
