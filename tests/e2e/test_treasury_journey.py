"""Money at both desks: a campaign planned on a phone, an account said, a transfer that is not known."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Visitor

pytestmark = pytest.mark.browser
Visitors = Callable[..., Visitor]
IBAN = "BG80 BNBG 9661 1020 3456 78"


def plan(team: Visitor) -> None:
    """For a draft of one's own, so that nobody else's project is touched; the mistake first."""
    page = team.sign_in("coordinator", "/projects/new/")
    page.get_by_label("Municipality", exact=True).select_option(label="Kavarna")
    page.get_by_label("Title").fill("Лодки за всички")
    page.get_by_role("button", name="Keep the draft").click()
    expect(page.locator("#project-state")).to_be_visible()
    base = page.url.partition("#")[0].partition("?")[0].removeprefix(team.site.url)
    team.go(f"{base}campaign/")
    team.check()
    page.get_by_label("Minimum, in euro").fill("much")
    page.get_by_label("Last day").fill((date.today() + timedelta(days=20)).isoformat())
    page.get_by_role("button", name="Keep the plan").click()
    expect(page.locator("#id_minimum_cents_error")).to_contain_text("An amount in euro")
    expect(page.get_by_label("Minimum, in euro")).to_have_value("much")
    team.check()
    page.get_by_label("Minimum, in euro").fill("1 200,50")
    page.get_by_role("button", name="Keep the plan").click()
    expect(page.get_by_text("The municipality has not opened the project yet.")).to_be_visible()
    expect(page.get_by_label("Minimum, in euro")).to_have_value("1200.50")
    team.check()
    team.go(f"{base}payouts/")
    team.check()


def keep_the_desk(desk: Visitor) -> None:
    """The account in groups of four, a pool, and a reference that nobody has."""
    page = desk.sign_in("official", "/work/money/")
    desk.check()
    page.locator("a[href*='/work/money/account/']").first.click()
    page.get_by_label("Holder of the account").fill("Община Каварна")
    page.get_by_label("IBAN").fill(IBAN.lower())
    page.get_by_role("button", name="Keep").click()
    expect(page.get_by_text(IBAN)).to_be_visible()
    page.get_by_role("link", name="Confirm what has arrived").click()
    page.get_by_label("Reference").fill("RF18 MGD1")
    page.get_by_label("How much has arrived, in euro").fill("20")
    page.get_by_role("button", name="It has arrived").click()
    expect(page.locator("#id_reference_error")).to_have_text("No pledge has this reference.")
    desk.check()
    desk.go("/pools/new/")
    desk.check()
    desk.go("/work/money/comparison/")
    desk.check()


@pytest.mark.parametrize("script", [True, False], ids=["script", "plain"])
def test_money_at_both_desks(visitor: Visitors, script: bool) -> None:
    plan(visitor(phone=True, script=script))
    keep_the_desk(visitor(script=script))
