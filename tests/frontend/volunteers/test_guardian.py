"""What a guardian reads and decides with the key of the letter, without an account."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from participation.database import db_now
from tests.support import factories as make
from tests.support import volunteers as having
from volunteers.register.models import Guardian

pytestmark = pytest.mark.django_db
TRAP = "<script>alert(1)</script>"


def page(answer: Any) -> str:
    return str(answer.content.decode())


@pytest.fixture
def address() -> str:
    return f"/guardian/{having.key_for(having.minor(consents=False))}/"


def test_it_says_who_asks_and_what_it_means(browser: Any, address: str) -> None:
    answer = browser().get(address)
    shown = page(answer)
    assert "Ива Колева wants to volunteer" in shown and "Нина Колева, you were named" in shown
    assert "I agree" in shown and "I do not agree" in shown and "You can answer until" in shown
    assert 'name="robots" content="noindex"' in shown and "no-store" in answer["Cache-Control"]
    assert Guardian.objects.get().is_asked, "reading decides nothing"


def test_consent_and_taking_it_back(browser: Any, address: str) -> None:
    who = browser()
    answer = who.post(address, {"do": "consent"}, follow=True)
    assert Guardian.objects.get().consents
    assert "You have agreed." in page(answer) and "Take my consent back" in page(answer)
    assert who.post(address, {"do": "consent"}).status_code == 302, "twice is harmless"
    shown = page(who.post(address, {"do": "take_back"}, follow=True))
    assert not Guardian.objects.get().consents
    assert "Your consent does not stand" in shown and "Нина" not in shown, "the guardian is forgotten"
    assert who.post(address, {"do": "consent"}).status_code == 409


def test_refusing(browser: Any, address: str) -> None:
    shown = page(browser().post(address, {"do": "refuse"}, follow=True))
    assert "Your consent does not stand" in shown and "I agree" not in shown
    assert Guardian.objects.get().refused_at is not None


def test_after_two_weeks_it_is_too_late(browser: Any, address: str) -> None:
    asked_at = db_now() - timedelta(days=15)
    row = Guardian.objects.get()
    Guardian.objects.filter(pk=row.pk).update(asked_at=asked_at)
    shown = page(browser().get(address))
    assert "the request has lapsed" in shown and "I agree" not in shown
    answer = browser().post(address, {"do": "consent"})
    assert answer.status_code == 409 and "The two weeks are over" in page(answer)


def test_other_keys_and_other_acts_do_nothing(browser: Any, address: str) -> None:
    assert browser().get("/guardian/nosuchkey/").status_code == 404
    assert browser().post("/guardian/nosuchkey/", {"do": "consent"}).status_code == 404
    assert browser().post(address, {"do": "anything"}).status_code == 400
    assert browser().post(address).status_code == 400
    assert Guardian.objects.get().is_asked


def test_names_are_no_code(browser: Any) -> None:
    entry = having.minor(make.person(TRAP), consents=False, guardian_name=TRAP, guardian_email="g@megdan.example")
    shown = page(browser().get(f"/guardian/{having.key_for(entry)}/"))
    assert shown.count("alert(1)") >= 2 and TRAP not in shown
