"""A report, a decision with reasons, and what everybody concerned sees of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.e2e import square
from tests.e2e.conftest import Site, Visitor

pytestmark = pytest.mark.browser
Visitors = Callable[..., Visitor]
RUDE = "Всички чиновници са мързеливи."


def test_what_is_hidden_vanishes_from_open_screens_and_its_author_is_told(visitor: Visitors, site: Site) -> None:
    pk = square.make(site)
    author, reporter, moderator, reader = visitor(), visitor(), visitor(), visitor(language="bg")
    mine = square.open_clause(author.sign_in("citizen2", f"/consultations/{pk}/"), square.ELECTRONIC)
    square.comment(mine, RUDE)
    theirs = square.open_clause(reader.go(f"/consultations/{pk}/"), square.ELECTRONIC)
    expect(square.said(theirs, RUDE)).to_be_visible()
    expect(reader.page.locator("html")).to_have_attribute("data-live", "connected")

    page = reporter.sign_in("citizen", f"/consultations/{pk}/")
    square.said(square.open_clause(page, square.ELECTRONIC), RUDE).get_by_role("link", name="Report").click()
    page.get_by_label("insult or threat").check()
    page.get_by_role("button", name="Send the report").click()
    expect(page.get_by_text("The report was received")).to_be_visible()
    reporter.check()

    desk = moderator.sign_in("moderator", "/moderation/")
    desk.locator("article", has_text=RUDE).get_by_role("link", name="Look and decide").click()
    desk.get_by_role("radio", name="Hide").check()
    desk.locator("[name=rule]").fill("Правило 2: без обиди")
    desk.locator("[name=facts]").fill("Обижда цяла група хора.")
    moderator.check()
    desk.get_by_role("button", name="Decide").click()
    with square.arrives("a decision"):
        expect(theirs.locator(".voice-body", has_text=RUDE)).to_have_count(0)
    expect(mine.locator(".voice-body", has_text=RUDE)).to_have_count(0)

    told = author.go("/notifications/")
    expect(told.locator("main")).to_contain_text("Обижда цяла група хора.")
    author.check()
