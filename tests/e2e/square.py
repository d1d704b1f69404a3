"""What people do on the square, in the words of the page: clauses, stances, comments, suggestions. With and without scripts."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import Site, Visitor

ELECTRONIC = "До края на 2027 г. всички услуги"  # begins the first clause of a consultation made by `make`
AT_THE_DESK = "Който не ползва интернет"  # and the second


def make(site: Site, title: str = "Стратегия за цифрова Каварна", **times: str) -> int:
    """A consultation of Kavarna with two clauses that is open for ten days, which was told; its number."""
    if "opens_at" not in times:
        times["opened_told_at"] = "make.db_now()"
    arguments = "".join(f", {name}={value}" for name, value in times.items())
    code = f"print(make.consultation(make.place(), title={title!r}{arguments}).pk)"
    return int(site.python(f"from tests.support import factories as make\n{code}"))


def somebody_says(site: Site, pk: int, words: str) -> None:
    """A neighbour has commented on the first clause of a consultation made by `make`."""
    site.python(
        "from forums.actions import add_post\nfrom proposals.models import Consultation\n"
        "from tests.support import factories as make\n"
        f"clause = make.clauses(Consultation.objects.get(pk={pk}))[0]\n"
        f"add_post(author=make.person(), thread_id=clause.thread_id, body={words!r})"
    )


def close_in(site: Site, pk: int, seconds: float) -> None:
    """Move the closing moment of a consultation."""
    site.python(
        "from datetime import timedelta\nfrom participation.database import db_now\n"
        "from proposals.models import Consultation\nfrom participation.voting.models import Window\n"
        f"one = Consultation.objects.get(pk={pk})\n"
        f"Window.objects.filter(pk=one.window_id).update(closes_at=db_now() + timedelta(seconds={seconds}))"
    )


def crowd(site: Site, pk: int, words: str) -> None:
    """Five citizens are against the clause with these words, five NGOs for it: enough to be shown apart."""
    site.python(
        "from tests.support import factories as make\nfrom participation.voting.actions import cast_ballot\n"
        "from proposals.models import Consultation, Passage\n"
        f"one = Consultation.objects.get(pk={pk})\n"
        f"clause = Passage.objects.get(version__consultation=one, body__startswith={words!r}).clause\n"
        "for n in range(5):\n"
        "    ngo = make.organisation(one.municipality, f'Сдружение {n} на {one.pk}')\n"
        "    cast_ballot(voter=make.person(email=f'crowd{n}-{one.pk}@megdan.example'), question_id=clause.question_id,"
        " choice='oppose')\n"
        "    cast_ballot(voter=make.representative(ngo, email=f'ngo{n}-{one.pk}@megdan.example'),"
        " question_id=clause.question_id, choice='support', organisation_id=ngo.pk)\n"
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
    said(panel, to).locator("> article > .voice-acts").get_by_role("link", name=re.compile("^Answer")).click()
    form = page.locator("form[action$='/answer/']")
    field = form.get_by_label(re.compile("^Your answer to"))
    assert field.evaluate("field => field.labels.length") == 1  # no other form's
    field.fill(words)
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


def support(someone: Visitor, words: str) -> None:
    """Support the comment or suggestion with these words and see it counted. Without scripts it opens; back again."""
    page, where = someone.page, someone.page.url
    button = said(panel(page), words).locator("> article > .voice-acts").get_by_role("button", name="support")
    button.click()
    if not someone.has_scripts:
        expect(page.get_by_role("button", name="support", pressed=True).first).to_be_visible()
        page.goto(where)
    expect(button).to_have_attribute("aria-pressed", "true")


def connected(page: Page) -> None:
    """The page hears the stream."""
    expect(page.locator("html")).to_have_attribute("data-live", "connected")


@contextmanager
def after_reload(page: Page, selector: str, words: str) -> Iterator[None]:
    """What is done inside stands there once the page is loaded again."""
    yield
    page.reload()
    expect(page.locator(selector, has_text=words).first).to_be_visible()


def expect_after_reload(page: Page, words: str, *, seconds: float = 20) -> None:
    """The words stand on the page within so many seconds, if it is loaded again now and then."""
    end = time.monotonic() + seconds
    there = page.locator("main").get_by_text(words).first
    while not there.count() and time.monotonic() < end:
        page.wait_for_timeout(500)
        page.reload()
    expect(there).to_be_visible()
