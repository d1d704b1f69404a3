"""A volunteer's own record: looked at, printed, taken along."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from participation.accounts.models import User
from tests.support import hours as having
from tests.support import tasks as some
from tests.support.hours import browser, text
from volunteers.projects.models import Project
from volunteers.tasks.actions.certificates import revoke_certificate

pytestmark = pytest.mark.django_db
RECORD = "/volunteer/record/"
TRAP = "<script>alert(1)</script>"


def test_everything_stands_there_with_sums_by_project(project: Project, maria: User, leader: User) -> None:
    some.confirmed(project, maria, 150)
    having.noted(project, maria, 45, words=f"Поливах {TRAP}")
    having.shift_that_was(project, maria)
    who = browser(maria)
    shown = text(who.get(RECORD))
    for words in ("Confirmed: 2 hours 30 minutes.", "Not confirmed yet: 45 minutes.", project.title, "was there"):
        assert words in shown
    assert "Поливах" in shown and TRAP not in shown
    assert f"/projects/{project.pk}/hours/" in shown


def test_it_is_ones_own(project: Project, maria: User, other: User) -> None:
    some.confirmed(project, maria, 150)
    for path in (RECORD, f"{RECORD}record.json", f"{RECORD}hours.csv"):
        assert "/accounts/login/" in browser().get(path)["Location"]
        assert project.title not in text(browser(other).get(path))
        assert project.title in text(browser(maria).get(path)), "the control"
    assert "No hours yet" in text(browser(other).get(RECORD))


def test_a_question_stands_at_the_top_until_it_is_answered(project: Project, maria: User) -> None:
    row = having.questioned(project, maria, reason="Кой ден беше?")
    who = browser(maria)
    shown = text(who.get(RECORD))
    assert "Questions to you" in shown and "Кой ден беше?" in shown
    who.post(f"/projects/{project.pk}/hours/{row.pk}/answer/", {"reply": "Събота", "seen": "2"})
    assert "Questions to you" not in text(who.get(RECORD))


def test_a_certificate_is_made_printed_and_why_it_ended_is_read(project: Project, maria: User, leader: User) -> None:
    some.confirmed(project, maria, 150)
    who = browser(maria)
    assert "Make a certificate" in text(who.get(RECORD))
    answer = who.post(f"/projects/{project.pk}/hours/certificate/", follow=True)
    assert answer.redirect_chain == [(RECORD, 302)] and "Your certificate is ready." in text(answer)
    [row] = maria.certificates.all()
    assert f"{row.code[:4]}-{row.code[4:8]}" in text(answer) and "certificate.pdf" in text(answer)
    assert "Make a" not in text(answer)
    revoke_certificate(person=leader, certificate_id=row.pk, reason="Часовете са на друг")
    shown = text(who.get(RECORD))
    assert "Часовете са на друг" in shown and "certificate.pdf" not in shown


def test_it_is_taken_along_as_data_and_as_a_sheet(project: Project, maria: User) -> None:
    some.confirmed(project, maria, 150)
    having.noted(project, maria, 45, words="=1+1")
    answer = browser(maria).get(f"{RECORD}record.json")
    told: dict[str, Any] = json.loads(text(answer))
    assert told["confirmed_minutes"] == 150 and len(told["hours"]) == 2
    assert "attachment" in answer["Content-Disposition"] and "no-store" in answer["Cache-Control"]
    comma, semicolon = (text(browser(maria).get(f"{RECORD}hours.csv{asked}")) for asked in ("", "?separator=semicolon"))
    assert comma.startswith("\ufeffday,project") and semicolon.startswith("\ufeffday;project")
    assert "'=1+1" in comma


def test_everything_can_be_on_one_page_for_printing(project: Project, maria: User) -> None:
    for _n in range(32):
        having.noted(project, maria, 10)
    who = browser(maria)
    first, every = text(who.get(RECORD)), text(who.get(f"{RECORD}?all=1"))
    assert first.count("Look closer") == 30 and "page 1 of 2" in first
    assert every.count("Look closer") == 32 and "data-print" in every
    assert who.get(f"{RECORD}?page=99&all=").status_code == 200


def test_it_asks_as_much_for_one_as_for_three(project: Project, maria: User) -> None:
    counts = []
    for many in (1, 1, 2):
        for number in range(many):
            of = some.project(title=f"Проект {many} {number}")
            having.second_leader(of, maria)
            having.noted(of, maria, 10)
            having.shift_that_was(of, maria)
        with CaptureQueriesContext(connection) as asked:
            assert browser(maria).get(RECORD).status_code == 200
        counts.append(len(asked))
    assert counts[1] == counts[2]


def test_it_is_found_from_the_pages_of_volunteers(maria: User) -> None:
    for path in ("/volunteer/", "/volunteers/"):
        assert f'href="{RECORD}"' in text(browser(maria).get(path)), path
