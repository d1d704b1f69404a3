"""Signing up and reporting without an account ask for a proof; nothing that was typed is lost on the way."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from forums.actions import add_post
from participation.accounts.models import User
from participation.moderation.models import Report
from participation.proof import PATIENCE, new_challenge
from tests.participation.test_proof import solved
from tests.support import factories as make

pytestmark = pytest.mark.django_db
JOINING = {"display_name": "Стефка", "email": "new@megdan.example", "password1": "площад-1905-дървета"}


@pytest.fixture(autouse=True)
def _asked(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.PROOF_OF_WORK = True
    monkeypatch.setattr("participation.proof.HARDEST", 50)


@pytest.fixture
def visitor() -> Client:
    return Client(headers={"accept-language": "en"})


def mark_in(page: Any) -> str:
    found = re.search(r'name="proof" value="([^"]+)"', page.content.decode())
    assert found
    return found[1]


def test_signing_up_with_the_sum_done(visitor: Client) -> None:
    challenge = visitor.get("/api/v1/challenge/?purpose=sign_up").json()
    assert visitor.post("/accounts/signup/", {**JOINING, "proof": solved(challenge)}).status_code == 302
    assert User.objects.filter(email="new@megdan.example").exists()


def test_signing_up_without_scripts_takes_a_moment_and_keeps_what_was_typed(visitor: Client) -> None:
    with time_machine.travel("2026-11-22T12:00:00Z", tick=False) as clock:
        mark = mark_in(visitor.get("/accounts/signup/"))
        page = visitor.post("/accounts/signup/", {**JOINING, "proof": mark})
        assert f"wait {PATIENCE} seconds" in page.content.decode()
        assert 'value="Стефка"' in page.content.decode()
        assert mark_in(page) == mark, "the waiting does not begin again"
        clock.shift(timedelta(seconds=PATIENCE + 1))
        assert visitor.post("/accounts/signup/", {**JOINING, "proof": mark}).status_code == 302


def test_another_mistake_does_not_use_the_proof_up(visitor: Client) -> None:
    with time_machine.travel("2026-11-22T12:00:00Z", tick=False) as clock:
        mark = mark_in(visitor.get("/accounts/signup/"))
        clock.shift(timedelta(seconds=PATIENCE + 1))
        page = visitor.post("/accounts/signup/", {**JOINING, "email": "none", "proof": mark})
        assert mark_in(page) == mark
        assert visitor.post("/accounts/signup/", {**JOINING, "proof": mark}).status_code == 302


@pytest.mark.parametrize("proof", ["", "x", "bnVsbA=="])
def test_no_proof_no_account(visitor: Client, proof: str) -> None:
    assert visitor.post("/accounts/signup/", {**JOINING, "proof": proof}).status_code == 200
    assert not User.objects.exists()


def test_waiting_is_no_way_around_the_sum(visitor: Client) -> None:
    answers = []
    with time_machine.travel("2026-11-22T12:00:00Z", tick=False) as clock:
        for n in range(7):
            mark = mark_in(Client().get("/accounts/signup/"))
            clock.shift(timedelta(seconds=PATIENCE + 1))
            answers.append(Client().post("/accounts/signup/", {**JOINING, "email": f"n{n}@x.example", "proof": mark}))
    assert [one.status_code for one in answers] == [302] * 6 + [429]


@pytest.fixture
def reported() -> str:
    clause = make.clauses(make.consultation())[0]
    return f"post.{add_post(author=make.person(), thread_id=clause.thread_id, body='Канарче').pk}"


def test_a_report_without_an_account_is_held_and_goes_on_with_the_proof(visitor: Client, reported: str) -> None:
    typed = {"ref": reported, "reason": "insult", "note": "Вижте <това>"}
    page = visitor.post("/moderation/report/", typed)
    assert "One moment" in page.content.decode()
    assert 'name="note" value="Вижте &lt;това&gt;"' in page.content.decode()
    assert "data-sends-itself" in page.content.decode()
    assert not Report.objects.exists()
    assert visitor.post("/moderation/report/", {**typed, "proof": solved(new_challenge("report"))}).status_code == 302
    assert Report.objects.get().note == "Вижте <това>"


def test_whoever_is_signed_in_is_not_asked(reported: str) -> None:
    client = Client()
    client.force_login(make.person())
    assert client.post("/moderation/report/", {"ref": reported, "reason": "insult"}).status_code == 302
    assert Report.objects.count() == 1


def test_programs_report_less_without_the_sum(visitor: Client, reported: str, settings: Any) -> None:
    settings.API_RATES = {**settings.API_RATES, "reports.unproved": (1, 3600)}
    typed = {"ref": reported, "reason": "insult"}

    def send(**headers: str) -> int:
        return visitor.post("/api/v1/reports/", typed, content_type="application/json", headers=headers).status_code

    assert [send(), send()] == [201, 429]
    proof = solved(visitor.get("/api/v1/challenge/").json())
    assert [send(**{"Megdan-Proof": proof}), send(**{"Megdan-Proof": proof})] == [201, 400], "once"
