"""A report, a decision with its statement, an appeal and a reversal, and what everybody concerned sees of it."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e import square
from tests.e2e.conftest import Site, Visitor

pytestmark = pytest.mark.browser
Visitors = Callable[..., Visitor]
RUDE = "Всички чиновници са мързеливи."


def report(someone: Visitor, pk: int, words: str) -> str:
    """Report the comment as a guest; the receipt's address."""
    page = someone.go(f"/consultations/{pk}/")
    square.said(square.open_clause(page, square.ELECTRONIC), words).get_by_role("link", name="Report").click()
    page.get_by_label("insult or threat").check()
    page.get_by_label("Which words").fill("мързеливи")
    page.get_by_label("Your e-mail").fill("guest@megdan.example")
    someone.check()
    page.get_by_role("button", name="Send the report").click()
    expect(page.get_by_text("The report was received")).to_be_visible()
    someone.check()
    return page.url.removeprefix(someone.site.url)


def look_at(page: Page, words: str) -> None:
    """Open the case, also where others wait before it, or it stands under an older one of the same person."""
    card, later = page.locator("article", has_text=words), page.locator("a[rel=next]")
    while not card.count() and later.count():
        with page.expect_navigation():
            later.click()
    under = card.locator(".also a", has_text=words)
    if under.count():
        card.locator("summary").click()
        under.click()
    else:
        card.get_by_role("link", name="Look and decide").click()


def decide(page: Page, words: str) -> None:
    """Look for the case and hide it, with keys where there are any."""
    look_at(page, words)
    page.get_by_role("radio", name="Hide it").check()
    page.get_by_label("The rule it breaks").select_option("insults")
    page.get_by_label("What in it breaks the rule").fill("Обижда цяла група хора.")
    page.get_by_label("Why that breaks it").fill("Обидата е срещу хората, не срещу работата им.")


def appeal(author: Visitor) -> Page:
    """From the bell to the statement of reasons, and an appeal; its page."""
    page = author.go("/notifications/")
    page.get_by_role("button", name=re.compile("was hidden")).first.click()
    expect(page.get_by_role("heading", name="Statement of reasons")).to_be_visible()
    expect(page.locator("main")).to_contain_text("Обижда цяла група хора.")
    page.get_by_label("Why do you think it is wrong").fill("Говоря за работното време.")
    author.check()
    page.get_by_role("button", name="Appeal").click()
    expect(page.locator("main")).to_contain_text("Another person looks at it again.")
    author.check()
    return page


@pytest.mark.parametrize("phone", [False, True], ids=["desktop", "phone"])
def test_from_the_report_to_the_reversal(visitor: Visitors, site: Site, phone: bool) -> None:
    pk = square.make(site)
    words = f"{RUDE} ({'телефон' if phone else 'компютър'})"
    author, guest, moderator = visitor(phone=phone), visitor(phone=phone), visitor(phone=phone)
    other, reader = visitor(phone=phone), visitor(language="bg")
    mine = square.open_clause(author.sign_in("citizen2", f"/consultations/{pk}/"), square.ELECTRONIC)
    square.comment(mine, words)
    theirs = square.open_clause(reader.go(f"/consultations/{pk}/"), square.ELECTRONIC)
    expect(square.said(theirs, words)).to_be_visible()
    expect(reader.page.locator("html")).to_have_attribute("data-live", "connected")

    receipt = report(guest, pk, words)
    desk = moderator.sign_in("moderator", "/moderation/")
    decide(desk, words)
    moderator.check()
    desk.get_by_role("button", name="Decide").click()
    expect(theirs.locator(".voice-body", has_text=words)).to_have_count(0)
    expect(guest.go(receipt).locator("main")).to_contain_text("Decided")

    page = appeal(author)
    again = other.sign_in("m.kavarna", "/moderation/")
    look_at(again, words)
    again.get_by_role("radio", name="Reverse it").check()
    again.get_by_label("Why", exact=False).last.fill("Критика към работата, остра, но допустима.")
    other.check()
    again.get_by_role("button", name="Decide").click()
    expect(theirs.locator(".voice-body", has_text=words)).to_have_count(1)
    page.reload()
    expect(page.locator("main")).to_contain_text("Критика към работата")
    log = guest.go("/municipalities/DOB17/moderation/")
    expect(log.locator("tbody tr").first).to_contain_text("after an appeal: the decision was taken back")
    assert words not in log.content()
    guest.check()


def test_deciding_by_keyboard_which_can_be_switched_off(visitor: Visitors, site: Site) -> None:
    someone = visitor()
    page = someone.sign_in("moderator", "/moderation/")
    page.get_by_role("link", name="Look and decide").first.click()
    expect(page.locator("kbd").first).to_be_visible()
    choices = page.locator("[name=outcome]")
    page.locator("body").press("2")
    expect(choices.nth(1)).to_be_checked()
    address = page.url
    page.evaluate("document.body.dispatchEvent(new KeyboardEvent('keydown', {key: 'т', code: 'KeyN', bubbles: true}))")
    expect(page).not_to_have_url(address)  # where Cyrillic is typed, the key is known by its place
    page.goto(address)
    expect(page.locator("[name=outcome]:checked")).to_have_count(0)  # a choice that was left does not come back
    page.locator("body").press("2")
    expect(choices.nth(1)).to_be_checked()
    page.get_by_label("Use these keys").uncheck()
    page.locator("body").press("1")
    expect(choices.nth(1)).to_be_checked()
    someone.check()


def test_a_case_is_decided_without_scripts(visitor: Visitors, site: Site) -> None:
    pk = square.make(site)
    square.somebody_says(site, pk, "Грубо без скриптове")
    guest = visitor(script=False)
    page = guest.go(f"/consultations/{pk}/")
    square.said(square.open_clause(page, square.ELECTRONIC), "Грубо").get_by_role("link", name="Report").click()
    page.get_by_label("insult or threat").check()
    page.get_by_role("button", name="Send the report").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("One moment")
    guest.wait_as_asked()
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.get_by_text("The report was received")).to_be_visible()
    desk = visitor(script=False).sign_in("moderator", "/moderation/")
    decide(desk, "Грубо без скриптове")
    desk.get_by_role("button", name="Decide").click()
    page.reload()
    expect(page.locator("main")).to_contain_text("Hidden")
