"""Taking part and leading: offers, questions, news with pictures, beginning, reporting, ending, coordinators."""

from __future__ import annotations

import re
from typing import Any

import pytest

from participation.notifications.selectors import is_following
from tests.support import factories as make
from tests.support import projects, tasks
from tests.support.pictures import upload
from volunteers.projects.models import Coordinator, Offer, Project, Update

from .conftest import browser, text

pytestmark = pytest.mark.django_db


def test_a_thing_is_offered_in_one_step(project: Project) -> None:
    need, who = projects.need(project), make.person("Мария Тодорова")
    url = f"/projects/{project.pk}/needs/{need.pk}/offer/"
    answer = browser(who).post(url, {"quantity": "2", "words": "On Friday"})
    assert answer.url == f"/projects/{project.pk}/#need-{need.pk}"
    offer = Offer.objects.get()
    assert (offer.quantity, offer.words, offer.user) == (2, "On Friday", who)
    said = text(browser(who).get(f"/projects/{project.pk}/"))
    assert "You offered 2" in said and f"offers/{offer.pk}/withdraw/" in said
    assert "On Friday" not in text(browser().get(f"/projects/{project.pk}/"))


def test_more_than_is_missing_is_refused_with_what_was_typed(project: Project) -> None:
    need = projects.need(project)
    answer = browser(make.person()).post(
        f"/projects/{project.pk}/needs/{need.pk}/offer/", {"quantity": "9", "words": "All I have"}
    )
    assert answer.status_code == 422 and not Offer.objects.exists()
    assert "All I have" in text(answer) and 'value="9"' in text(answer)


def test_a_stranger_signs_in_and_finds_the_offer_as_typed(project: Project) -> None:
    need, seen = projects.need(project), browser()
    answer = seen.post(f"/projects/{project.pk}/needs/{need.pk}/offer/", {"quantity": "2", "words": "On Friday"})
    assert answer.url.startswith("/accounts/login/") and not Offer.objects.exists()
    seen.force_login(make.person())  # what the session held stays
    assert "On Friday" in text(seen.get(f"/projects/{project.pk}/"))


def test_an_offer_is_answered_and_brought(project: Project, lead: Any) -> None:
    need, who = projects.need(project), make.person("Мария Тодорова")
    browser(who).post(f"/projects/{project.pk}/needs/{need.pk}/offer/", {"quantity": "1", "words": "A good one"})
    offer = Offer.objects.get()
    base, seen = f"/projects/{project.pk}/offers/{offer.pk}/", browser(lead)
    assert "A good one" in text(seen.get(f"/projects/{project.pk}/lead/"))
    assert seen.post(f"{base}answer/", {"accept": "1", "answer": "Thank you!"}).status_code == 302
    offer.refresh_from_db()
    assert (offer.state, offer.answer) == ("accepted", "Thank you!")
    assert "Thank you!" in text(browser(who).get(f"/projects/{project.pk}/"))
    seen.post(f"{base}brought/")
    offer.refresh_from_db()
    assert offer.state == "brought"
    assert browser(who).post(f"{base}answer/", {"accept": ""}).status_code == 403


def test_whoever_offered_takes_it_back(project: Project) -> None:
    need, who = projects.need(project), make.person()
    browser(who).post(f"/projects/{project.pk}/needs/{need.pk}/offer/", {"quantity": "1"})
    url = f"/projects/{project.pk}/offers/{Offer.objects.get().pk}/withdraw/"
    assert browser(make.person()).post(url).status_code == 403
    assert browser(who).post(url).status_code == 302
    assert Offer.objects.get().state == "withdrawn"


def test_a_question_and_its_answer(project: Project, lead: Any) -> None:
    who, base = make.person("Мария Тодорова"), f"/projects/{project.pk}/"
    answer = browser(who).post(f"{base}questions/", {"body": "From when?"})
    post = answer.url.partition("#post-")[2]
    assert browser(lead).get(f"{base}posts/{post}/answer/").status_code == 200
    browser(lead).post(f"{base}posts/{post}/answer/", {"body": "From Saturday."})
    said = text(browser(who).get(base))
    assert "From when?" in said and "From Saturday." in said
    assert browser().get(f"/posts/{post}/").url == f"{base}posts/{post}/"
    assert browser().get(f"{base}posts/{post}/").url == f"{base}#post-{post}"
    assert browser(lead).post(f"{base}posts/{post}/edit/", {"body": "x"}).status_code == 403
    browser(who).post(f"{base}posts/{post}/edit/", {"body": "From when on?"})
    assert "From when on?" in text(browser().get(base))
    browser(who).post(f"{base}posts/{post}/edit/", {"delete": "1"})
    assert "From when on?" not in text(browser().get(base))


def test_a_script_gets_pieces_of_what_was_said(project: Project) -> None:
    seen, base = browser(make.person("Мария Тодорова")), f"/projects/{project.pk}/"
    htmx = {"hx-request": "true"}
    sent = text(seen.post(f"{base}questions/", {"body": "From when?"}, headers=htmx))
    assert f'data-into="posts-{project.thread_id}"' in sent and "From when?" in sent
    refused = seen.post(f"{base}questions/", {"body": " "}, headers=htmx)
    assert refused.status_code == 422 and 'data-into="ask"' in text(refused)
    other = browser(make.person())
    number = re.findall(r"support-n-(\d+)", sent)[0]
    counted = text(other.post(f"{base}support/{number}/", {"on": "1"}, headers=htmx))
    assert 'aria-pressed="true"' in counted
    assert other.post(f"{base}support/{number}/", {"on": ""}).status_code == 302


def test_without_words_the_page_comes_back_with_its_form(project: Project) -> None:
    answer = browser(make.person()).post(f"/projects/{project.pk}/questions/", {"body": ""})
    assert answer.status_code == 422 and "Write something first." in text(answer)


def test_news_with_a_picture(project: Project, lead: Any) -> None:
    base, seen = f"/projects/{project.pk}/news/", browser(lead)
    kept = seen.post(
        f"{base}new/",
        {"title": "First", "body": "Ten are here", "add_picture": "1", "new_picture": upload()},
    )
    assert kept.status_code == 200 and "Ten are here" in text(kept) and not Update.objects.exists()
    number = text(kept).partition('name="picture" value="')[2].partition('"')[0]
    typed = {"title": "First", "body": "Ten are here", "picture": number}
    assert seen.post(f"{base}new/", {**typed, f"description-{number}": ""}).status_code == 422
    answer = seen.post(f"{base}new/", {**typed, f"description-{number}": "Ten tablets on a table"})
    made = Update.objects.get()
    assert answer.url == f"/projects/{project.pk}/#update-{made.pk}"
    said = text(browser().get(f"/projects/{project.pk}/"))
    assert "Ten are here" in said and 'alt="Ten tablets on a table"' in said
    assert f'value="{number}"' in text(seen.get(f"{base}{made.pk}/edit/"))
    changed = {**typed, "body": "Eleven", f"description-{number}": "Ten tablets on a table"}
    seen.post(f"{base}{made.pk}/edit/", changed)
    assert "Eleven" in text(browser().get(f"/projects/{project.pk}/"))
    seen.post(f"{base}{made.pk}/remove/")
    assert "Eleven" not in text(browser().get(f"/projects/{project.pk}/"))


def test_a_preview_is_not_sent(project: Project, lead: Any) -> None:
    answer = browser(lead).post(f"/projects/{project.pk}/news/new/", {"title": "T", "body": "**bold**", "preview": "1"})
    assert "<strong>bold</strong>" in text(answer) and not Update.objects.exists()


def test_it_begins_and_is_reported_goal_by_goal(project: Project, lead: Any) -> None:
    seen, base = browser(lead), f"/projects/{project.pk}/"
    assert seen.get(f"{base}report/").status_code == 409
    seen.post(f"{base}begin/")
    project.refresh_from_db()
    assert project.state == "under_way"
    goal = project.goals.get()
    refused = seen.post(f"{base}report/", {"body": "We made them", f"goal_{goal.pk}": "many"})
    assert refused.status_code == 422 and "We made them" in text(refused) and 'value="many"' in text(refused)
    answer = seen.post(f"{base}report/", {"body": "We made them", "thanks": "All", f"goal_{goal.pk}": "18,5"})
    assert answer.url == f"{base}#report"
    said = text(browser().get(base))
    assert "18.5" in said and "reached in part" in said
    seen.post(f"{base}report/", {"body": "We made them all", "thanks": "All", f"goal_{goal.pk}": "20"})
    said = text(browser().get(base))
    assert "We made them all" in said and "corrected" in said and "reached in part" not in said


def test_it_ends_with_a_reason_by_its_team_or_the_municipality(project: Project, official: Any, lead: Any) -> None:
    url = f"/projects/{project.pk}/end/"
    assert browser(make.person()).get(url).status_code == 403
    assert browser(lead).post(url, {"reason": ""}).status_code == 422
    assert browser(official).post(url, {"reason": "The pier is closed."}).status_code == 302
    assert "The pier is closed." in text(browser().get(f"/projects/{project.pk}/"))


def test_who_speaks_for_its_organisation_can_coordinate_it(official: Any) -> None:
    of = make.organisation(make.place())
    lead, other = make.representative(of), make.representative(of, "Петър Колев")
    made = projects.project(by=lead, official=official, organisation_id=of.pk)
    seen, base = browser(lead), f"/projects/{made.pk}/"
    assert "Петър Колев" in text(seen.get(f"{base}lead/"))
    assert seen.post(f"{base}coordinators/", {"person": make.person().pk}).status_code == 422
    seen.post(f"{base}coordinators/", {"person": other.pk})
    assert Coordinator.objects.filter(project=made).count() == 2
    assert browser(other).get(f"{base}lead/").status_code == 200
    assert seen.post(f"{base}coordinators/{lead.pk}/remove/").url == "/projects/"
    assert browser(other).post(f"{base}coordinators/{other.pk}/remove/").status_code == 400


NEXT = {
    "draft": "Send it when it is ready",
    "submitted": "looks at it by criteria",
    "returned": "asks for changes",
    "refused": "did not accept it",
    "open": "It begins",
    "under_way": "Write the report",
    "finished": "The report is published",
    "ended": "It has ended.",
}


@pytest.mark.parametrize("state", NEXT)
def test_its_desk_says_what_comes_next(state: str) -> None:
    made = projects.project(state=state)
    page = text(browser(made.proposer).get(f"/projects/{made.pk}/lead/"))
    said = page[page.index("What comes next") :]
    assert [words for words in NEXT.values() if words in said] == [NEXT[state]]
    assert "Whoever helps in the project" not in page, "where nobody can be chosen"
    here = {"open": "accept a helper of age", "under_way": "accept a helper of age"}
    before = dict.fromkeys(("draft", "submitted", "returned"), "once the municipality has opened it")
    over = dict.fromkeys(("finished", "ended"), "no other helper of age takes part")
    assert (here | before | over).get(state, "nobody else is to be named") in said


def test_a_helper_can_be_named(project: Project, lead: Any) -> None:
    Coordinator.objects.filter(project=project).exclude(user=lead).delete()
    helper, child = tasks.helper(project, "Мария Тодорова"), tasks.helper(project, "Дете", age="14-17")
    url = f"/projects/{project.pk}/"
    page = text(browser(lead).get(f"{url}lead/"))
    assert f'value="{helper.pk}"' in page and f'value="{child.pk}"' not in page
    browser(lead).post(f"{url}coordinators/", {"person": helper.pk})
    assert Coordinator.objects.filter(project=project, user=helper).exists()


def test_its_desk_asks_for_hours_only_where_some_wait(project: Project, lead: Any) -> None:
    page = text(browser(lead).get(f"/projects/{project.pk}/lead/"))
    assert "Confirm hours" not in page and "Nothing waits for you." in page


def test_its_desk_is_for_its_team(project: Project, official: Any) -> None:
    assert browser().get(f"/projects/{project.pk}/lead/").url.startswith("/accounts/login/")
    for who in (make.person(), official):
        assert browser(who).get(f"/projects/{project.pk}/lead/").status_code == 403
    assert browser(official).post(f"/projects/{project.pk}/begin/").status_code == 403


def test_it_is_followed_and_no_longer(project: Project) -> None:
    who = make.person()
    browser(who).post(f"/projects/{project.pk}/follow/")
    assert is_following(who, project.scope)
    browser(who).post(f"/projects/{project.pk}/follow/", {"stop": "1"})
    assert not is_following(who, project.scope)
    assert browser().post(f"/projects/{project.pk}/follow/").url.startswith("/accounts/login/")
