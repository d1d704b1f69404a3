"""Money in the words of the pages: the account and the campaign, cards and transfers, the closing, the comparison."""

from __future__ import annotations

import re
import time

from playwright.sync_api import Page, expect

from tests.e2e.conftest import Site, Visitor
from tests.e2e.proposing import day
from tests.support.cards import GOOD, LocalStripe
from tests.support.treasury import IBAN

CLOSES = """
from datetime import timedelta
from participation.database import db_now
from volunteers.money.models import Campaign
Campaign.objects.filter(project=%s, state="open").update(closes_at=db_now() - timedelta(seconds=1))
"""
A_DAY_LATER = """
from datetime import timedelta
from django.db.models import F
from participation.record.models import Heartbeat
Heartbeat.objects.filter(name="volunteers.money.subscribers.compare").update(beat_at=F("beat_at") - timedelta(days=1))
"""
COMPARISONS = "from volunteers.money.models import Reconciliation; print(Reconciliation.objects.count())"
SETUP = "from volunteers.money.models import Pledge; print(Pledge.objects.get(pk=%s).reference)"
PATIENCE = 60_000  # ms: the worker looks every five seconds, and asks the payment service after that


def type_card(page: Page, number: str) -> None:
    """Into the double's own field, which looks otherwise than Stripe's and asks the same."""
    for name, value in {"number": number, "exp_month": "12", "exp_year": "40", "cvc": "123"}.items():
        page.get_by_placeholder(name).fill(value)
    page.get_by_role("button", name="Save the card").click()


def keep_account(desk: Visitor, name: str) -> None:
    """The municipality says to which account people transfer."""
    page = desk.sign_in(name, "/work/money/")
    desk.check()
    page.get_by_role("link", name=re.compile("^(Set|Change) the account")).click()
    page.get_by_label("Holder of the account").fill("Общината")
    page.get_by_label("IBAN").fill(IBAN)
    desk.check()
    page.get_by_role("button", name="Keep").click()
    expect(page.get_by_role("heading", name="Payouts waiting for your decision")).to_be_visible()


def open_campaign(team: Visitor, base: str, euro: str) -> None:
    """Planned with this minimum for the day after tomorrow, and opened."""
    page = team.go(f"{base}lead/")
    page.get_by_role("link", name="Plan a campaign").click()
    page.get_by_label("Minimum, in euro").fill(euro)
    page.get_by_label("Last day").fill(day(2))
    page.get_by_role("button", name="Keep the plan").click()
    page.get_by_role("link", name="Open the campaign").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Open the campaign?")
    team.check()
    page.get_by_role("button", name="Yes, open it").click()
    expect(page.get_by_text("minimum, optimum and end stay as they are")).to_be_visible()
    team.check()


def pledge(donor: Visitor, name: str, base: str, euro: str, way: str) -> Page:
    """From the project's page to the pledge's own."""
    page = donor.sign_in(name, base)
    page.get_by_role("link", name="Give money").click()
    page.get_by_label("Another sum, in euros").fill(euro)
    page.get_by_label(re.compile(f"^{way}")).check()
    donor.check()
    page.get_by_role("button", name="Pledge this sum").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(f"My pledge: {euro} €")
    donor.check()
    return page


def enter_card(donor: Visitor, stripe: LocalStripe) -> str:
    """From the pledge to its card, as the service knows it, which is saved and not charged."""
    page = donor.page
    page.get_by_role("link", name="Enter a card").click()
    expect(page.get_by_placeholder("number")).to_be_visible()
    donor.check()
    type_card(page, GOOD)
    expect(page.get_by_text("Nothing has been taken.")).to_be_visible()
    return stripe.save(donor.site.python(SETUP % page.url.split("/")[4]))


def reference_on(page: Page) -> str:
    """With which the transfer is to be sent, as the pledge says."""
    return page.get_by_role("textbox", name="Reference").input_value()


def close(site: Site, project: str, watching: Page, words: str) -> None:
    """The closing moment is moved into the past; the worker decides, and the open page says so by itself."""
    site.python(CLOSES % project)
    expect(watching.locator("#campaign-state")).to_contain_text(words, timeout=PATIENCE)


def compare(desk: Visitor) -> None:
    """The last daily comparison is moved a day back; the worker compares once more, and the desk shows no difference."""
    before, end = int(desk.site.python(COMPARISONS)), time.monotonic() + PATIENCE / 1000
    desk.site.python(A_DAY_LATER)
    while int(desk.site.python(COMPARISONS)) == before and time.monotonic() < end:
        desk.page.wait_for_timeout(500)
    assert int(desk.site.python(COMPARISONS)) > before
    page = desk.go("/work/money/comparison/")
    expect(page.get_by_text("No difference: every cent is where it belongs.")).to_be_visible()
    for cell in page.locator("tbody tr td:last-child").all_inner_texts():
        assert cell.strip() == "0 €", cell
    desk.check()
