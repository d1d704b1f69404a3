"""A document of the Bulgarian state as it was published: from the PDF to a consultation that people can read."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.e2e import desk
from tests.e2e.conftest import ROOT, Visitor

pytestmark = pytest.mark.browser
COMMITMENTS = ROOT.parent / "shared" / "data" / "bg-documents" / "ogp2-new-commitments-decision-bg.pdf"
TITLE = "Нови ангажименти"


@pytest.mark.skipif(not COMMITMENTS.exists(), reason="the shared documents are not beside the repository")
def test_a_real_pdf_becomes_an_open_consultation(visitor: Callable[..., Visitor]) -> None:
    official = visitor()
    page = official.sign_in("official", "/work/")
    draft = desk.start(page, TITLE)
    desk.read_document(page, COMMITMENTS)
    desk.expect_size(page, 10)
    assert desk.labels(page) == ["Ангажимент"] * 5
    expect(page.locator("#tree table")).to_have_count(5)
    official.check()
    assert desk.missing(page, draft) == ["The day on which it closes"]  # whom to ask is known from the last one
    desk.set_closing(page, draft)
    pk = desk.publish(page)
    reader = visitor(phone=True)
    text = reader.go(f"/consultations/{pk}/")
    expect(text.get_by_role("heading", level=1)).to_have_text(TITLE)
    expect(text.locator("section.clause table")).to_have_count(5)
    expect(text.locator("section.clause a.margin")).to_have_count(5)  # each table can be talked about
    reader.check()
