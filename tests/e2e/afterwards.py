"""What stays of a consultation: those who proposed are told, the history names every act, the export holds it all."""

from __future__ import annotations

import re
from collections import Counter

from playwright.sync_api import expect

from tests.e2e import square
from tests.e2e.answering import REASON
from tests.e2e.conftest import Visitor
from tests.e2e.consumer import Consumer


def is_told(proposer: Visitor, pk: int, email: str) -> None:
    """The proposer has it in the bell; the letter lies in the demo's mailbox, sent by the worker in a moment."""
    page = proposer.go("/notifications/")
    square.expect_after_reload(page, "Your proposal was not accepted")
    for words in (REASON, "Your proposal was accepted", "The answers are published"):
        expect(page.locator("main")).to_contain_text(words)
    expect(page.locator("header").get_by_role("link", name=re.compile(r"Notifications \d"))).to_be_visible()
    proposer.check()
    proposer.go(f"/mailbox/?to={email}")
    square.expect_after_reload(page, f"/consultations/{pk}/report/")
    for subject in ("Your proposal was not accepted", "Your proposal was accepted"):
        expect(page.locator(".letter", has_text=subject).first).to_be_visible()
    proposer.check()


def history_and_export_agree(reader: Visitor, program: Consumer, pk: int) -> None:
    """The public history names who, what and when of every act; the export holds the same, and what was said and answered."""
    history = reader.go(f"/consultations/{pk}/history/")
    record = history.locator(".record")
    for words in ("Гергана Нова", "Стоян Кръстев", "Будна Каварна", "Десислава Петкова"):
        expect(record).to_contain_text(words)
    reader.check()
    whole = program.get(f"consultations/{pk}/export/")
    acts = Counter(act["kind"] for act in whole["history"])
    expect(record.locator("> li")).to_have_count(sum(acts.values()))
    heard = Counter(said["kind"] for said in program.heard)
    for kind in ("comment.created", "suggestion.created", "consultation.closed", "report.published"):
        assert acts[kind] == heard[kind], (kind, acts, heard)
    assert acts["consultation.published"] == 1
    said = {comment["body"] for comment in program.of_kind("comment.created")}
    assert {comment["body"] for comment in whole["comments"]} == said
    answers = {one["outcome"]: one["reason"] for one in whole["proposals"]}
    assert len(whole["proposals"]) == 3 and answers["rejected"] == REASON
    assert whole["consultation"]["state"] == "answered" and whole["consultation"]["digest"]
    assert sum(one["tally"]["total"] for one in whole["clauses"] if one["tally"]) == whole["consultation"]["ballots"]
