"""Somebody without an account wants to say something: signs up with a code from a letter and is back where they were."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, expect

from tests.e2e import square
from tests.e2e.conftest import Visitor


def speaks_up(someone: Visitor, panel: Locator, words: str, thought: str, *, name: str, email: str) -> Locator:
    """Comments ``thought`` on the clause with ``words``; nothing typed is lost on the way. The panel they are back in."""
    page, where = someone.page, someone.page.url
    form = panel.locator("form[id^=comment-form]")
    form.get_by_label("Your comment", exact=True).fill(thought)
    form.get_by_role("button", name="Send the comment").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
    someone.check()
    sign_up(someone, name, email)
    expect(page).to_have_url(re.compile(re.escape(where)))
    panel = square.panel(page, words)
    form = panel.locator("form[id^=comment-form]")
    expect(form.get_by_label("Your comment", exact=True)).to_have_value(thought)
    form.get_by_role("button", name="Send the comment").click()
    expect(square.said(panel, thought)).to_contain_text(name)
    return panel


def sign_up(someone: Visitor, name: str, email: str) -> None:
    """From the sign-in page to a confirmed account, with the code from the demo's mailbox."""
    page = someone.page
    page.locator("main").get_by_role("link", name="Sign up").click()
    page.get_by_label("Your name, as others will see it").fill(name)
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password").fill("дълга-парола-27")
    someone.check()
    someone.wait_as_asked()
    page.get_by_role("button", name="Sign up").click()
    expect(page.get_by_label("Code from the message")).to_be_visible()
    someone.check()
    tab = someone.open_tab()
    tab.goto(f"{someone.site.url}/mailbox/?to={email}")
    letter = tab.locator(".letter").first.text_content() or ""
    found = re.search(r"\b[0-9]{6}\b", letter)
    assert found, letter
    tab.close()
    page.get_by_label("Code from the message").fill(found.group())
    page.get_by_role("button", name="Confirm").click()
