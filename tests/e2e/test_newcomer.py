"""Somebody takes a stance before signing in, and somebody uses nothing but a keyboard."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e import square
from tests.e2e.conftest import PASSWORD, Site, Visitor

pytestmark = pytest.mark.browser
Visitors = Callable[..., Visitor]


def test_a_stance_before_signing_in_is_counted_afterwards(visitor: Visitors, site: Site) -> None:
    pk = square.make(site)
    someone = visitor()
    page = someone.go(f"/consultations/{pk}/")
    square.stance(square.open_clause(page, square.ELECTRONIC), "oppose").click()
    page.get_by_label("E-mail address").fill("citizen2@megdan.example")
    page.get_by_label("Password").fill(PASSWORD)
    page.locator("main").get_by_role("button", name="Sign in").click()
    panel = square.panel(page, square.ELECTRONIC)
    expect(square.stance(panel, "oppose")).to_have_attribute("aria-pressed", "true")
    expect(panel.locator("[id^=tally-] .all .n")).to_have_text("1")


def test_with_the_keyboard_alone(visitor: Visitors, site: Site) -> None:
    pk = square.make(site)
    square.somebody_says(site, pk, "И без телефон.")
    page = visitor().sign_in("citizen", f"/consultations/{pk}/")
    margin = square.clause(page, square.ELECTRONIC).locator("a.margin")
    margin.focus()
    page.keyboard.press("Enter")
    panel = square.panel(page, square.ELECTRONIC)
    expect(page.locator("#panel-title")).to_be_focused()
    reach(page, square.stance(panel, "unsure"))
    page.keyboard.press("Enter")
    expect(square.stance(panel, "unsure")).to_have_attribute("aria-pressed", "true")
    expect(square.stance(panel, "unsure")).to_be_focused()
    reach(page, panel.locator("form[id^=comment-form] textarea"))
    page.keyboard.type("Без мишка.")
    reach(page, panel.get_by_role("button", name="Send the comment"))
    page.keyboard.press("Enter")
    expect(square.said(panel, "Без мишка.")).to_be_visible()
    assert page.evaluate("document.activeElement.closest('#clause-panel') !== null")
    support = square.said(panel, "И без телефон.").get_by_role("button", name="Support Comment by")
    reach(page, support, "Shift+Tab")
    page.keyboard.press("Enter")
    expect(support).to_have_attribute("aria-pressed", "true")
    expect(support).to_be_focused()
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(margin).to_be_focused()


def reach(page: Page, target: Any, key: str = "Tab", most: int = 40) -> None:
    """Press Tab, or Shift and Tab to go back, until the focus is there."""
    for _step in range(most):
        page.keyboard.press(key)
        if target.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"{target} is not reached by {key}")
