"""A poll in the hall and on phones: asked, voted in on every kind of device, watched live, closed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Site, Visitor

pytestmark = pytest.mark.browser
Visitors = Callable[..., Visitor]
QUESTION = "Кога да е празникът на града?"


def ask(host: Visitor, *, kind: str = "Choose several options", limit: str = "2") -> str:
    """The host asks; the poll's path."""
    page = host.sign_in("official", "/polls/new/")
    page.get_by_label("Question").fill(QUESTION)
    page.get_by_label(kind).check()
    page.locator("[name=options]").fill("През май\nПрез юни\nПрез септември")
    page.locator("[name=limit]").fill(limit)
    page.locator("[name=quorum]").fill("2")
    page.locator("[name=lasts]").select_option("1440")
    host.check()
    page.get_by_role("button", name="Ask it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(QUESTION)
    return "/" + page.url.split("/", 3)[3]


def test_a_poll_from_the_question_to_the_sealed_result(visitor: Visitors, site: Site) -> None:
    host, phone, plain, hall = visitor(), visitor(phone=True), visitor(script=False), visitor()
    path = ask(host)
    host.check()
    wall = hall.go(f"{path}wall/")
    expect(wall.locator("html")).to_have_attribute("data-live", "connected")
    expect(wall.locator(".wall-code svg")).to_be_visible()
    hall.check()

    mine = phone.sign_in("citizen", path)
    phone.check()
    for choice in ("През май", "През юни"):
        mine.get_by_label(choice).check()
    expect(mine.get_by_label("През септември")).to_be_disabled()
    expect(mine.locator("[data-chosen]")).to_contain_text("2 of 2 chosen")
    mine.get_by_role("button", name="Vote").click()
    said = mine.locator(".poll-vote > .message")
    expect(said).to_have_text("Your vote is counted.")
    expect(said).to_be_focused()  # the button that was pressed is gone
    expect(wall.locator(".poll-turnout")).to_have_text("1 person has voted")
    phone.check()

    theirs = plain.sign_in("citizen2", path)
    theirs.get_by_label("През юни").check()
    theirs.get_by_role("button", name="Vote").click()
    expect(theirs.locator(".messages")).to_contain_text("Your vote is counted.")
    theirs.get_by_label("През юни").uncheck()
    theirs.get_by_role("button", name="Change my vote").click()
    expect(theirs.locator(".poll-vote [role=alert]")).to_contain_text("Choose something first.")
    expect(wall.locator(".poll-bars li").nth(1)).to_contain_text("100%")
    expect(wall.locator(".wall-result")).to_contain_text("The quorum of 2 votes is reached.")

    page = host.go(path)
    page.get_by_role("link", name="Close it early").click()
    page.get_by_label("Reason").fill("Всички гласуваха")
    host.check()
    page.get_by_role("button", name="Close it now").click()
    expect(page.locator("main")).to_contain_text("Counted and sealed.")
    expect(mine.locator(".poll-vote")).to_contain_text("Closed before its time: Всички гласуваха")
    expect(wall.locator(".leads")).to_contain_text("През юни")


def test_points_are_counted_down_and_lists_are_whole(visitor: Visitors, site: Site) -> None:
    host, phone = visitor(), visitor(phone=True)
    path = ask(host, kind="Share out points over the options", limit="5")
    page = phone.sign_in("citizen", path)
    page.locator("[name=points_1]").fill("3")
    expect(page.locator("[data-points-left]")).to_have_text("2 points left")
    page.locator("[name=points_2]").fill("4")
    page.get_by_role("button", name="Vote").click()
    expect(page.locator("[data-points-left]")).to_have_text("2 points too many")
    expect(page.locator(".poll-vote > .message")).to_contain_text("You gave 7 points and have 5.")
    expect(page.locator(".poll-vote > .message")).to_be_focused()
    expect(page.locator("[name=points_2]")).to_have_value("4")
    phone.check()
    page.locator("[name=points_2]").fill("2")
    expect(page.locator(".poll-vote > .message")).to_have_count(0)  # it was mended
    page.get_by_role("button", name="Vote").click()
    expect(page.locator(".poll-vote")).to_contain_text("През май (3), През юни (2)")
    for where in ("/polls/", "/polls/?state=closed", "/polls/?state=open&municipality=ZZ99", "/polls/1/", "/polls/3/"):
        phone.go(where)
        phone.check()
        host.go(where)
        host.check()


def test_a_vote_sets_no_style_that_the_policy_refuses(visitor: Visitors, site: Site) -> None:
    """A browser writes styles of its own into a page, such as the size somebody drew a field to; htmx copied them."""
    host, voter = visitor(), visitor()
    page = voter.sign_in("citizen", ask(host))
    page.evaluate("document.querySelectorAll('.poll [id]').forEach((one) => { one.style.minWidth = '1px' })")
    page.get_by_label("През май").check()
    page.get_by_role("button", name="Vote").click()
    expect(page.locator(".poll-vote > .message")).to_have_text("Your vote is counted.")
    assert not voter.complaints
    page.evaluate("document.querySelector('main').setAttribute('style', 'color: red')")
    page.wait_for_timeout(200)
    assert voter.complaints.pop().startswith("Applying inline style"), "the control"


EDGES = "(all) => [...new Set(all.map((one) => Math.round(one.getBoundingClientRect().right)))]"


def test_numbers_and_shares_stand_in_columns(visitor: Visitors, site: Site) -> None:
    host, phone, desk = visitor(), visitor(phone=True), visitor()
    path = ask(host)
    for voter, name in ((phone, "citizen"), (desk, "citizen2")):
        page = voter.sign_in(name, path)
        page.get_by_label("През май").check()
        page.get_by_role("button", name="Vote").click()
        expect(page.locator(".poll-vote > .message")).to_have_text("Your vote is counted.")
        for column in (".poll-n", ".poll-share", ".poll-bar"):
            found = page.locator(f".poll-bars {column}")
            assert found.count() == 3
            assert len(found.evaluate_all(EDGES)) == 1, column
