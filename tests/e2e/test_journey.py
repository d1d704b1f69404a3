"""What follows an open consultation: an organisation speaks, it closes at its moment, it is answered, people are told."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e import square
from tests.e2e.conftest import Site, Visitor

pytestmark = pytest.mark.browser
Visitors = Callable[..., Visitor]
WAYS: list[Any] = [
    pytest.param({}, id="desktop"),
    pytest.param({"phone": True}, id="phone"),
    pytest.param({"script": False}, id="no script"),
]
TOO_LATE = "Това го написах малко по-късно."


def into_clause(page: Page, pk: int, words: str) -> Any:
    """From the text of the consultation into its clause."""
    page.goto(f"{page.url.split('/consultations/')[0]}/consultations/{pk}/")
    return square.open_clause(page, words)


def speaks_for_an_organisation(visitor: Visitor, reader: Page, pk: int) -> None:
    """The representative votes and comments for the NGO; readers see which, and results show the kind."""
    page = visitor.sign_in("ngo", f"/consultations/{pk}/")
    panel = square.open_clause(page, square.AT_THE_DESK)
    panel.locator("#stance-voice").select_option(index=1)
    square.take_stance(panel, "support")
    panel.locator("#comment-voice").select_option(index=1)
    square.comment(panel, "Сдружението ще обучава доброволци.")
    theirs = into_clause(reader, pk, square.AT_THE_DESK)
    said = square.said(theirs, "Сдружението ще обучава доброволци.")
    expect(said.locator(".voice-head b")).to_contain_text("Будна Каварна")
    expect(said.locator(".voice-head")).to_contain_text("NGO")


def is_refused_after_closing(panel: Any) -> None:
    """A late comment is refused with a clear message, and what was typed is still there."""
    form = panel.locator("form[id^=comment-form]")
    form.get_by_label("Your comment", exact=True).fill(TOO_LATE)
    form.get_by_role("button", name="Send the comment").click()


def sees_the_refusal(page: Page) -> None:
    expect(page.locator("#clause-panel [role=alert], #clause-panel .errors").first).to_contain_text("closed")
    expect(page.locator("#clause-panel form[id^=comment-form] [name=body]")).to_have_value(TOO_LATE)


def answers(visitor: Visitor, pk: int) -> None:
    """The official marks a comment, answers one by one and several at once, and publishes the report."""
    page = visitor.sign_in("official", f"/work/{pk}/comments/")
    line = page.locator(".comment-list li", has_text="Нека има и в събота.")
    line.get_by_role("button", name="Proposal").click()
    expect(line.get_by_role("button", name="Proposal")).to_have_attribute("aria-pressed", "true")
    page.goto(visitor.site.url + f"/work/{pk}/report/")
    expect(page.get_by_role("button", name="Publish the report")).to_be_disabled()
    page.goto(visitor.site.url + f"/work/{pk}/answers/")
    rejects_only_with_a_reason(page)
    answers_the_rest_at_once(page)
    page.get_by_role("link", name="Publish the report").click()
    page.get_by_label("Introduction").or_(page.locator("form [name=note]")).first.fill("Благодарим на всички.")
    page.get_by_role("button", name="Publish the report").click()
    expect(page.locator(".messages, main").first).to_contain_text("published")


def rejects_only_with_a_reason(page: Page) -> None:
    page.locator(".desk-item", has_text="Нека има и в събота.").get_by_role("link").click()
    form = page.locator("#answer")
    form.get_by_role("radio", name="Not accepted").check()
    form.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("#answer .error").first).to_contain_text("reason")
    expect(page.locator("#answer").get_by_role("radio", name="Not accepted")).to_be_checked()
    page.locator("#answer").get_by_label("Reason", exact=True).or_(page.locator("#answer [name=reason]")).first.fill(
        "В събота няма кой да работи."
    )
    page.locator("#answer").get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".desk-item", has_text="Нека има и в събота.")).to_contain_text("not accepted")


def answers_the_rest_at_once(page: Page) -> None:
    page.goto(page.url.split("answers/")[0] + "answers/")
    rest = page.locator(".desk-item", has_text="waiting")
    assert rest.count() == 2
    for box in rest.get_by_role("checkbox").all():
        box.check()
    several = page.locator("details.several")
    if several.get_attribute("open") is None:
        several.locator("summary").click()
    several.get_by_role("radio", name="Accepted", exact=True).check()
    several.get_by_role("button", name="Answer the chosen").click()
    expect(page.locator(".desk-item", has_text="waiting")).to_have_count(0)


def expect_after_reload(page: Page, words: str, *, seconds: float = 20) -> None:
    """The words stand on the page within so many seconds, if it is loaded again now and then."""
    end = time.monotonic() + seconds
    while not page.get_by_text(words).count() and time.monotonic() < end:
        page.wait_for_timeout(500)
        page.reload()
    expect(page.get_by_text(words)).to_be_visible()


@pytest.mark.parametrize("way", WAYS)
def test_it_closes_is_answered_and_everybody_is_told(visitor: Visitors, site: Site, way: dict[str, Any]) -> None:
    pk = square.make(site)
    citizen, second, anybody = visitor(**way), visitor(**way), visitor(**way)
    page = citizen.sign_in("citizen", f"/consultations/{pk}/")
    panel = square.open_clause(page, square.ELECTRONIC)
    square.take_stance(panel, "support")
    square.comment(panel, "Нека има и в събота.", "For")
    square.suggest(panel, "2027", "2028", "Срокът е кратък.")
    citizen.check()
    late = into_clause(second.sign_in("citizen2", f"/consultations/{pk}/"), pk, square.ELECTRONIC)
    square.take_stance(late, "oppose")
    square.suggest(late, "всички", "повечето", "Не всичко може по интернет.")
    speaks_for_an_organisation(visitor(**way), anybody.go(f"/consultations/{pk}/"), pk)

    square.close_in(site, pk, 0)
    is_refused_after_closing(late)
    sees_the_refusal(second.page)
    results = anybody.go(f"/consultations/{pk}/results/")
    expect_after_reload(results, "Counted and sealed")  # the worker seals within a second or two
    expect(results.locator(".diverging svg")).to_have_count(2)
    expect(results.locator(".numbers")).to_contain_text("3votes")
    anybody.check()

    official = visitor(**way)
    answers(official, pk)
    official.check()
    report = anybody.go(f"/consultations/{pk}/report/")
    expect(report.locator(".report-row")).to_have_count(3)
    expect(report.locator(".report-row", has_text="Нека има и в събота.")).to_contain_text(
        "В събота няма кой да работи."
    )
    anybody.check()
    table = anybody.context.request.get(f"{site.url}/consultations/{pk}/report.csv").text()
    assert "В събота няма кой да работи." in table
    is_told(citizen, pk)
    lists_every_act(anybody, pk)


def is_told(citizen: Visitor, pk: int) -> None:
    """The proposer has it in the bell; the mail lies in the demo's mailbox, sent by the worker in a moment."""
    page = citizen.go("/notifications/")
    expect(page.locator("main")).to_contain_text("Стратегия за цифрова Каварна")
    letter = page.locator(".letter", has_text=f"/consultations/{pk}/")
    for _again in range(40):
        citizen.go("/mailbox/?to=citizen@megdan.example")
        if letter.count():
            break
        page.wait_for_timeout(250)
    expect(letter.first).to_be_visible()


def lists_every_act(anybody: Visitor, pk: int) -> None:
    """The public history names who by role or chosen name, what, and when."""
    history = anybody.go(f"/consultations/{pk}/history/")
    record = history.locator(".record")
    for words in ("Мария Тодорова", "Будна Каварна", "Десислава Петкова"):
        expect(record).to_contain_text(words)
    anybody.check()
