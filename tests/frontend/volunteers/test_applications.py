"""Applying on a project's page, one's own applications, invitations and their answers."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from participation.database import db_now
from participation.places.actions import suspend
from tests.support import factories as make
from tests.support import volunteers as having
from volunteers.register.actions.applying import answer_application, apply, invite
from volunteers.register.models import Application
from volunteers.register.selectors.matching import candidates

pytestmark = pytest.mark.django_db
TRAP = "<script>alert(1)</script>"


def page(answer: Any) -> str:
    return str(answer.content.decode())


def help_page(project: Any) -> str:
    return f"/projects/{project.pk}/help/"


def invited(project: Any, leader: Any) -> Any:
    """Somebody in the register whom the coordinator has invited."""
    entry = having.volunteer(make.person("Рада Илиева"), place=project.municipality)
    [one] = candidates(project, leader)
    invite(person=leader, project_id=project.pk, volunteer_id=one.id)
    return entry


def test_who_is_in_the_register_applies_with_a_few_words(browser: Any, project: Any) -> None:
    entry = having.volunteer(place=project.municipality)
    who = browser(entry.user)
    assert "I want to help" in page(who.get(help_page(project)))
    answer = who.post(help_page(project), {"words": "Мога в събота."})
    assert answer["Location"] == help_page(project)
    assert Application.objects.get().words == "Мога в събота."
    shown = page(who.get(help_page(project)))
    assert "You have applied." in shown and "I want to help" not in shown
    assert who.post(help_page(project), {"words": "Мога в събота."}).status_code == 302, "sent twice is harmless"
    assert Application.objects.count() == 1


def test_words_that_cannot_be_passed_on_stay_with_the_reason(browser: Any, project: Any) -> None:
    entry = having.volunteer(place=project.municipality)
    answer = browser(entry.user).post(help_page(project), {"words": f"Пишете на kali@example.com {TRAP}"})
    assert answer.status_code == 422
    shown = page(answer)
    assert "Leave out addresses" in shown and "kali@example.com" in shown and TRAP not in shown
    assert not Application.objects.exists()


def test_what_a_stranger_wrote_is_there_after_signing_in_and_joining(browser: Any, project: Any) -> None:
    who, person = browser(), make.person()
    assert "I want to help" in page(who.get(help_page(project)))
    answer = who.post(help_page(project), {"words": "Ще донеса лопата."})
    assert "/accounts/login" in answer["Location"]
    who.post("/accounts/login/", {"login": person.email, "password": make.PASSWORD})
    shown = page(who.get(help_page(project)))
    assert "Ще донеса лопата." in shown and f"/volunteer/?next={help_page(project)}" in shown
    having.volunteer(person, place=project.municipality)
    assert "Ще донеса лопата.</textarea>" in page(who.get(help_page(project)))
    who.post(help_page(project), {"words": "Ще донеса лопата."})
    assert "Ще донеса лопата.</textarea>" not in page(who.get(help_page(project)))


def test_a_minor_waits_for_the_guardian(browser: Any, project: Any) -> None:
    entry = having.minor(consents=False, place=project.municipality)
    who = browser(entry.user)
    assert "As soon as your guardian agrees" in page(who.get(help_page(project)))
    assert who.post(help_page(project), {"words": ""}).status_code == 422
    browser().post(f"/guardian/{having.key_for(entry)}/", {"do": "consent"})
    assert "I want to help" in page(who.get(help_page(project)))


def test_each_state_has_its_own_words(browser: Any, project: Any, leader: Any) -> None:
    row = having.helper(project)
    who = browser(row.user)
    assert "You take part." in page(who.get(help_page(project)))
    answer_application(person=leader, application_id=row.pk, accept=False, answer="Благодарим ви!")
    declined = page(who.get(help_page(project)))
    assert "declined with thanks" in declined and "Благодарим ви!" in declined and "I want to help" not in declined
    led = page(browser(leader).get(help_page(project)))
    assert "You coordinate this project." in led and f"/projects/{project.pk}/people/" in led
    over = having.led_project(state="finished")
    assert "It takes no more applications." in page(browser().get(help_page(over)))


def test_coordinators_see_how_many_wait(browser: Any, project: Any, leader: Any) -> None:
    entry = having.volunteer(place=project.municipality)
    assert 'class="badge-n"' not in page(browser(leader).get(help_page(project))).partition("<main")[2]
    apply(person=entry.user, project_id=project.pk)
    assert '<span class="badge-n">1</span>' in page(browser(leader).get(help_page(project)))


def test_who_is_suspended_is_told_until_when(browser: Any, project: Any) -> None:
    entry = having.volunteer(place=project.municipality)
    until = db_now() + timedelta(days=3)
    suspend(user_id=entry.user_id, municipality_id=project.municipality_id, until=until)
    shown = page(browser(entry.user).get(help_page(project)))
    assert "I want to help" not in shown and "data-stopped" in shown
    assert browser(entry.user).post(help_page(project), {"words": ""}).status_code == 422
    assert not Application.objects.exists()


def test_a_project_that_is_not_public_is_not_there(browser: Any) -> None:
    hidden = having.led_project(state="draft")
    assert browser().get(help_page(hidden)).status_code == 404
    assert browser().post(help_page(hidden), {"words": ""}).status_code == 404
    assert browser(having.leader_of(hidden)).get(help_page(hidden)).status_code == 200, "the control: its team sees it"


def test_own_applications_with_their_answers(browser: Any, project: Any, leader: Any) -> None:
    row = having.helper(project)
    Application.objects.filter(pk=row.pk).update(answer=f"Чакаме ви! {TRAP}")
    shown = page(browser(row.user).get("/volunteer/applications/"))
    assert project.title in shown and "taking part" in shown and "Чакаме ви!" in shown and TRAP not in shown
    assert project.title not in page(browser(make.person()).get("/volunteer/applications/")), "nobody else's"


def test_an_application_is_withdrawn(browser: Any, project: Any) -> None:
    row = having.helper(project)
    who, path = browser(row.user), f"/volunteer/applications/{project.pk}/withdraw/"
    assert who.get(path).status_code == 405
    assert who.post(path)["Location"] == "/volunteer/applications/"
    assert Application.objects.get().state == "withdrawn"
    assert "withdrawn" in page(who.get("/volunteer/applications/"))


@pytest.mark.parametrize(("accept", "state"), [("1", "accepted"), ("", "withdrawn")])
def test_an_invitation_is_answered(browser: Any, project: Any, leader: Any, accept: str, state: str) -> None:
    entry = invited(project, leader)
    who = browser(entry.user)
    assert "You are invited" in page(who.get("/volunteer/applications/"))
    assert "Yes, I will help" in page(who.get(help_page(project)))
    who.post(f"/volunteer/applications/{project.pk}/answer/", {"accept": accept})
    assert Application.objects.get().state == state
    assert "Yes, I will help" not in page(who.get("/volunteer/applications/"))


def test_answering_what_is_not_there_is_refused_in_words(browser: Any, project: Any) -> None:
    entry = having.volunteer(place=project.municipality)
    answer = browser(entry.user).post(f"/volunteer/applications/{project.pk}/answer/", {"accept": "1"}, follow=True)
    assert "There is no invitation any more." in page(answer)


def test_the_page_asks_the_same_for_one_and_for_three(browser: Any) -> None:
    person = make.person()
    entry = having.volunteer(person)
    who, counts = browser(person), []
    for many in (1, 2):
        for _n in range(many):
            having.helper(having.led_project(leader=make.person("Друга Водеща")), entry)
        with CaptureQueriesContext(connection) as asked:
            shown = page(who.get("/volunteer/applications/"))
        counts.append(len(asked))
    assert shown.count('id="application-') == 3 and counts[0] == counts[1]
