"""Two citizens look at one clause: what one does stands on the other's screen, in the other's language and in peace."""

from __future__ import annotations

import re
import statistics
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e import arrivals, square
from tests.e2e.conftest import Site, Visitor

pytestmark = pytest.mark.browser
Visitors = Callable[..., Visitor]
UNSENT = "Още го пиша и не съм"


NEIGHBOUR = "Добре е за всички."


def at_the_clause(visitor: Visitor, name: str, pk: int) -> Locator:
    """Signed in, hearing, with the first clause open."""
    page = visitor.sign_in(name, f"/consultations/{pk}/")
    square.connected(page)
    return square.open_clause(page, square.ELECTRONIC)


@pytest.fixture
def pk(site: Site) -> int:
    return square.make(site)


@pytest.mark.alone
@pytest.mark.parametrize("phone", [False, True], ids=["desktop", "phone"])
def test_what_one_does_the_other_sees_within_a_quarter_of_a_second(
    visitor: Visitors, site: Site, pk: int, phone: bool
) -> None:
    square.somebody_says(site, pk, NEIGHBOUR)
    one, other = visitor(phone=phone), visitor(phone=phone, language="bg")
    mine, theirs = at_the_clause(one, "citizen", pk), at_the_clause(other, "citizen2", pk)
    typing = theirs.locator("form[id^=comment-form] [name=body]")
    typing.fill(UNSENT)
    typing.focus()
    before, times = settled(other.page, theirs), list[float]()

    def in_time(what: str, selector: str, words: str) -> AbstractContextManager[None]:
        return arrivals.arrives(what, one.page, other.page, selector, words, times)

    with in_time("a stance", "#clause-panel [id^=tally-] .all .n", "1"):
        square.take_stance(mine, "support")
    expect(square.clause(other.page, square.ELECTRONIC).locator("[id^=votes-]")).to_have_text("1 глас")
    square.take_stance(mine, "unsure")
    expect(theirs.locator("[id^=tally-] .all .n")).to_have_text("1")
    with in_time("a comment", "#clause-panel .voice-item", "Кой ще помага в събота?"):
        square.comment(mine, "Кой ще помага в събота?", "Question")
    expect(square.said(theirs, "Кой ще помага в събота?")).to_contain_text(re.compile("въпрос", re.I))
    with in_time("a suggestion", "#clause-panel .voice-item", "Срокът е кратък."):
        square.suggest(mine, "2027", "2028", "Срокът е кратък.")
    expect(square.said(theirs, "Срокът е кратък.").locator("ins")).to_contain_text("2028")
    with in_time("a support", "#comments [id^=support-n-]", "1"):
        square.support(one, NEIGHBOUR)
    assert statistics.median(times) <= arrivals.PROMISED, times

    expect(typing).to_have_value(UNSENT)
    expect(typing).to_be_focused()
    assert settled(other.page, theirs) == before
    expect(square.clause(other.page, square.ELECTRONIC).locator("[id^=comments-n-]")).to_have_text(
        re.compile("^2 [а-я]+$")
    )
    other.check()


def place(page: Page, panel: Locator) -> list[int]:
    """Where the eye is: how far the panel is scrolled, and where the clause beside or below it stands on the screen."""
    box = square.clause(page, square.ELECTRONIC).bounding_box()
    assert box
    return [panel.evaluate("panel => panel.scrollTop"), round(box["y"])]


def settled(page: Page, panel: Locator) -> list[int]:
    """The same once nothing moves any more: opening a clause brings it into view."""
    seen = place(page, panel)
    for _again in range(20):
        page.wait_for_timeout(200)
        last, seen = seen, place(page, panel)
        if seen == last:
            break
    return seen


def test_they_answer_and_support_each_other(visitor: Visitors, pk: int) -> None:
    one, other = visitor(), visitor()
    mine, theirs = at_the_clause(one, "citizen", pk), at_the_clause(other, "citizen2", pk)
    square.comment(mine, "Съгласна съм, но с помощ на място.", "For")
    square.answer(other.page, theirs, "но с помощ на място", "И аз мисля така.")
    expect(square.said(mine, "И аз мисля така.")).to_be_visible()
    support = (
        square.said(theirs, "но с помощ на място")
        .locator("> article > .voice-acts")
        .get_by_role("button", name="support")
    )
    support.click()
    expect(support).to_have_attribute("aria-pressed", "true")
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
