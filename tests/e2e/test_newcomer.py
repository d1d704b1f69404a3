"""Somebody new comes by, an API client listens along, and somebody uses nothing but a keyboard."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from websockets.sync.client import connect

from tests.e2e import square
from tests.e2e.conftest import PASSWORD, Site, Visitor

pytestmark = pytest.mark.browser
Visitors = Callable[..., Visitor]
THOUGHT = "Дано има кой да помага и след работа."


def sign_up(page: Page, visitor: Visitor, name: str, email: str) -> None:
    """From the sign-in page to a confirmed account, with the code from the demo's mailbox."""
    page.locator("main").get_by_role("link", name="Sign up").click()
    page.get_by_label("Your name, as others will see it").fill(name)
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password").fill("дълга-парола-27")
    page.get_by_role("button", name="Sign up").click()
    expect(page.get_by_label("Code from the message")).to_be_visible()
    tab = visitor.open_tab()
    tab.goto(f"{visitor.site.url}/mailbox/?to={email}")
    letter = tab.locator(".letter").first.text_content() or ""
    found = re.search(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}\b", letter)
    assert found, letter
    tab.close()
    page.get_by_label("Code from the message").fill(found.group())
    page.get_by_role("button", name="Confirm").click()


@pytest.mark.parametrize("way", [{}, {"phone": True}, {"script": False}], ids=["desktop", "phone", "no script"])
def test_somebody_new_signs_up_from_a_clause_and_loses_no_word(
    visitor: Visitors, site: Site, way: dict[str, Any]
) -> None:
    pk = square.make(site)
    someone = visitor(**way)
    page = someone.go(f"/consultations/{pk}/")
    panel = square.open_clause(page, square.AT_THE_DESK)
    where = page.url
    form = panel.locator("form[id^=comment-form]")
    form.get_by_label("Your comment", exact=True).fill(THOUGHT)
    form.get_by_role("button", name="Send the comment").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
    sign_up(page, someone, "Гергана Нова", f"gergana-{pk}@megdan.example")
    expect(page).to_have_url(re.compile(re.escape(where)))
    panel = square.panel(page, square.AT_THE_DESK)
    expect(panel.locator("form[id^=comment-form]").get_by_label("Your comment", exact=True)).to_have_value(THOUGHT)
    panel.locator("form[id^=comment-form]").get_by_role("button", name="Send the comment").click()
    expect(square.said(panel, THOUGHT)).to_contain_text("Гергана Нова")
    square.take_stance(panel, "support")


def test_a_stance_before_signing_in_is_counted_afterwards(visitor: Visitors, site: Site) -> None:
    pk = square.make(site)
    someone = visitor()
    page = someone.go(f"/consultations/{pk}/")
    square.stance(square.open_clause(page, square.ELECTRONIC), "oppose").click()
    page.get_by_label("E-mail address").fill("citizen2@megdan.example")
    page.get_by_label("Password").fill(PASSWORD)
    page.locator("main").get_by_role("button", name="Sign in").click()
    panel = square.panel(page, square.ELECTRONIC)
    expect(square.stance(panel, "oppose")).to_have_attribute("aria-pressed", "true")
    expect(panel.locator("[id^=tally-] .all .n")).to_have_text("1")


def test_an_api_client_hears_the_same_stream_without_a_gap(visitor: Visitors, site: Site) -> None:
    pk = square.make(site)
    one = visitor()
    ask = one.context.request
    token = ask.post(
        f"{site.url}/api/v1/tokens/", data={"email": "citizen2@megdan.example", "password": PASSWORD}
    ).json()["token"]
    bearer = {"Authorization": f"Bearer {token}"}
    heard = []
    with connect(f"ws://127.0.0.1:{site.port}/ws/live/", additional_headers=bearer) as socket:
        socket.send(json.dumps({"subscribe": {f"consultation.{pk}": None}}))
        panel = square.open_clause(one.sign_in("citizen", f"/consultations/{pk}/"), square.ELECTRONIC)
        square.take_stance(panel, "support")
        square.comment(panel, "Чува ли се?")
        square.suggest(panel, "2027", "2028", "Срокът е кратък.")
        clause = ask.get(f"{site.url}/api/v1/clauses/?consultation={pk}", headers=bearer).json()["results"][1]
        question = clause["question"]["id"] if isinstance(clause["question"], dict) else clause["question"]
        cast = ask.post(f"{site.url}/api/v1/ballots/", data={"question": question, "choice": "oppose"}, headers=bearer)
        assert cast.ok, cast.text()
        expect(panel.locator("[id^=tally-] .all .n")).to_have_text("2")
        wanted = {"tally": 2, "suggestion.created": 1}
        while any([said["kind"] for said in heard].count(kind) < times for kind, times in wanted.items()):
            said = json.loads(socket.recv(timeout=15))
            if "seq" in said and "kind" in said:
                heard.append(said)
    numbers = [said["seq"] for said in heard]
    assert numbers == list(range(numbers[0], numbers[0] + len(numbers)))
    assert {said["stream"] for said in heard} == {f"consultation.{pk}"}
    assert len({said["epoch"] for said in heard}) == 1
    assert [said["data"]["body"] for said in heard if said["kind"] == "comment.created"] == ["Чува ли се?"]


def test_with_the_keyboard_alone(visitor: Visitors, site: Site) -> None:
    pk = square.make(site)
    page = visitor().sign_in("citizen", f"/consultations/{pk}/")
    margin = square.clause(page, square.ELECTRONIC).locator("a.margin")
    margin.focus()
    page.keyboard.press("Enter")
    panel = square.panel(page, square.ELECTRONIC)
    expect(page.locator("#panel-title")).to_be_focused()
    reach(page, square.stance(panel, "unsure"))
    page.keyboard.press("Enter")
    expect(square.stance(panel, "unsure")).to_have_attribute("aria-pressed", "true")
    expect(square.stance(panel, "unsure")).to_be_focused()
    reach(page, panel.locator("form[id^=comment-form] textarea"))
    page.keyboard.type("Без мишка.")
    reach(page, panel.get_by_role("button", name="Send the comment"))
    page.keyboard.press("Enter")
    expect(square.said(panel, "Без мишка.")).to_be_visible()
    assert page.evaluate("document.activeElement.closest('#clause-panel') !== null")
    support = square.said(panel, "Без мишка.").get_by_role("button", name="support")
    reach(page, support)
    page.keyboard.press("Enter")
    expect(support).to_have_attribute("aria-pressed", "true")
    expect(support).to_be_focused()
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(margin).to_be_focused()


def reach(page: Page, target: Any, most: int = 40) -> None:
    """Press Tab until the focus is there."""
    for _step in range(most):
        page.keyboard.press("Tab")
        if target.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"{target} is not reached by Tab")
