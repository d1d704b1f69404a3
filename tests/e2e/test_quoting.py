"""Words of a clause: chosen with mouse, keys or finger, quoted, found again; and what an open panel does on a bad line."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e import square
from tests.e2e.conftest import Site, Visitor

pytestmark = pytest.mark.browser
Visitors = Callable[..., Visitor]
BOUND_MS = 2000  # for what another does to be here, on a busy machine
CHOSEN = "2027 г. всички услуги"
SELECT = """([box, words]) => {
  const walker = document.createTreeWalker(document.querySelector(box), NodeFilter.SHOW_TEXT);
  const at = [];  // the place of each letter: words that stay on one line stand in elements of their own
  let line = "";
  while (walker.nextNode()) for (let i = 0; i < walker.currentNode.length; i++) {
    line += walker.currentNode.data[i];
    at.push([walker.currentNode, i]);
  }
  const begin = line.indexOf(words), last = at[begin + words.length - 1];
  const range = new Range();
  range.setStart(...at[begin]);
  range.setEnd(last[0], last[1] + 1);
  const { left, right, top, bottom } = range.getBoundingClientRect();
  getSelection().removeAllRanges();
  if (box.startsWith("dialog")) getSelection().addRange(range);
  return [left, right, (top + bottom) / 2];
}"""
PAINTED = "[...CSS.highlights.get('quoted')].map(String)"


@pytest.fixture
def pk(site: Site) -> int:
    return square.make(site)


def comment_form(page: Page) -> Locator:
    return page.locator("#clause-panel form[id^=comment-form]")


def offer(page: Page) -> Locator:
    return page.get_by_role("button", name="Comment on these words")


def quotes(page: Page, words: str) -> None:
    """The form is open, shows the quote above the words to write, and waits for them."""
    expect(comment_form(page).locator("[data-quote-words]")).to_have_text(words)
    expect(comment_form(page).locator("[name=body]")).to_be_focused()


def test_words_chosen_in_the_text_are_quoted_and_found_again(visitor: Visitors, pk: int) -> None:
    one, other = visitor(), visitor()
    page = one.sign_in("citizen", f"/consultations/{pk}/")
    expect(page.locator("html")).to_have_attribute("data-live", "connected")
    square.clause(page, square.ELECTRONIC).scroll_into_view_if_needed()
    left, right, middle = page.evaluate(SELECT, [".clause:has(.margin) .body", CHOSEN])
    page.mouse.move(left + 2, middle)
    page.mouse.down()
    page.mouse.move(right - 12, middle, steps=5)  # in the middle of a word: the whole word is meant
    page.mouse.up()
    expect(offer(page)).to_be_visible()
    one.check()
    page.keyboard.press("Tab")
    expect(offer(page)).to_be_focused()
    page.keyboard.press("Enter")
    quotes(page, CHOSEN)
    one.check()
    comment_form(page).get_by_role("button", name="Remove the quote").click()
    expect(comment_form(page).locator("[data-quote-words]")).to_be_hidden()
    comment_form(page).locator("summary", has_text="Quote words of this clause").click()
    comment_form(page).get_by_label("Words of the clause").fill("от Марс")
    comment_form(page).locator("[name=body]").fill("Само тях ли?")
    comment_form(page).get_by_role("button", name="Send the comment").click()
    expect(comment_form(page).locator(".error")).to_contain_text("not in the text")
    expect(comment_form(page).locator("[name=body]")).to_have_value("Само тях ли?")
    theirs = square.open_clause(other.sign_in("citizen2", f"/consultations/{pk}/"), square.ELECTRONIC)
    comment_form(page).get_by_label("Words of the clause").fill("ВСИЧКИ  услуги")
    comment_form(page).get_by_role("button", name="Send the comment").click()
    expect(square.said(theirs, "Само тях ли?").locator("[data-quoted]")).to_have_text("всички услуги", timeout=BOUND_MS)
    square.said(theirs, "Само тях ли?").get_by_role("button", name="Show where").click()
    assert other.page.evaluate(PAINTED) == ["всички услуги"]
    other.check()


def test_words_chosen_on_a_phone_in_the_open_sheet(visitor: Visitors, pk: int) -> None:
    one = visitor(phone=True)
    page = one.sign_in("citizen", f"/consultations/{pk}/")
    panel = square.open_clause(page, square.ELECTRONIC)
    comment_form(page).locator("[name=body]").fill("Това вече го писах.")
    page.evaluate(SELECT, ["dialog .panel-quote", CHOSEN])
    offer(page).tap()
    quotes(page, CHOSEN)
    expect(comment_form(page).locator("[name=body]")).to_have_value("Това вече го писах.")
    comment_form(page).get_by_role("button", name="Send the comment").tap()
    said = square.said(panel, "Това вече го писах.")
    expect(said.locator("[data-quoted]")).to_have_text(CHOSEN)
    expect(comment_form(page).locator("[data-quote-words]")).to_be_hidden()
    said.get_by_role("button", name="Show where").tap()
    assert set(page.evaluate(PAINTED)) == {CHOSEN}
    expect(panel.locator(".panel-quote")).to_be_in_viewport()
    one.check()


def test_a_quote_without_scripts(visitor: Visitors, pk: int) -> None:
    page = visitor(script=False).sign_in("citizen", f"/consultations/{pk}/")
    panel = square.open_clause(page, square.ELECTRONIC)
    expect(offer(page)).to_have_count(0)
    comment_form(page).locator("summary", has_text="Quote words of this clause").click()
    comment_form(page).get_by_label("Words of the clause").fill("няма ги")
    comment_form(page).locator("[name=body]").fill("Питам за това.")
    comment_form(page).get_by_role("button", name="Send the comment").click()
    expect(comment_form(page).locator(".error")).to_contain_text("not in the text")
    expect(comment_form(page).locator("[name=body]")).to_have_value("Питам за това.")
    comment_form(page).get_by_label("Words of the clause").fill("по интернет")
    comment_form(page).get_by_role("button", name="Send the comment").click()
    expect(square.said(panel, "Питам за това.").locator("blockquote")).to_contain_text("по интернет")


def test_marks_and_a_name_that_goes_reach_an_open_panel(visitor: Visitors, site: Site, pk: int) -> None:
    leaving = (
        "from tests.support import factories as make\nfrom forums.actions import add_post\n"
        "from proposals.models import Consultation\n"
        f"clause = make.clauses(Consultation.objects.get(pk={pk}))[0]\nwho = make.person('Канарка Жълтурова')\n"
        "post = add_post(author=who, thread_id=clause.thread_id, body='Това го казах аз.')\nprint(who.pk, post.pk)"
    )
    who, post = site.python(leaving).split()
    one = visitor()
    page = one.sign_in("citizen", f"/consultations/{pk}/")
    expect(page.locator("html")).to_have_attribute("data-live", "connected")
    panel = square.open_clause(page, square.ELECTRONIC)
    said = square.said(panel, "Това го казах аз.")
    expect(said).to_contain_text("Канарка Жълтурова")
    comment_form(page).locator("[name=body]").fill("Пиша")
    comment_form(page).locator("[name=body]").press("End")
    before = panel.evaluate("panel => [panel.scrollTop, scrollY]")
    work = visitor().sign_in("official", f"/work/{pk}/comments/")
    button = work.locator(".comment-list li", has_text="Това го казах аз.").get_by_role("button", name="Proposal")
    button.click()
    expect(said.locator(".mark")).to_contain_text("proposal, will be answered", timeout=BOUND_MS)
    expect(button).to_have_attribute("aria-pressed", "true")
    button.click()
    expect(said.locator(".mark")).to_have_text("", timeout=BOUND_MS)
    site.python(
        "from participation.accounts.actions import erase_account\nfrom participation.accounts.models import User\n"
        f"erase_account(user=User.objects.get(pk={who}))"
    )
    expect(said).to_contain_text("former participant")
    expect(page.locator("body")).not_to_contain_text("Канарка")
    expect(page.locator(f"#post-{post}-body")).to_have_text("Това го казах аз.")
    page.keyboard.type(" още.")  # nothing took the place or the focus
    expect(comment_form(page).locator("[name=body]")).to_have_value("Пиша още.")
    assert panel.evaluate("panel => [panel.scrollTop, scrollY]") == before


@pytest.mark.parametrize("lost", ["request", "answer", "answer before the event"])
def test_a_lost_connection_is_said_in_place_and_sending_again_doubles_nothing(
    visitor: Visitors, site: Site, pk: int, lost: str
) -> None:
    one = visitor(phone=True)
    page = one.sign_in("citizen", f"/consultations/{pk}/")
    panel = square.open_clause(page, square.ELECTRONIC)

    def break_off(route: Any) -> None:
        if lost == "answer":
            route.fetch()  # the server did it
        route.abort("internetdisconnected")
        if lost == "answer before the event":
            asked = route.request
            page.request.fetch(asked.url, method=asked.method, headers=asked.headers, data=asked.post_data_buffer)

    page.context.route("**/clauses/**", break_off)
    form = comment_form(page)
    form.locator("[name=body]").fill("От влака.")
    form.get_by_role("button", name="Send the comment").tap()
    expect(form.get_by_role("alert")).to_contain_text("no connection")
    if lost != "request":
        expect(square.said(panel, "От влака.")).to_have_count(1)  # the event told of it
    expect(form.get_by_role("alert")).to_be_in_viewport()
    expect(form.locator("[name=body]")).to_have_value("От влака.")
    square.stance(panel, "support").tap()
    expect(panel.locator("[id^=stance-] [role=alert]")).to_contain_text("not sent")
    one.check()
    page.context.unroute("**/clauses/**")
    form.get_by_role("button", name="Send the comment").tap()
    expect(square.said(panel, "От влака.")).to_be_visible()
    expect(form.get_by_role("alert")).to_have_count(0)
    square.take_stance(panel, "support")
    expect(panel.locator(".voice-item", has_text="От влака.")).to_have_count(1)
    expect(panel.locator("[id^=tally-] .all .n")).to_have_text("1")
    counted = f"from forums.models import Post\nprint(Post.objects.filter(thread__scope='consultation.{pk}').count())"
    assert site.python(counted) == "1"


def test_a_clause_that_cannot_be_fetched_leaves_the_text_where_it_is(visitor: Visitors, pk: int) -> None:
    one = visitor(phone=True)
    page = one.sign_in("citizen", f"/consultations/{pk}/")
    address = page.url
    page.context.set_offline(True)
    square.clause(page, square.ELECTRONIC).locator("a.margin").click()
    expect(page.locator("#toast")).to_contain_text("no connection")
    assert page.url == address
    page.context.set_offline(False)
    square.open_clause(page, square.ELECTRONIC)
