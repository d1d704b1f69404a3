"""Two citizens look at one clause: what one does stands on the other's screen, in the other's language and in peace."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e import square
from tests.e2e.conftest import Site, Visitor

pytestmark = pytest.mark.browser
Visitors = Callable[..., Visitor]
UNSENT = "Още го пиша и не съм"


def connected(page: Page) -> None:
    """The page hears the stream."""
    expect(page.locator("html")).to_have_attribute("data-live", "connected")


def at_the_clause(visitor: Visitor, name: str, pk: int) -> Locator:
    """Signed in, hearing, with the first clause open."""
    page = visitor.sign_in(name, f"/consultations/{pk}/")
    connected(page)
    return square.open_clause(page, square.ELECTRONIC)


@pytest.fixture
def pk(site: Site) -> int:
    return square.make(site)


def test_what_one_does_the_other_sees(visitor: Visitors, pk: int) -> None:
    one, other = visitor(), visitor(language="bg")
    mine, theirs = at_the_clause(one, "citizen", pk), at_the_clause(other, "citizen2", pk)
    typing = theirs.locator("form[id^=comment-form] [name=body]")
    typing.fill(UNSENT)
    typing.focus()
    before = theirs.evaluate("panel => [panel.scrollTop, scrollY]")

    square.stance(mine, "support").click()
    with square.arrives("a stance"):
        expect(square.clause(other.page, square.ELECTRONIC).locator("[id^=votes-]")).to_have_text("1 глас")
        expect(theirs.locator("[id^=tally-] .all .n")).to_have_text("1")
    square.take_stance(mine, "unsure")
    expect(theirs.locator("[id^=tally-] .all .n")).to_have_text("1")

    form = mine.locator("form[id^=comment-form]")
    form.get_by_role("radio", name="Question").check()
    form.get_by_label("Your comment", exact=True).fill("Кой ще помага в събота?")
    form.get_by_role("button", name="Send the comment").click()
    with square.arrives("a comment"):
        expect(square.said(theirs, "Кой ще помага в събота?")).to_contain_text(re.compile("въпрос", re.I))
    square.suggest(mine, "2027", "2028", "Срокът е кратък.")
    with square.arrives("a suggestion"):
        expect(square.said(theirs, "Срокът е кратък.").locator("ins")).to_contain_text("2028")

    expect(typing).to_have_value(UNSENT)
    expect(typing).to_be_focused()
    assert theirs.evaluate("panel => [panel.scrollTop, scrollY]") == before
    expect(square.clause(other.page, square.ELECTRONIC).locator("[id^=comments-n-]")).to_have_text(
        re.compile("^1 [а-я]+$")
    )
    other.check()


def test_they_answer_and_support_each_other(visitor: Visitors, pk: int) -> None:
    one, other = visitor(), visitor()
    mine, theirs = at_the_clause(one, "citizen", pk), at_the_clause(other, "citizen2", pk)
    square.comment(mine, "Съгласна съм, но с помощ на място.", "For")
    square.answer(other.page, theirs, "но с помощ на място", "И аз мисля така.")
    expect(square.said(mine, "И аз мисля така.")).to_be_visible()
    support = square.said(theirs, "но с помощ на място").locator("> .voice-acts").get_by_role("button", name="support")
    support.click()
    expect(support).to_have_attribute("aria-pressed", "true")
    with square.arrives("a support"):
        expect(square.said(mine, "но с помощ на място").locator("[id^=support-n-]").first).to_have_text("1")
    support.click()
    expect(support).to_have_attribute("aria-pressed", "false")
    expect(square.said(mine, "но с помощ на място").locator("[id^=support-n-]").first).to_have_text("0")


def test_one_ballot_however_often_it_is_clicked(visitor: Visitors, pk: int) -> None:
    one = visitor()
    mine = at_the_clause(one, "citizen", pk)
    button = square.stance(mine, "oppose")
    button.dblclick()
    tab = one.open_tab()
    tab.goto(one.page.url)
    square.take_stance(square.panel(tab), "support")
    late = visitor().go(f"/consultations/{pk}/")
    expect(square.clause(late, square.ELECTRONIC).locator("[id^=votes-]")).to_have_text("1 vote")
    mine.get_by_role("button", name="Take it back").click()
    expect(square.clause(late, square.ELECTRONIC).locator("[id^=votes-]")).to_have_text("no votes yet")


def test_after_a_lost_connection_nothing_is_missing_and_nothing_doubled(visitor: Visitors, pk: int) -> None:
    one, other = visitor(), visitor()
    mine, theirs = at_the_clause(one, "citizen", pk), at_the_clause(other, "citizen2", pk)
    square.comment(mine, "Преди прекъсването.")
    expect(square.said(theirs, "Преди прекъсването.")).to_be_visible()
    other.cut()
    expect(other.page.locator("html")).not_to_have_attribute("data-live", "connected")
    for number in range(3):
        square.comment(mine, f"Докато го няма: {number}.")
    square.take_stance(mine, "support")
    assert theirs.locator("[id^=posts-] > .voice-item").count() == 1
    other.mend()
    expect(theirs.locator("[id^=posts-] > .voice-item")).to_have_count(4)
    expect(theirs.locator("[id^=tally-] .all .n")).to_have_text("1")
    square.comment(mine, "След това.")
    expect(theirs.locator("[id^=posts-] > .voice-item")).to_have_count(5)
    bodies = [text.strip() for text in theirs.locator("[id^=posts-] > .voice-item .voice-body").all_text_contents()]
    assert bodies == ["Преди прекъсването.", *[f"Докато го няма: {n}." for n in range(3)], "След това."]
