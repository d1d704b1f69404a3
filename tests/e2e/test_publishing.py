"""From a file to an open consultation: the official's half of the main journey, with and without scripts."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e import desk
from tests.e2e.conftest import Visitor

pytestmark = pytest.mark.browser
Visitors = Callable[..., Visitor]
SECOND = "Ограничението може да бъде оспорено"  # begins the second sentence of a clause


def mend(page: Page) -> None:
    """Split, merge, retype, relabel, move, undo: each seen in the tree, which ends as it began but for one label."""
    whole = desk.size(page)
    _split_and_merge(page, whole)
    _retype_and_relabel(page)
    _move_and_undo(page)
    desk.expect_size(page, whole)


def _split_and_merge(page: Page, whole: int) -> None:
    form = desk.open_row(page, SECOND)
    form.get_by_text("Split before a sentence").click()
    form.get_by_role("button", name="Ограничението може").click()
    desk.expect_size(page, whole + 1)
    form = desk.opened(page) if desk.opened(page).count() else desk.open_row(page, SECOND)
    expect(form.get_by_label("Text")).to_have_value(re.compile(f"^{SECOND} .* до три дни.$"))
    form.get_by_role("button", name="Merge with the one before").click()
    desk.expect_size(page, whole)
    expect(desk.row(page, "се ограничава в детските отдели. Ограничението може")).to_have_count(1)


def _retype_and_relabel(page: Page) -> None:
    form = desk.open_row(page, "Ползването е безплатно")
    form.get_by_label("Kind").select_option(label="point")
    form.get_by_label("Label").fill("а)")
    form.get_by_role("button", name="Save", exact=True).last.click()
    mended = desk.row(page, "Ползването е безплатно")
    expect(mended.locator(".trow-label")).to_have_text("а)")
    expect(mended.locator(".tag")).to_have_text("point")


def _move_and_undo(page: Page) -> None:
    before = desk.labels(page)
    form = desk.open_row(page, "Лични данни се събират")
    form.get_by_role("button", name="Move up").click()
    expect(page.locator("#tree .trow-label").nth(3)).to_have_text("(2)")
    assert desk.labels(page) != before
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("#tree .trow-label").nth(3)).to_have_text("а)")
    assert desk.labels(page) == before


@pytest.mark.parametrize("way", ["desktop", "phone", "no script"])
def test_a_document_becomes_an_open_consultation(visitor: Visitors, way: str) -> None:
    official = visitor(phone=way == "phone", script=way != "no script")
    page = official.sign_in("official", "/work/")
    draft = desk.start(page, f"Rules for public computers ({way})")
    desk.read_document(page)
    expect(page.locator("#tree table")).to_have_count(1)
    assert desk.labels(page)[:5] == ["Глава първа", "Чл. 1.", "Чл. 2.", "(1)", "(2)"]
    official.check()
    mend(page)
    assert desk.missing(page, draft) == [
        "E-mail or telephone of the contact person",
        "A way to take part besides this site: e-mail, counter or post",
        "The day on which it closes",
    ]
    expect(page.get_by_role("button", name="Publish and open now")).to_be_disabled()
    desk.fill_in(page, "E-mail or telephone", "digital@kavarna.example")
    desk.missing(page, draft)
    desk.fill_in(page, "A way to take part besides this site", "digital@kavarna.example")
    desk.set_closing(page, draft)
    assert desk.missing(page, draft) == []
    official.check()
    pk = desk.publish(page)
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Rules for public computers ({way})")
    expect(page.locator(".clause", has_text="Ползването е безплатно")).to_be_visible()
    reader = visitor().go(f"/consultations/{pk}/")
    expect(reader.get_by_role("heading", level=1)).to_have_text(f"Rules for public computers ({way})")
