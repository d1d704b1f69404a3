"""Certificates: made, printed, taken back, revoked; and checked by anybody."""

from __future__ import annotations

import pytest
from django.core.cache import cache

from participation.accounts.models import User
from tests.support import hours as having
from tests.support import tasks as some
from tests.support.hours import browser, text
from volunteers.projects.models import Project
from volunteers.tasks.actions.certificates import issue_certificate, revoke_certificate, withdraw_certificate
from volunteers.tasks.codes import in_groups
from volunteers.tasks.models import Certificate
from volunteers.tasks.personal import erase

pytestmark = pytest.mark.django_db
LOOKALIKE = str.maketrans("ABEKMHPCTYX", "АВЕКМНРСТУХ")


@pytest.fixture(autouse=True)
def _nobody_has_tried() -> None:
    cache.clear()


def paper_at(row: Certificate) -> str:
    return f"/certificates/{in_groups(row.code)}/"


def people_of(project: Project) -> str:
    return f"/projects/{project.pk}/hours/people/"


def issue_at(project: Project) -> str:
    return f"/projects/{project.pk}/hours/certificate/"


def test_a_coordinator_makes_one_for_a_helper(project: Project, maria: User, leader: User) -> None:
    some.confirmed(project, maria, 150)
    who = browser(leader)
    shown = text(who.get(people_of(project)))
    assert "Мария Желева" in shown and "confirmed: 2 hours 30 minutes" in shown and "Make a certificate" in shown
    answer = who.post(issue_at(project), {"person": maria.pk})
    assert answer["Location"] == people_of(project)
    row = Certificate.objects.get()
    assert row.user == maria and some.told_to(maria).count("certificate.issued") == 1
    shown = text(who.get(people_of(project)))
    assert in_groups(row.code) in shown and "Make a" not in shown, "nothing new to certify"
    some.confirmed(project, maria, 30)
    assert "Make a newer certificate" in text(who.get(people_of(project)))
    who.post(issue_at(project), {"person": maria.pk})
    assert sorted(Certificate.objects.values_list("state", flat=True)) == ["replaced", "valid"]


def test_others_make_none_and_see_nobodys_sums(project: Project, maria: User, other: User) -> None:
    some.confirmed(project, maria, 60)
    for person in (other, maria):
        assert browser(person).get(people_of(project)).status_code == 403
    assert browser(other).post(issue_at(project), {"person": maria.pk}).status_code == 403
    assert not Certificate.objects.exists()
    browser(maria).post(issue_at(project))
    assert Certificate.objects.get().issued_by == maria, "the control: one's own"


def test_without_confirmed_hours_there_is_nothing_to_certify(project: Project, maria: User, leader: User) -> None:
    having.noted(project, maria)
    assert "Make a certificate" not in text(browser(leader).get(people_of(project)))
    told = text(browser(leader).post(issue_at(project), {"person": maria.pk}, follow=True))
    assert "No hours have been confirmed yet" in told and not Certificate.objects.exists()


def test_anybody_reads_that_it_is_valid(project: Project, maria: User) -> None:
    row = having.certificate(project, maria)
    answer = browser().get(paper_at(row))
    shown = text(answer)
    for words in ("This certificate is valid.", "Мария Желева", project.title, "2 hours 30 minutes"):
        assert words in shown
    assert "As PDF" not in shown and "Revoke" not in shown and "Take it back" not in shown
    assert 'content="noindex"' in shown and "no-store" in answer["Cache-Control"]


def test_the_code_is_taken_however_it_is_typed(project: Project, maria: User) -> None:
    row = having.certificate(project, maria)
    for typed in (row.code.lower(), in_groups(row.code).replace("-", " "), row.code.translate(LOOKALIKE)):
        answer = browser().get("/certificates/", {"code": f" {typed} "}, follow=True)
        assert answer.redirect_chain == [(paper_at(row), 302)] and "This certificate is valid." in text(answer)
    assert browser().get(f"/certificates/{row.code.lower()}/").status_code == 200


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("", "Type the code"),
        ("!!!", "16 letters and digits"),
        ("здравей", "16 letters and digits"),
        ("а" * 61, "at most 60"),
    ],
)
def test_what_is_no_code_is_told_at_the_field(code: str, words: str) -> None:
    answer = browser().get("/certificates/", {"code": code})
    assert answer.status_code == 422 and words in text(answer) and f'value="{code}"' in text(answer) + 'value=""'
    assert browser().get("/certificates/").status_code == 200


def test_an_unknown_code_is_said_to_be_unknown_and_stays_typed() -> None:
    answer = browser().get("/certificates/AAAA-BBBB-CCCC-DDDD/")
    assert answer.status_code == 404
    assert "There is no certificate with this code." in text(answer) and 'value="AAAA-BBBB-CCCC-DDDD"' in text(answer)


def test_nobody_tries_one_code_after_the_other(project: Project, maria: User) -> None:
    row = having.certificate(project, maria)
    for _n in range(12):
        assert browser().get(paper_at(row)).status_code == 200, "a right code is no try"
    answers = [browser().get(f"/certificates/{'B' * 15}{sign}/") for sign in "ABCDEFGHJKL"]
    assert [one.status_code for one in answers] == [404] * 10 + [429]
    assert "Please try again" in text(answers[-1]) and "no certificate" not in text(answers[-1])


def test_each_end_has_its_own_words_and_strangers_read_no_reason(project: Project, maria: User, leader: User) -> None:
    row = having.certificate(project, maria)
    some.confirmed(project, maria, 30)
    newer = issue_certificate(person=maria, project_id=project.pk, user_id=maria.pk)
    assert "replaced by a newer one." in text(browser().get(paper_at(row)))
    revoke_certificate(person=leader, certificate_id=newer.pk, reason="Часовете са на друг")
    shown = text(browser().get(paper_at(newer)))
    assert "This certificate was revoked." in shown and "Часовете са" not in shown and "Not valid since" in shown
    assert "Часовете са на друг" in text(browser(maria).get(paper_at(newer))), "its holder reads why"
    last = issue_certificate(person=maria, project_id=project.pk, user_id=maria.pk)
    withdraw_certificate(person=maria, certificate_id=last.pk)
    gone = text(browser().get(paper_at(last)))
    assert "taken back by its holder" in gone and "Мария" not in gone


def test_the_paper_is_for_its_holder_and_those_responsible(
    project: Project, maria: User, leader: User, official: User, other: User
) -> None:
    row = having.certificate(project, maria)
    path = f"{paper_at(row)}certificate.pdf"
    assert "/accounts/login/" in browser().get(path)["Location"]
    assert browser(other).get(path).status_code == 404
    for person in (maria, leader, official):
        answer = browser(person).get(path)
        assert answer["Content-Type"] == "application/pdf" and answer.content.startswith(b"%PDF")
        assert f"certificate-{in_groups(row.code)}.pdf" in answer["Content-Disposition"]
    assert "As PDF" in text(browser(maria).get(paper_at(row)))
    revoke_certificate(person=leader, certificate_id=row.pk, reason="Грешка")
    assert browser(maria).get(path).status_code == 409
    assert "As PDF" not in text(browser(maria).get(paper_at(row)))


def test_a_coordinator_revokes_one_with_a_reason(project: Project, maria: User, leader: User, other: User) -> None:
    row = having.certificate(project, maria)
    path = f"{paper_at(row)}revoke/"
    for person in (other, maria):
        assert browser(person).post(path, {"reason": "Не"}).status_code == 403
    who = browser(leader)
    assert "Revoke it" in text(who.get(paper_at(row))) and "Мария Желева" in text(who.get(path))
    empty = who.post(path, {"reason": ""})
    assert empty.status_code == 422 and "Say why it is revoked" in text(empty)
    row.refresh_from_db()
    assert row.state == "valid"
    answer = who.post(path, {"reason": "Часовете са на друг"}, follow=True)
    assert "This certificate was revoked." in text(answer) and "Часовете са на друг" in text(answer)
    assert "certificate.revoked" in some.told_to(maria)


def test_its_holder_takes_it_back_after_being_asked(project: Project, maria: User, leader: User) -> None:
    row = having.certificate(project, maria)
    path = f"{paper_at(row)}withdraw/"
    assert browser(leader).post(path).status_code == 404
    assert "Take this certificate back" in text(browser(maria).get(path))
    assert browser(maria).post(path)["Location"] == "/volunteer/record/"
    row.refresh_from_db()
    assert (row.state, row.name) == ("withdrawn", "")


def test_what_is_gone_with_a_person_is_told_without_them(project: Project, maria: User, leader: User) -> None:
    row = having.certificate(project, maria)
    erase(maria)
    assert "Former participants" in text(browser(leader).get(people_of(project)))
    assert "Мария" not in text(browser().get(paper_at(row)))
