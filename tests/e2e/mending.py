"""An official mends what was understood from a document: split, merge, retype, relabel, move, undo."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.e2e import desk

FIRST, SECOND = "Дигиталните услуги са безплатни.", "За услуги с висока сложност"  # two sentences of one article
RETYPED = "Достъпът на лица до 14 години"


def mend(page: Page) -> None:
    """Each step seen in the tree, which ends as it began but for the kind and the label of one clause."""
    whole = desk.size(page)
    _split_and_merge(page, whole)
    _retype_and_relabel(page)
    _move_and_undo(page)
    desk.expect_size(page, whole)


def _split_and_merge(page: Page, whole: int) -> None:
    form = desk.open_row(page, FIRST)
    form.get_by_text("Split before a sentence").click()
    form.get_by_role("button", name=SECOND).click()
    desk.expect_size(page, whole + 1)
    form = desk.opened(page) if desk.opened(page).count() else desk.open_row(page, SECOND)
    expect(form.get_by_label("Text")).to_have_value(re.compile(f"^{SECOND} .* № 1.$"))
    form.get_by_role("button", name="Merge with the one before").click()
    desk.expect_size(page, whole)
    expect(page.locator("#tree > li").filter(has_text=re.compile(rf"{FIRST}\s*{SECOND}"))).to_have_count(1)


def _retype_and_relabel(page: Page) -> None:
    form = desk.open_row(page, RETYPED)
    form.get_by_label("Kind").select_option(label="paragraph")
    form.get_by_label("Label").fill("(3)")
    form.get_by_role("button", name="Save", exact=True).last.click()
    mended = desk.row(page, RETYPED)
    expect(mended.locator(".trow-label")).to_have_text("(3)")
    expect(mended.locator(".tag")).to_have_text("paragraph")


def _move_and_undo(page: Page) -> None:
    before = desk.labels(page)
    at = before.index("Чл. 3.") + 1
    form = desk.open_row(page, "осигурява поне едно работно място")
    form.get_by_role("button", name="Move down").click()
    expect(desk.opened(page)).to_have_count(0)
    expect(page.locator("#tree .trow-label").nth(at)).to_have_text("(2)")
    assert desk.labels(page) != before
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("#tree .trow-label").nth(at)).to_have_text("(1)")
    assert desk.labels(page) == before
