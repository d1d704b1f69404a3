"""A project from the idea to the report: proposed on a phone, checked at a desk, helped, led, and told of at the end."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Site, Visitor
from tests.e2e.proposing import check, propose, report

pytestmark = pytest.mark.browser
Visitors = Callable[..., Visitor]


def offer(who: Visitor, base: str) -> None:
    """One step, by somebody who read it first."""
    page = who.sign_in("citizen2", base)
    who.check()
    page.locator("summary", has_text="I can bring it").click()
    page.get_by_label("How many").fill("2")
    page.get_by_label("A word about it").fill("В петък ги донасям.")
    who.check()
    page.get_by_role("button", name="Offer it").click()
    expect(page.locator(".own-offer")).to_contain_text("You offered 2")
    page.get_by_label("Your question").fill("Ще има ли и за начинаещи?")
    page.get_by_role("button", name="Ask this question").click()
    expect(page.locator(".voices-list", has_text="Ще има ли и за начинаещи?")).to_be_visible()


def lead(team: Visitor, base: str) -> None:
    """The offer is answered, the question as well, news are told, the work begins."""
    page = team.go(f"{base}lead/")
    team.check()
    page.locator(".offer-line", has_text="В петък ги донасям.").get_by_role("button", name="Accept").click()
    page.locator(".offer-line", has_text="В петък ги донасям.").get_by_role("button", name="It is here").click()
    expect(page.get_by_text("No offer waits for an answer.")).to_be_visible()
    page.get_by_role("link", name="Write news").click()
    team.check()
    page.get_by_label("Title").fill("Първите два са тук")
    page.get_by_label("What is new").fill("Стоян ги донесе.")
    page.get_by_role("button", name="Publish").click()
    expect(page.locator("#project-news")).to_contain_text("Стоян ги донесе.")
    page.locator(".voice-item", has_text="начинаещи").get_by_role("link", name="Answer").click()
    page.get_by_label("Your answer").fill("Да, всяка събота.")
    page.get_by_role("button", name="Send the answer").click()
    expect(page.locator("#questions")).to_contain_text("Да, всяка събота.")
    team.check()
    team.go(f"{base}lead/")
    page.get_by_role("button", name="It begins").click()
    expect(page.get_by_text("It is under way. Followers are told.")).to_be_visible()


@pytest.mark.parametrize("script", [True, False], ids=["script", "plain"])
def test_from_the_idea_to_the_report(visitor: Visitors, site: Site, script: bool) -> None:
    title = "Таблети за библиотеката" if script else "Таблети за читалнята"
    team, desk = visitor(phone=True, script=script), visitor(script=script)
    base = propose(team, title)
    check(desk, title)
    helper = visitor(phone=not script, script=script)
    offer(helper, base)
    lead(team, base)
    if script:  # the page that was open follows by itself
        expect(helper.page.locator("#project-news")).to_contain_text("Стоян ги донесе.")
        expect(helper.page.locator(".project-head")).to_contain_text("Under way")
    report(team, base)
    seen = visitor(script=script)
    page = seen.go(f"/projects/?municipality=DOB17&search={title.split()[-1]}")
    seen.check()
    assert page.get_by_role("link", name=title).count()
