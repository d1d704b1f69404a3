"""A public forum: the host at a desk, the projector in the hall, two people on phones, and the minutes afterwards."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Site, Visitor

pytestmark = pytest.mark.browser
Visitors = Callable[..., Visitor]
QUESTION = "Кога ще има рампа пред читалището?"
OTHER = "Ще работи ли гишето в събота?"
ASKED = "Да има ли гише и в събота?"
GIST = "Рампата да е готова преди зимата."

BEGIN = """
from datetime import timedelta
from django.utils import timezone
from gatherings.actions.arranging import announce_session
from participation.accounts.models import User
from participation.places.models import Municipality
now = timezone.now()
made = announce_session(
    official=User.objects.get(email="official@megdan.example"), municipality_id=Municipality.objects.get(code="DOB17").pk,
    title="Форум за достъпната среда", venue="Читалището", starts_at=now, ends_at=now + timedelta(hours=2),
    items=[{"title": "Откриване", "minutes": 5}, {"title": "Разговор", "minutes": 30}],
)
print(made.pk)
"""


class Hall:
    """Who is there, and how they see what changes: by themselves, or after looking again."""

    def __init__(self, visitor: Visitors, site: Site, *, script: bool) -> None:
        self.pk, self.live = int(site.python(BEGIN)), script
        self.base = f"/sessions/{self.pk}/"
        self.host, self.wall = visitor(script=script), visitor(script=script, viewport={"width": 1920, "height": 1080})
        self.maria, self.stoyan = visitor(phone=True, script=script), visitor(phone=True, script=script)

    def sees(self, who: Visitor, find: Callable[[Page], Any]) -> Any:
        """The thing on the page, looked for again where there are no scripts."""
        if not self.live:
            who.page.reload()
        expect(find(who.page)).to_be_visible()
        return find(who.page)


def before(hall: Hall) -> None:
    """Questions are asked and supported in advance."""
    page = hall.maria.sign_in("citizen", hall.base)
    page.get_by_label("Your question").fill(QUESTION)
    page.get_by_role("button", name="Ask this question").click()
    expect(page.locator(".question", has_text=QUESTION)).to_be_visible()
    hall.maria.check()
    page = hall.stoyan.sign_in("citizen2", hall.base)
    page.get_by_label("Your question").fill(OTHER)
    page.get_by_role("button", name="Ask this question").click()
    expect(page.locator(".question", has_text=OTHER)).to_be_visible()
    page.locator(".question", has_text=QUESTION).get_by_role("button", name="Support").click()
    expect(page.locator(".question", has_text=QUESTION).locator(".num")).to_have_text("1")


def it_begins(hall: Hall) -> None:
    """Everybody's page turns into the live one."""
    hall.wall.go(f"{hall.base}wall/")
    expect(hall.wall.page.locator(".qr svg")).to_be_visible()
    page = hall.host.sign_in("official", f"{hall.base}host/")
    page.get_by_role("button", name="Begin the session").click()
    expect(page.locator("#console")).to_contain_text("Nobody has the floor.")
    hall.sees(hall.maria, lambda page: page.get_by_role("button", name="Raise my hand"))
    hall.sees(hall.wall, lambda page: page.locator("#session-now", has_text="Откриване"))
    first = hall.wall.page.locator(".question").first
    expect(first).to_contain_text(QUESTION)


def hands(hall: Hall) -> None:
    """Two wait, one of them without a name; the host calls, and everybody sees who has the floor."""
    page = hall.maria.page
    page.get_by_role("button", name="Raise my hand").click()
    expect(page.locator("#hand")).to_contain_text("Your place: 1")
    page = hall.sees(hall.stoyan, lambda page: page.get_by_role("button", name="Raise my hand")).page
    page.get_by_label("Show my name").uncheck()
    page.get_by_role("button", name="Raise my hand").click()
    expect(page.locator("#hand")).to_contain_text("Your place: 2")
    expect(page.locator("#session-queue")).to_contain_text("without a name")
    hall.stoyan.check()
    hall.sees(hall.wall, lambda page: page.locator("#session-queue", has_text="Мария Тодорова"))
    expect(hall.wall.page.locator("#session-queue")).not_to_contain_text("Стоян")
    page = hall.host.page
    hall.sees(hall.host, lambda page: page.locator("#console .waiting", has_text="Мария Тодорова"))
    page.get_by_role("button", name="Call the next").click()
    hall.sees(hall.maria, lambda page: page.get_by_text("You have the floor."))
    hall.sees(hall.wall, lambda page: page.locator(".now-speaker", has_text="Мария Тодорова"))
    hall.sees(hall.stoyan, lambda page: page.locator("#own-place", has_text="Your place: 1"))
    hall.host.check()
    hall.wall.check()


def it_is_led(hall: Hall) -> None:
    """Notes, an answer, numbers, the next point."""
    page = hall.host.page
    page.locator("#floor-form").get_by_label("What was said").fill(GIST)
    hall.host.check()
    page.get_by_role("button", name="The turn has ended").click()
    expect(page.locator("#console")).to_contain_text("Nobody has the floor.")
    expect(page.locator(".spoken", has_text=GIST)).to_be_visible()
    question = page.locator(".question", has_text=QUESTION)
    question.locator("summary", has_text="Answer in writing").click()
    question.get_by_label("The answer").fill("До края на ноември.")
    question.get_by_role("button", name="Keep the answer").click()
    hall.sees(hall.stoyan, lambda page: page.locator(".floor-answer", has_text="До края на ноември."))
    page.locator("#counted > summary").click()
    page.locator("#n_citizen").fill("30")
    page.get_by_role("button", name="Keep the numbers").click()
    hall.sees(hall.wall, lambda page: page.locator("#session-attendance", has_text="30"))
    hall.maria.page.get_by_role("button", name="I am in the hall").click()
    expect(hall.maria.page.locator("#here")).to_contain_text("You are counted: in the hall.")
    hall.sees(hall.wall, lambda page: page.locator("#session-attendance", has_text="31"))
    page.locator(".point", has_text="Разговор").get_by_role("button", name="Begin").click()
    hall.sees(hall.wall, lambda page: page.locator("#session-now", has_text="Разговор"))


def everybody_is_asked(hall: Hall) -> None:
    """A question by one tap: voted on where people are, counted on the wall, closed by another."""
    page = hall.host.page
    page.locator("#ask-everybody > summary").click()
    page.get_by_label("Question to everybody").fill(ASKED)
    page.get_by_role("radio", name="until I close it").check()
    page.get_by_role("button", name="Ask: yes, no or abstain").click()
    expect(page.locator("#console-polls ~ ul", has_text=ASKED)).to_be_visible()
    hall.sees(hall.wall, lambda page: page.locator(".wall-question", has_text=ASKED))
    for who in (hall.maria, hall.stoyan):
        poll = hall.sees(who, lambda page: page.locator("#polls .poll", has_text=ASKED))
        poll.get_by_label("Yes", exact=True).check()
        poll.get_by_role("button", name="Vote", exact=True).click()
        expect(who.page.get_by_text("Your vote is counted").first).to_be_visible()
        assert hall.base in who.page.url, "without leaving the session"
    hall.maria.check()
    hall.sees(hall.wall, lambda page: page.locator(".wall-bars", has_text="100%"))
    hall.wall.check()
    if not hall.live:
        page.reload()
    page.get_by_role("button", name="Close the poll").click()
    hall.sees(hall.wall, lambda page: page.locator("#wall-poll-done", has_text=ASKED))


def a_phone_loses_its_connection(hall: Hall) -> None:
    """What happened meanwhile is there when it is back."""
    hall.stoyan.cut()
    page = hall.host.page
    page.locator("#guest > summary").click()
    page.get_by_label("Name they give").fill("Баба Рада")
    page.get_by_role("button", name="Into the queue").click()
    hall.stoyan.mend()
    expect(hall.stoyan.page.locator("#session-queue")).to_contain_text("Баба Рада")


def minutes(hall: Hall) -> None:
    """They have written themselves; the speaker confirms; they are public, and nobody's secret is in them."""
    page = hall.host.page
    if not hall.live:
        page.goto(hall.host.site.url + f"{hall.base}host/")
    page.locator("summary", has_text="End the session").click()
    page.get_by_role("button", name="Yes, end it").click()
    text = page.get_by_label("Minutes", exact=True)
    expect(text).to_have_value(holding(GIST, QUESTION, "До края на ноември."))
    mine = hall.maria.page if hall.live else hall.maria.go(hall.base)  # an open page learns of the end by itself
    mine.get_by_role("button", name="Yes, so I meant it").click()
    page.goto(hall.host.site.url + f"{hall.base}minutes/edit/")
    expect(text).to_have_value(holding("потвърдено от изказалия се"))
    hall.host.check()
    page.get_by_role("button", name="Publish the minutes").click()
    if hall.live:
        expect(hall.stoyan.page.get_by_role("link", name="Minutes")).to_be_visible()
    read = hall.stoyan.go(f"{hall.base}minutes/")
    expect(read.locator(".minutes")).to_contain_text(GIST)
    expect(read.locator(".minutes")).to_contain_text("в залата: 31")
    hall.stoyan.check()
    hall.maria.go(hall.base)
    hall.maria.check()
    hall.maria.go("/sessions/")
    hall.maria.check()


def holding(*words: str) -> Any:
    """A pattern in which these words stand in any order."""
    return re.compile("^" + "".join(f"(?=.*{re.escape(word)})" for word in words), re.DOTALL)


@pytest.mark.parametrize("script", [True, False], ids=["scripts", "no scripts"])
def test_a_public_forum_from_the_first_question_to_the_minutes(visitor: Visitors, site: Site, script: bool) -> None:
    hall = Hall(visitor, site, script=script)
    before(hall)
    it_begins(hall)
    hands(hall)
    it_is_led(hall)
    everybody_is_asked(hall)
    if script:
        a_phone_loses_its_connection(hall)
    minutes(hall)
