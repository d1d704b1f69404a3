"""Giving money: chosen before signing in, pledged once, seen by others as it happens, transferred, changed, taken back."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import PASSWORD, Site, Visitor

pytestmark = pytest.mark.browser
Visitors = Callable[..., Visitor]

BEGIN = """
from datetime import timedelta
from django.utils import timezone
from participation.places.models import Municipality
from tests.support import factories as make
from tests.support import giving, money, projects
place, today = Municipality.objects.get(code="DOB17"), timezone.localdate()
official = make.official(place, "Касиерка", email="desk{n}@megdan.example")
made = projects.project(
    place, by=make.person("Румен Водач", "asks{n}@megdan.example"), official=official,
    starts_on=today + timedelta(days=60), ends_on=today + timedelta(days=90),
)
campaign = money.campaign(made, minimum_cents=10_000)
giving.account(place, official)
make.person("Стефка Дарителка", "gives{n}@megdan.example")
print(made.pk)
"""


def begin(site: Site) -> tuple[int, str]:
    """Somebody who will give, and a project that collects money."""
    n = site.python("from participation.accounts.models import User; print(User.objects.count())")
    return int(n), f"/projects/{int(site.python(BEGIN.format(n=n)))}/"


def pledges(donor: Visitor, n: int, base: str) -> None:
    """What was chosen before signing in is there afterwards; the form leads to the pledge."""
    page = donor.go(base)
    page.get_by_role("link", name="Give money").click()
    donor.check()
    page.get_by_label("Another sum, in euros").fill("33,50")
    page.get_by_label(re.compile("Bank transfer")).check()
    page.get_by_role("button", name="Pledge this sum").click()
    page.fill("input[name=login]", f"gives{n}@megdan.example")
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    expect(page.get_by_label("Another sum, in euros")).to_have_value("33,50")
    donor.check()
    page.get_by_label("Another sum, in euros").fill("0")
    page.get_by_role("button", name="Pledge this sum").click()
    expect(page.locator("#id_own_error")).to_contain_text("between 1 and 50,000 euro")
    donor.check()
    page.get_by_label("Another sum, in euros").fill("33,50")
    page.get_by_label(re.compile("Demonstration")).check()
    page.get_by_role("button", name="Pledge this sum").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("33.50 €")
    donor.check()


@pytest.mark.parametrize(("phone", "script"), [(True, True), (False, False)], ids=["phone", "no scripts"])
def test_from_the_button_to_taking_it_back(visitor: Visitors, site: Site, phone: bool, script: bool) -> None:
    n, base = begin(site)
    donor, watcher = visitor(phone=phone, script=script), visitor()
    seen = watcher.go(base)
    watcher.check()
    pledges(donor, n, base)
    expect(seen.locator("#campaign-numbers")).to_contain_text("33.50 €")
    page = donor.page
    page.get_by_label("The sum, in euros").fill("40")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("40 €")
    expect(seen.locator("#meter-money")).to_contain_text("40 / 100 €")
    page.get_by_text("Take the pledge back").click()
    page.get_by_role("button", name="Yes, take it back").click()
    expect(page.locator("main")).to_contain_text("Nothing is taken from you.")
    expect(seen.locator("#meter-money")).to_contain_text("0 / 100 €")
    donor.go("/pledges/")
    donor.check()
    watcher.go(f"{base}money/")
    watcher.check()
