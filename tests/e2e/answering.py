"""An official answers what was proposed, and publishes the report."""

from __future__ import annotations

from playwright.sync_api import Page, expect

REASON = "В събота няма кой да работи."


def mark_as_proposal(page: Page, words: str) -> None:
    """In the list of comments: this one has to be answered too."""
    line = page.locator(".comment-list li", has_text=words)
    line.get_by_role("button", name="Proposal").click()
    expect(line.get_by_role("button", name="Proposal")).to_have_attribute("aria-pressed", "true")


def reject(page: Page, words: str) -> None:
    """On the desk: not accepted, which is refused without a reason and keeps what was chosen."""
    page.locator(".desk-item", has_text=words).get_by_role("link").click()
    form = page.locator("#answer")
    form.get_by_role("radio", name="Not accepted").check()
    form.get_by_role("button", name="Save", exact=True).click()
    expect(form.locator(".error").first).to_contain_text("reason")
    expect(form.get_by_role("radio", name="Not accepted")).to_be_checked()
    form.locator("[name=reason]").fill(REASON)
    form.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".desk-item", has_text=words)).to_contain_text("not accepted")


def accept_the_rest(page: Page, n: int) -> None:
    """On the desk: one answer for the ``n`` that still wait."""
    rest = page.locator(".desk-item", has_text="waiting")
    expect(rest).to_have_count(n)
    for box in rest.get_by_role("checkbox").all():
        box.check()
    several = page.locator("details.several")
    if several.get_attribute("open") is None:
        several.locator("summary").click()
    several.get_by_role("radio", name="Accepted", exact=True).check()
    several.get_by_role("button", name="Answer the chosen").click()
    expect(page.locator(".desk-item", has_text="waiting")).to_have_count(0)


def publish_report(page: Page) -> None:
    """With everything answered: a word to all, and out it goes."""
    page.get_by_role("link", name="Publish the report").click()
    page.locator("form [name=note]").fill("Благодарим на всички.")
    page.get_by_role("button", name="Publish the report").click()
    expect(page.locator(".messages, main").first).to_contain_text("published")
