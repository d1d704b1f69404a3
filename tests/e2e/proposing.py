"""A project proposed, checked and reported on, in the words of the pages. With and without scripts."""

from __future__ import annotations

from datetime import date, timedelta

from playwright.sync_api import Page, expect

from tests.e2e.conftest import Visitor

GOAL = "Хора, които сами подават заявление"


def day(ahead: int) -> str:
    """So many days from now, as a form wants it."""
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


def propose(who: Visitor, title: str, name: str = "citizen", place: str = "Kavarna") -> str:
    """The form with its rows, sent to be checked; the project's address."""
    page = who.sign_in(name, "/projects/new/")
    page.get_by_label("Municipality", exact=True).select_option(label=place)
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


def check(desk: Visitor, title: str, name: str = "official") -> None:
    """Criterion by criterion; then everybody sees it."""
    page = desk.sign_in(name, "/work/projects/")
    desk.check()
    page.locator(".work-list").get_by_role("link", name=title).last.click()
    expect(page.get_by_role("heading", name="Criterion by criterion")).to_be_visible()
    desk.check()
    for met in page.locator("input[type=radio][value=yes]").all():
        met.check(force=True)
    page.get_by_role("radio", name="Open it").check(force=True)
    page.get_by_role("button", name="Decide on it").click()
    expect(page.get_by_text("The project is open")).to_be_visible()


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
