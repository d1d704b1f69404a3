"""A project from the idea to the report: proposed on a phone, checked at a desk, helped, led, and told of at the end."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Site, Visitor

pytestmark = pytest.mark.browser
Visitors = Callable[..., Visitor]
GOAL = "Хора, които сами подават заявление"


def day(ahead: int) -> str:
    return (date.today() + timedelta(days=ahead)).isoformat()


def fill_in(page: Page, title: str) -> None:
    """All but what the rows hold."""
    page.get_by_label("Title").fill(title)
    page.get_by_label("In a sentence or two").fill("Десет таблета и дванадесет занятия.")
    page.get_by_label("What will be done, and why").fill("Събираме таблети.\n\n- събота\n- неделя")
    page.get_by_label("Where", exact=True).fill("Библиотеката в Горун")
    page.get_by_label("Begins on").fill(day(3))
    page.get_by_label("Ends on").fill(day(30))
    page.get_by_label("Hours of work needed").fill("60")


def propose(who: Visitor, title: str) -> str:
    """The form with its rows, sent to be checked; the project's address."""
    page = who.sign_in("citizen", "/projects/new/")
    page.get_by_label("Municipality", exact=True).select_option(label="Kavarna")
    fill_in(page, title)
    page.get_by_label("What will be reached 1").fill(GOAL)
    page.get_by_label("How much 1").fill("30")
    page.get_by_role("button", name="Add a goal").click()
    expect(page.get_by_label("What will be reached 3")).to_be_focused()
    expect(page.get_by_label("Title")).to_have_value(title)
    page.get_by_label("What will be reached 3").fill("Занятия")
    page.get_by_role("button", name="Send it to be checked").click()
    expect(page.get_by_role("alert")).to_contain_text("Row 3")  # without a number
    expect(page.get_by_label("What will be reached 1")).to_have_value(GOAL)
    who.check()
    row = page.locator("#id_goals .line").filter(has=page.locator("input[value='Занятия']"))
    row.get_by_role("button", name="Remove row").click()
    expect(page.locator("#id_goals")).to_contain_text("Removed:")
    page.get_by_label("What is needed 1").fill("Таблети")
    page.get_by_label("How many 1").fill("10")
    page.get_by_label("What the money is for 1").fill("Интернет")
    page.get_by_label("Euros 1").fill("144,50")
    page.get_by_role("button", name="Send it to be checked").click()
    expect(page.locator("#project-state")).to_contain_text("Being checked")
    who.check()
    return page.url.removeprefix(who.site.url).partition("#")[0]  # of the row that was last added or removed


def check(desk: Visitor, title: str) -> None:
    """Criterion by criterion; then everybody sees it."""
    page = desk.sign_in("official", "/work/projects/")
    desk.check()
    page.locator(".work-list").get_by_role("link", name=title).last.click()
    expect(page.get_by_role("heading", name="Criterion by criterion")).to_be_visible()
    desk.check()
    for met in page.locator("input[type=radio][value=yes]").all():
        met.check(force=True)
    page.get_by_role("radio", name="Open it").check(force=True)
    page.get_by_role("button", name="Decide on it").click()
    expect(page.get_by_text("The project is open")).to_be_visible()


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


def report(team: Visitor, base: str) -> None:
    """Target and what was reached, side by side."""
    page = team.go(f"{base}report/")
    team.check()
    page.get_by_label(GOAL).fill("34")
    page.get_by_label("What became of it").fill("Тридесет и четирима вече подават сами.")
    page.get_by_role("button", name="Publish the report").click()
    expect(page.locator("#report")).to_contain_text("34")
    expect(page.locator("#report")).to_contain_text("reached")
    team.check()


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
