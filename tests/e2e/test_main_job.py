"""The main job in one piece: a real file becomes an answered consultation, live on every screen, seen by a program too."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e import answering, arrivals, desk, square
from tests.e2e.afterwards import history_and_export_agree, is_told
from tests.e2e.conftest import ROOT, Site, Visitor
from tests.e2e.consumer import Consumer
from tests.e2e.mending import mend
from tests.e2e.newcomer import speaks_up

pytestmark = pytest.mark.browser
FILES = ROOT / "tests" / "documents" / "files"
TOPIC = "Достъпът на лица до 14 години"  # begins a clause of the file
NAME, THOUGHT = "Гергана Нова", "Нека има и в събота."
AGAINST, ANSWER = "Не виждам кой ще ги придружава.", "Читалището може."
SHORTER, PARENT = "И дванадесетгодишните се справят.", "Може и роднина."
NGO, LATE = "Сдружението ще обучава доброволци.", "Това го написах малко по-късно."
WAYS: list[Any] = [
    pytest.param({}, "naredba.docx", id="desktop"),
    pytest.param({"phone": True}, "naredba.odt", id="phone"),
    pytest.param({"script": False}, "naredba.pdf", id="no script"),
]


class Cast:
    """Who takes part. All have the same kind of screen; the late comer reads Bulgarian."""

    def __init__(self, visitor: Callable[..., Visitor], way: dict[str, Any]) -> None:
        self.official, self.newcomer, self.neighbour = visitor(**way), visitor(**way), visitor(**way)
        self.representative, self.late = visitor(**way), visitor(**way, language="bg")
        self.live = self.official.has_scripts

    def expect(self, someone: Visitor, found: Callable[[Page], Locator], words: str) -> Locator:
        """The words stand there: by themselves where scripts run, else when the page is loaded again."""
        if not self.live:
            someone.page.reload()
        there = found(someone.page)
        expect(there).to_contain_text(words)
        return there

    def arrives(self, what: str, sender: Visitor, receiver: Visitor, selector: str, words: str) -> Any:
        """Around an act: measured where it can be, else seen when the page is loaded again."""
        if self.live:
            return arrivals.arrives(what, sender.page, receiver.page, f"#clause-panel {selector}", words)
        return square.after_reload(receiver.page, f"#clause-panel {selector}", words)


@pytest.mark.parametrize(("way", "file"), WAYS)
def test_from_a_file_to_an_answered_consultation(
    visitor: Callable[..., Visitor], site: Site, way: dict[str, Any], file: str
) -> None:
    cast = Cast(visitor, way)
    pk = publishes(cast.official, FILES / file)
    with Consumer(site, cast.late.context.request, pk) as program:
        mine, theirs = somebody_new_comes(cast, pk)
        see_each_other(cast, mine, theirs)
        the_late_comer_sees_all(cast.late, pk)
        speaks_for_an_organisation(cast, pk)
        takes_part(program, cast.late, pk)
        square.crowd(site, pk, TOPIC)
        it_closes(cast, site, program, pk)
        results_by_kind(cast, pk)
        is_answered(cast, program, pk)
        program.hears("report.published", 1)
        program.missed_nothing()
        is_told(cast.newcomer, pk, f"gergana-{pk}@megdan.example")
        history_and_export_agree(cast.late, program, pk)


def publishes(official: Visitor, file: Path) -> int:
    """Upload, mend, fill in what the law wants, be stopped until it is there, publish."""
    page = official.sign_in("official", "/work/")
    official.check()
    draft = desk.start(page, f"Наредба от {file.suffix}")
    desk.read_document(page, file)
    expect(page.locator("#tree table")).to_have_count(1)
    assert desk.labels(page)[:6] == ["Глава първа", "Раздел I", "Чл. 1.", "(1)", "1.", "2."]
    official.check()
    mend(page)
    desk.forget_contact(page, draft)
    contact, way, day = desk.missing(page, draft)
    assert (contact, day) == ("E-mail or telephone of the contact person", "The day on which it closes")
    expect(page.get_by_role("button", name="Publish and open now")).to_be_disabled()
    official.check()
    desk.fill_in(page, contact, "digital@kavarna.example")
    desk.missing(page, draft)
    desk.fill_in(page, way, "digital@kavarna.example")
    desk.set_closing(page, draft)
    assert desk.missing(page, draft) == []
    official.check()
    pk = desk.publish(page)
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Наредба от {file.suffix}")
    expect(square.clause(page, TOPIC)).to_contain_text("(3)")  # as it was mended
    official.check()
    return pk


def somebody_new_comes(cast: Cast, pk: int) -> tuple[Locator, Locator]:
    """While a neighbour reads the clause, somebody new comments on it, for which they sign up; both panels."""
    theirs = square.open_clause(cast.neighbour.sign_in("citizen2", f"/consultations/{pk}/"), TOPIC)
    if cast.live:
        square.connected(cast.neighbour.page)
    page = cast.newcomer.go(f"/consultations/{pk}/")
    cast.newcomer.check()
    panel = square.open_clause(page, TOPIC)
    email = f"gergana-{pk}@megdan.example"
    mine = speaks_up(cast.newcomer, panel, TOPIC, THOUGHT, name=NAME, email=email)
    cast.expect(cast.neighbour, lambda page: square.said(square.panel(page), THOUGHT), NAME)
    if cast.live:
        square.connected(page)
    return mine, theirs


def see_each_other(cast: Cast, mine: Locator, theirs: Locator) -> None:
    """Stances, a comment with its answer, suggestions: what one does stands on the other's screen."""
    one, other = cast.newcomer, cast.neighbour
    with cast.arrives("a stance", one, other, "[id^=tally-] .all .n", "1"):
        square.take_stance(mine, "support")
    with cast.arrives("the other's", other, one, "[id^=tally-] .all .n", "2"):
        square.take_stance(theirs, "oppose")
    with cast.arrives("a comment", other, one, ".voice-item", AGAINST):
        square.comment(theirs, AGAINST, "Against")
    square.answer(one.page, mine, AGAINST, ANSWER)
    cast.expect(other, lambda page: square.said(square.panel(page), ANSWER), NAME)
    mine, theirs = square.panel(one.page), square.panel(other.page)
    with cast.arrives("a suggestion", one, other, ".voice-item", SHORTER):
        square.suggest(mine, "14", "12", SHORTER)
    expect(square.said(theirs, SHORTER).locator("ins")).to_contain_text("12")
    with cast.arrives("a support", other, one, "#suggestions [id^=support-n-]", "1"):
        square.support(other, SHORTER)
    square.suggest(theirs, "придружител", "родител", PARENT)
    one.check()
    other.check()


def the_late_comer_sees_all(late: Visitor, pk: int) -> None:
    """Whoever opens the page now sees what happened before, in their own language."""
    page = late.go(f"/consultations/{pk}/")
    expect(square.clause(page, TOPIC).locator("[id^=votes-]")).to_have_text("2 гласа")
    panel = square.open_clause(page, TOPIC)
    expect(panel.locator("[id^=tally-] .all .n")).to_have_text("2")
    for words in (THOUGHT, AGAINST, ANSWER, SHORTER, PARENT):
        expect(square.said(panel, words)).to_be_visible()
    late.check()


def speaks_for_an_organisation(cast: Cast, pk: int) -> None:
    """The representative votes and comments for the NGO; the late comer, who reads on, sees which."""
    page = cast.representative.sign_in("ngo", f"/consultations/{pk}/")
    panel = square.open_clause(page, TOPIC)
    panel.locator("#stance-voice").select_option(index=1)
    square.take_stance(panel, "support")
    panel.locator("#comment-voice").select_option(index=1)
    square.comment(panel, NGO)
    cast.representative.check()
    head = cast.expect(cast.late, lambda page: square.said(square.panel(page), NGO).locator(".voice-head"), "НПО")
    expect(head.locator("b")).to_contain_text("Будна Каварна")


def takes_part(program: Consumer, reader: Visitor, pk: int) -> None:
    """A program has the same numbers in its lists as the page, and what it does stands on the page."""
    found = f"?consultation={pk}"
    clause = next(one for one in program.get(f"clauses/{found}")["results"] if TOPIC in one["text"])
    counts = clause["tally"]["counts"]
    assert {choice: n for choice, n in counts.items() if n} == {"support": 2, "oppose": 1}
    assert program.get(f"comments/{found}")["count"] == 4 == len(program.of_kind("comment.created"))
    assert program.get(f"suggestions/{found}")["count"] == 2 == len(program.of_kind("suggestion.created"))
    cast = program.post("ballots/", question=clause["question"], choice="unsure")
    assert cast.ok, cast.text()
    assert program.get(f"questions/{clause['question']}/")["tally"]["total"] == 4
    if not reader.has_scripts:
        reader.page.reload()
    expect(square.panel(reader.page).locator("[id^=tally-] .all .n")).to_have_text("4")


def it_closes(cast: Cast, site: Site, program: Consumer, pk: int) -> None:
    """By the clock, while people look; what comes too late is refused, and what was typed stays."""
    panel = square.panel(cast.neighbour.page)
    form = panel.locator("form[id^=comment-form]")
    form.get_by_label("Your comment", exact=True).fill(LATE)
    square.close_in(site, pk, 0)
    form.get_by_role("button", name="Send the comment").click()
    expect(panel.locator("[role=alert], .errors").first).to_contain_text("closed")
    expect(panel.locator("form[id^=comment-form] [name=body]")).to_have_value(LATE)
    question = program.of_kind("tally")[0]["question"]
    assert program.post("ballots/", question=question, choice="support").status == 409
    program.hears("consultation.closed", 1)
    if cast.live:
        expect(cast.late.page.locator("#state-banner")).not_to_be_empty()
    cast.neighbour.check()


def results_by_kind(cast: Cast, pk: int) -> None:
    """The counts are sealed and drawn, those of organisations apart from those of citizens."""
    page = cast.newcomer.go(f"/consultations/{pk}/results/")
    square.expect_after_reload(page, "Counted and sealed")  # the worker seals within a second or two
    expect(page.locator(".diverging svg").first).to_be_visible()
    rows = page.locator(".groups").first.locator("li")
    expect(rows.filter(has_text="NGOs").locator(".n")).to_have_text("6")
    expect(page.locator(".groups").first.locator(".all .n")).to_have_text("14")
    cast.newcomer.check()


def is_answered(cast: Cast, program: Consumer, pk: int) -> None:
    """Every proposal, with a reason where it is not accepted; only the report makes it answered."""
    official = cast.official
    page = official.go(f"/work/{pk}/comments/")
    answering.mark_as_proposal(page, THOUGHT)
    official.check()
    official.go(f"/work/{pk}/report/")
    expect(page.get_by_role("button", name="Publish the report")).to_be_disabled()
    official.go(f"/work/{pk}/answers/")
    answering.reject(page, THOUGHT)
    official.go(f"/work/{pk}/answers/")
    answering.accept_the_rest(page, 2)
    official.check()
    assert program.get(f"consultations/{pk}/")["state"] == "closed"
    answering.publish_report(page)
    official.check()
    assert program.get(f"consultations/{pk}/")["state"] == "answered"
    report = cast.late.go(f"/consultations/{pk}/report/")
    expect(report.locator(".report-row")).to_have_count(3)
    expect(report.locator(".report-row", has_text=THOUGHT)).to_contain_text(answering.REASON)
    cast.late.check()
    table = program.ask.get(f"{cast.late.site.url}/consultations/{pk}/report.csv").text()
    assert answering.REASON in table and "Благодарим" not in table.splitlines()[0]
