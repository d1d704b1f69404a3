"""What people do on the square, in the words of the page: clauses, stances, comments, suggestions. With and without scripts."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import Site

ELECTRONIC = "До края на 2027 г. всички услуги"  # begins the first clause of a consultation made by `make`
AT_THE_DESK = "Който не ползва интернет"  # and the second
BOUND = 2.0  # seconds until what one does is on the other's screen, on a busy machine


def make(site: Site, title: str = "Стратегия за цифрова Каварна", **times: str) -> int:
    """A consultation of Kavarna with two clauses that is open for ten days; its number."""
    arguments = "".join(f", {name}={value}" for name, value in times.items())
    code = f"print(make.consultation(make.place(), title={title!r}{arguments}).pk)"
    return int(site.python(f"from tests.support import factories as make\n{code}"))


def close_in(site: Site, pk: int, seconds: float) -> None:
    """Move the closing moment of a consultation."""
    site.python(
        "from datetime import timedelta\nfrom participation.database import db_now\n"
        "from proposals.models import Consultation\nfrom participation.voting.models import Window\n"
        f"one = Consultation.objects.get(pk={pk})\n"
        f"Window.objects.filter(pk=one.window_id).update(closes_at=db_now() + timedelta(seconds={seconds}))"
    )


def clause(page: Page, words: str) -> Locator:
    """The clause of the text with these words."""
    return page.locator("section.clause", has_text=words)


def open_clause(page: Page, words: str) -> Locator:
    """Open the clause with these words by its margin: the panel beside it, the sheet over it, or its own page."""
    clause(page, words).locator("a.margin").click()
    return panel(page, words)


def panel(page: Page, words: str = "") -> Locator:
    """The panel, once it shows the clause with these words."""
    found = page.locator("#clause-panel")
    expect(found.locator(".panel-quote")).to_contain_text(words)
    return found


def stance(panel: Locator, choice: str) -> Locator:
    """The button of a stance."""
    return panel.locator(".stances").get_by_role("button", name=choice)


def take_stance(panel: Locator, choice: str) -> None:
    """Choose a stance and see it counted."""
    stance(panel, choice).click()
    expect(stance(panel, choice)).to_have_attribute("aria-pressed", "true")


def comment(panel: Locator, words: str, argument: str = "") -> None:
    """Say something on the clause and see it in its place."""
    form = panel.locator("form[id^=comment-form]")
    if argument:
        form.get_by_role("radio", name=argument).check()
    form.get_by_label("Your comment", exact=True).fill(words)
    form.get_by_role("button", name="Send the comment").click()
    expect(said(panel, words)).to_be_visible()
    expect(form.get_by_label("Your comment", exact=True)).to_have_value("")


def said(panel: Locator, words: str) -> Locator:
    """The comment or suggestion with these words (of answers: the innermost)."""
    return panel.locator(".voice-item", has_text=words).last


def answer(page: Page, panel: Locator, to: str, words: str) -> None:
    """Answer the comment with the words ``to``."""
    said(panel, to).get_by_role("link", name="Answer").click()
    form = page.locator("form[action$='/answer/']")
    form.get_by_label("Your comment").fill(words)
    form.get_by_role("button", name="Send the answer").click()
    expect(said(page.locator("#clause-panel"), words)).to_be_visible()


def suggest(panel: Locator, old: str, new: str, reason: str, seen: str = "") -> None:
    """Change words of the clause in place, say why, and see the suggestion in its place (known by the words ``seen``)."""
    fold = panel.locator("details.fold", has_text="Suggest another wording")
    if fold.get_attribute("open") is None:
        fold.locator("summary").click()
    area = fold.get_by_label("The text as you want it")
    before = area.input_value()
    assert old in before
    area.fill(before.replace(old, new))
    fold.get_by_label("Why").fill(reason)
    fold.get_by_role("button", name="Send the suggestion").click()
    expect(said(panel, seen or reason)).to_be_visible()
    expect(said(panel, seen or reason).locator("ins")).to_contain_text(new)


@contextmanager
def arrives(what: str) -> Iterator[None]:
    """What is awaited inside stands on the screen within BOUND; says how long it took."""
    begun = time.monotonic()
    yield
    took = time.monotonic() - begun
    print(f"{what}: {took * 1000:.0f} ms")
    assert took < BOUND, f"{what} took {took:.2f} s"
