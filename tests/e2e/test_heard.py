"""What somebody who does not see the page hears and where their focus is, on a wide screen and in a phone's sheet."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.e2e import square
from tests.e2e.conftest import Site, Visitor

pytestmark = pytest.mark.browser
Visitors = Callable[..., Visitor]
LISTEN = """() => {
  window.heard = [];
  const hear = (box) => new MutationObserver(() => {
    const words = box.textContent;
    if (words && !(document.querySelector("dialog:modal") && !box.closest("dialog"))) window.heard.push(words);
  }).observe(box, { childList: true });
  hear(document.getElementById("announce"));
  for (const box of document.querySelectorAll("[data-announce]")) hear(box);
}"""


def heard(page: Page, words: list[str]) -> None:
    """These words and no others were read out since the last time; what is beside an open sheet is not heard."""
    page.wait_for_function("n => window.heard.length >= n", arg=len(words))
    page.wait_for_timeout(1200)  # in which the live event of the same act has come and was not told
    assert page.evaluate("window.heard.splice(0)") == words


@pytest.mark.parametrize("phone", [False, True], ids=["desktop", "phone"])
def test_votes_and_comments_are_heard_and_the_focus_stays(visitor: Visitors, site: Site, phone: bool) -> None:
    pk = square.make(site)
    site.python(
        "from forums.actions import add_post\nfrom proposals.models import Consultation\n"
        "from tests.support import factories as make\n"
        f"clause = make.clauses(Consultation.objects.get(pk={pk}))[0]\n"
        "add_post(author=make.person(), thread_id=clause.thread_id, body='Добре е.')"
    )
    page = visitor(phone=phone).sign_in("citizen", f"/consultations/{pk}/")
    square.connected(page)
    panel = square.open_clause(page, square.ELECTRONIC)
    page.evaluate(LISTEN)

    square.take_stance(panel, "support")
    heard(page, ["Your vote is counted: support."])
    expect(square.stance(panel, "support")).to_be_focused()
    panel.get_by_role("button", name="Take it back").click()
    heard(page, ["Your vote was taken back."])
    expect(square.stance(panel, "support")).to_be_focused()

    square.comment(panel, "Чува ли се?")
    heard(page, ["Your comment is published."])
    mine = square.said(panel, "Чува ли се?").get_by_role("article")
    expect(mine).to_be_focused()
    support = square.said(panel, "Добре е.").get_by_role("button", name="Support Comment by")
    support.click()
    heard(page, ["Your support is counted."])
    expect(support).to_be_focused()

    mine.get_by_role("link", name="Edit Comment by").click()
    mine.get_by_text("Delete the comment").click()
    expect(mine).to_be_visible()
    mine.get_by_role("button", name="Yes, delete it").click()
    heard(page, ["Your comment was taken back."])
    assert page.evaluate("document.activeElement.tagName") != "BODY"


def test_an_act_is_heard_also_when_its_event_is_faster_than_its_answer(visitor: Visitors, site: Site) -> None:
    """What one deletes goes with the event; the answer, which comes after it, finds nothing there to put away."""
    pk = square.make(site)
    page = visitor().sign_in("citizen", f"/consultations/{pk}/")
    square.connected(page)
    panel = square.open_clause(page, square.ELECTRONIC)
    square.comment(panel, "Ще изчезне ли?")
    mine = square.said(panel, "Ще изчезне ли?").get_by_role("article")
    mine.get_by_role("link", name="Edit Comment by").click()
    mine.get_by_text("Delete the comment").click()
    page.evaluate(LISTEN)
    gone = []

    def late(route: Route) -> None:
        answer = route.fetch()
        page.wait_for_timeout(1000)
        gone.append(mine.count() == 0)
        route.fulfill(response=answer)

    page.route("**/posts/**", late)
    mine.get_by_role("button", name="Yes, delete it").click()
    heard(page, ["Your comment was taken back."])
    assert gone == [True]


@pytest.mark.parametrize("phone", [False, True], ids=["desktop", "phone"])
def test_an_empty_comment_is_refused_in_its_place(visitor: Visitors, site: Site, phone: bool) -> None:
    page = visitor(phone=phone).sign_in("citizen", f"/consultations/{square.make(site)}/")
    panel = square.open_clause(page, square.ELECTRONIC)
    panel.get_by_role("button", name="Send the comment").click()
    field = panel.get_by_label("Your comment", exact=True)
    expect(field).to_have_accessible_description("Write something first.")
    expect(field).to_have_attribute("aria-invalid", "true")


@pytest.mark.parametrize("phone", [False, True], ids=["desktop", "phone"])
def test_a_clause_opened_from_elsewhere_comes_into_view(visitor: Visitors, site: Site, phone: bool) -> None:
    pk = square.make(site)
    page = visitor(phone=phone).go(f"/consultations/{pk}/")
    before = page.title()
    page.evaluate("document.querySelector('.draft').style.paddingBottom = '4000px'")
    page.wait_for_function(
        "() => { scrollTo(0, 3000); return scrollY === 3000; }"
    )  # no clause is on the screen any more
    link = page.locator(".now-bar a") if phone else page.locator("[data-panel-link]").first
    link.evaluate("link => link.click()")
    square.panel(page, square.ELECTRONIC)
    expect(square.clause(page, square.ELECTRONIC)).to_be_in_viewport()
    expect(page.locator("#clause-panel .panel-quote" if phone else "#clause-panel .panel-lead")).to_be_visible()
    assert page.title() != before and page.title().endswith(before)
    page.keyboard.press("Escape")
    expect(page).to_have_title(before)


def test_what_a_page_begins_with_is_said_and_shown_where_the_address_leads_past_it(visitor: Visitors) -> None:
    one = visitor(phone=True)
    page = one.go("/municipalities/DOB17/")
    page.get_by_role("button", name="This is my municipality").click()
    expect(page.locator("#announce")).to_contain_text("is your municipality now")
    expect(page.locator("#toast")).to_be_hidden()
    page.evaluate("scrollTo(0, 2000)")
    page.evaluate("dispatchEvent(new Event('load'))")
    expect(page.locator("#toast")).to_contain_text("is your municipality now")
