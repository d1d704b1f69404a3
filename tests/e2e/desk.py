"""What an official does at their desk, in the words of the page. With and without scripts."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import ROOT

ORDINANCE = ROOT / "demo" / "files" / "naredba-obshtestveni-kompyutri.docx"
ZONE = ZoneInfo("Europe/Sofia")


def start(page: Page, title: str, kind: str = "idea or concept") -> str:
    """A new draft is begun; its address in the workspace."""
    page.get_by_role("link", name="New consultation").first.click()
    page.get_by_label("Title").fill(title)
    page.get_by_label(kind).check()
    page.get_by_role("button", name="Start").click()
    expect(page.get_by_label("Upload the document")).to_be_visible()
    found = re.search(r"/[a-z]+/\d+/", page.url)
    assert found
    return found.group()


def read_document(page: Page, file: Path = ORDINANCE) -> None:
    """The document is uploaded and read; the clause tree is on the screen."""
    page.get_by_label("Upload the document").set_input_files(file)
    page.get_by_role("button", name="Read it").click()
    expect(page.locator("#tree")).to_be_visible()


def row(page: Page, words: str) -> Locator:
    """The closed row of the tree with these words."""
    return page.locator("#tree > li:not(.is-open)", has_text=words)


def opened(page: Page) -> Locator:
    """The row that is open for changing."""
    return page.locator("#tree > li.is-open")


def open_row(page: Page, words: str) -> Locator:
    """The row with these words, opened."""
    row(page, words).get_by_role("link", name="Change").click()
    expect(opened(page).get_by_label("Text")).to_have_value(re.compile(re.escape(words)))
    return opened(page)


def labels(page: Page) -> list[str]:
    """The labels of the tree's rows, in order."""
    return [text.strip() for text in page.locator("#tree .trow-label").all_text_contents()]


def size(page: Page) -> int:
    """How many clauses the bar says there are."""
    text = page.locator("#tree-bar .num").first.text_content() or ""
    return int(re.sub(r"\D", "", text))


def expect_size(page: Page, n: int) -> None:
    """The tree has so many clauses now."""
    expect(page.locator("#tree-bar .num").first).to_have_text(f"{n} clauses")
    expect(page.locator("#tree > li")).to_have_count(n)


def missing(page: Page, draft: str) -> list[str]:
    """What the checklist says is missing, in its words."""
    page.goto(page.url.split("/work/")[0] + draft)
    items = page.locator(".checklist .is-missing").all_text_contents()
    return [text.replace("!", "").replace("Missing:", "").strip() for text in items]


def fill_in(page: Page, name: str, value: str) -> None:
    """From the checklist to the field that it leads to, filled in and saved."""
    page.locator(".checklist").get_by_role("link", name=name).click()
    field = page.url.partition("#")[2]
    page.locator(f"#{field}").fill(value)
    page.get_by_role("button", name="Save", exact=True).click()


def forget_contact(page: Page, draft: str) -> None:
    """Contact and ways stand there as in the last consultation, which the page says; they are emptied and saved."""
    page.goto(page.url.split("/work/")[0] + draft + "contact/")
    expect(page.get_by_text("Filled in as in")).to_be_visible()
    for name in ("contact_email", "contact_phone", "way_email", "way_counter", "way_post"):
        page.locator(f"[name={name}]").fill("")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Filled in as in")).to_have_count(0)


def set_closing(page: Page, draft: str, days: int = 10) -> None:
    """It closes in so many days at noon."""
    page.goto(page.url.split("/work/")[0] + draft + "dates/")
    page.get_by_label("Closes on").fill(f"{datetime.now(ZONE) + timedelta(days=days):%Y-%m-%d}")
    page.locator("[name=closes_time]").fill("12:00")
    page.get_by_role("button", name="Save and go on").click()


def publish(page: Page) -> int:
    """It is published, which is asked once, and open; its number."""
    page.get_by_role("link", name="Publish and open now").click()
    page.get_by_role("button", name="Yes, publish and open it now").click()
    expect(page.get_by_text("It is published and open.")).to_be_visible()
    found = re.search(r"/consultations/(\d+)/", page.url)
    assert found
    return int(found.group(1))
