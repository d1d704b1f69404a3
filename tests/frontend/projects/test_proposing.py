"""Proposing a project: one form that keeps what was typed, sent to be checked or kept as a draft."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support import factories as make
from tests.support import projects
from volunteers.projects.models import Project

from .conftest import browser, text

pytestmark = pytest.mark.django_db


def form(**changed: Any) -> dict[str, Any]:
    """The form as somebody fills it in."""
    return {
        "municipality": str(make.place().pk), "title": "Tablets for Gorun", "summary": "Ten tablets.",
        "description": "We **collect** them.", "where": "The library", "starts_on": "2031-03-01", "ends_on": "2031-04-01",
        "hours_goal": "60", "language": "en", "goals_text": ["People taught", ""], "goals_target": ["30", ""],
        "goals_unit": ["people", ""], "needs_what": ["Tablets"], "needs_quantity": ["10"], "needs_unit": [""],
        "needs_id": [""], "budget_what": ["Internet"], "budget_euros": ["144,50"], "client_key": "k1", **changed,
    }  # fmt: skip


def test_it_is_sent_to_be_checked_in_one_step(lead: Any) -> None:
    answer = browser(lead).post("/projects/new/", form(submit="1"))
    made = Project.objects.get()
    assert (answer.status_code, answer.url) == (302, f"/projects/{made.pk}/")
    assert (made.state, made.title, made.hours_goal) == ("submitted", "Tablets for Gorun", 60)
    assert [(one.text, str(one.target)) for one in made.goals.all()] == [("People taught", "30.00")]
    assert [one.cents for one in made.budget.all()] == [14450]
    assert "being checked" in text(browser(lead).get(answer.url)).lower()


def test_a_draft_may_be_half_written_and_is_seen_by_its_author_alone(lead: Any) -> None:
    browser(lead).post("/projects/new/", {"municipality": str(make.place().pk), "title": "An idea", "language": "bg"})
    made = Project.objects.get()
    assert made.state == "draft"
    assert browser(lead).get(f"/projects/{made.pk}/").status_code == 200
    assert browser(make.person("Друг")).get(f"/projects/{made.pk}/").status_code == 404
    assert browser().get(f"/projects/{made.pk}/").status_code == 404


def test_sending_twice_makes_one(lead: Any) -> None:
    for _n in range(2):
        browser(lead).post("/projects/new/", form())
    assert Project.objects.count() == 1


def test_everything_that_is_missing_is_said_at_once_and_nothing_is_lost(lead: Any) -> None:
    answer = browser(lead).post(
        "/projects/new/",
        form(submit="1", summary="", where="", ends_on="", goals_text=["People taught"], goals_target=["x"]),
    )
    said = text(answer)
    assert answer.status_code == 422 and not Project.objects.exists()
    for words in ("Say in a sentence or two", "Say where", "Say when it ends", "Row 1:"):
        assert words in said, words
    assert 'value="Tablets for Gorun"' in said and 'value="People taught"' in said and 'value="144,50"' in said


def test_a_row_more_keeps_everything_without_a_script_and_gives_the_rows_to_one(lead: Any) -> None:
    answer = browser(lead).post("/projects/new/", form(more="needs"))
    said = text(answer)
    assert answer.status_code == 200 and not Project.objects.exists()
    assert 'value="Tablets for Gorun"' in said and said.count('name="needs_what"') == 2
    assert "We **collect** them." in said and 'value="2031-03-01"' in said
    alone = text(browser(lead).post("/projects/new/", form(more="needs"), headers={"hx-request": "true"}))
    assert alone.lstrip().startswith("<fieldset") and "People taught" not in alone


def test_a_removed_row_can_be_put_back(lead: Any) -> None:
    said = text(browser(lead).post("/projects/new/", form(drop="budget:0")))
    assert "Removed:" in said and 'name="back" value="budget:0"' in said and 'name="gone_euros" value="144,50"' in said


def test_it_is_mended_after_it_was_returned(official: Any, lead: Any) -> None:
    made = projects.project(by=lead, official=official, state="returned")
    said = text(browser(lead).get(f"/projects/{made.pk}/edit/"))
    assert "The municipality asks for changes:" in said and made.reason in said
    need = made.needs.get(what="Бормашина")
    assert f'name="needs_id" value="{need.pk}"' in said
    sent = form(submit="1", seen=str(made.version), goals_text=["Benches"], goals_target=["20"], goals_unit=[""])
    del sent["municipality"]
    answer = browser(lead).post(f"/projects/{made.pk}/edit/", sent)
    made.refresh_from_db()
    assert answer.status_code == 302 and made.state == "submitted" and made.title == "Tablets for Gorun"


def test_a_form_that_saw_something_older_says_so(official: Any, lead: Any) -> None:
    made = projects.project(by=lead, official=official, state="returned")
    answer = browser(lead).post(f"/projects/{made.pk}/edit/", form(seen=str(made.version + 1)))
    assert answer.status_code == 409 and "Tablets for Gorun" in text(answer)
    made.refresh_from_db()
    assert made.title == "Пейки край морето"


def test_what_runs_keeps_its_goals(project: Project, lead: Any) -> None:
    said = text(browser(lead).get(f"/projects/{project.pk}/edit/"))
    assert "goals_text" not in said and 'name="title"' not in said and "needs_what" in said
    rows = {"needs_what": ["Бормашина", "Боя за дърво", "Ръкавици"], "needs_quantity": ["3", "10", "20"]}
    ids = [str(one.pk) for one in project.needs.all()]
    answer = browser(lead).post(
        f"/projects/{project.pk}/edit/",
        {**rows, "needs_unit": ["бр.", "кутии", "чифта"], "needs_id": [*ids, ""], "summary": "Друго", "where": "Алеята",
         "description": "Пак.", "ends_on": project.ends_on.isoformat(), "seen": str(project.version)},
    )  # fmt: skip
    project.refresh_from_db()
    assert answer.status_code == 302, text(answer)
    assert project.summary == "Друго" and project.needs.count() == 3


def test_it_is_taken_back_and_thrown_away(lead: Any) -> None:
    made = projects.submitted(by=lead)
    who = browser(lead)
    assert "Take it back to change it" in text(who.get(f"/projects/{made.pk}/"))
    assert who.post(f"/projects/{made.pk}/withdraw/").url == f"/projects/{made.pk}/edit/"
    assert "gone for good" in text(who.get(f"/projects/{made.pk}/discard/"))
    assert who.post(f"/projects/{made.pk}/discard/").status_code == 302
    assert not Project.objects.exists()


def test_submitting_from_its_page_leads_to_what_is_missing(lead: Any) -> None:
    made = projects.draft(by=lead, summary="")
    answer = browser(lead).post(f"/projects/{made.pk}/submit/", follow=True)
    assert answer.redirect_chain[-1][0] == f"/projects/{made.pk}/edit/"
    assert "not sent yet" in text(answer)


def test_an_organisation_and_the_municipality_can_propose(official: Any) -> None:
    of = make.organisation(make.place())
    who = make.representative(of)
    browser(who).post("/projects/new/", form(speaks=str(of.pk)))
    assert Project.objects.get().organisation == of
    assert "the municipality of" not in text(browser(who).get("/projects/new/"))
    assert "the municipality of" in text(browser(official).get("/projects/new/"))
    browser(official).post("/projects/new/", form(speaks="municipality", client_key="k2"))
    assert Project.objects.filter(by_municipality=True).count() == 1


def test_strangers_sign_in_first() -> None:
    assert browser().get("/projects/new/").url.startswith("/accounts/login/")
