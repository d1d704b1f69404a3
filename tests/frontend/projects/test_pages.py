"""What stands on the pages of projects, for whom; nothing that people typed is code; queries do not grow."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from frontend.live import render
from participation.live.models import Event
from tests.support import factories as make
from tests.support import projects
from volunteers.projects.actions.asking import ask
from volunteers.projects.actions.news import edit_update, post_update
from volunteers.projects.actions.offering import answer_offer, mark_brought, offer_thing
from volunteers.projects.actions.proposing import change_project
from volunteers.projects.actions.running import begin_project
from volunteers.projects.models import Project

from .conftest import browser, text

pytestmark = pytest.mark.django_db
TRAP = "<script>alert(1)</script>"


def page(project: Project, who: Any = None) -> str:
    return text(browser(who).get(f"/projects/{project.pk}/"))


def filled(official: Any, lead: Any, words: str = TRAP) -> Project:
    """A project in which every field that people write holds the same words."""
    made = projects.project(
        by=lead, official=official, title=words, summary=words, description=words, where=words,
        goals=[{"text": words, "unit": "", "target": "3"}], budget=[{"what": words, "cents": 100}],
        needs=[{"what": words, "quantity": 5, "unit": words[:40]}],
    )  # fmt: skip
    other = make.person(words)
    offer = offer_thing(person=other, need_id=made.needs.get().pk, quantity=2, words=words)
    answer_offer(person=lead, offer_id=offer.pk, accept=True, answer=words)
    ask(person=other, project_id=made.pk, body=words)
    post_update(person=lead, project_id=made.pk, title=words, text=words)
    return made


def test_nothing_people_typed_is_code(official: Any, lead: Any) -> None:
    made = filled(official, lead)
    for path in ("", "lead/", "edit/", "news/new/"):
        drawn = text(browser(lead).get(f"/projects/{made.pk}/{path}"))
        assert "alert(1)" in drawn and TRAP not in drawn, path
    for path in ("/projects/", "/", f"/work/projects/{made.pk}/", "/work/projects/"):
        drawn = text(browser(official).get(path))
        assert "alert(1)" in drawn and TRAP not in drawn, path
    for event in Event.objects.filter(stream__name=made.scope):
        assert TRAP not in (render(made.scope, event.kind, event.data, "en") or "")


def test_everything_about_it_stands_on_its_page(project: Project, lead: Any) -> None:
    said = page(project)
    for words in ("Пейки край морето", "Двайсет нови пейки", "<strong>сглобим</strong>", "Крайбрежната алея", "Нови пейки",
                  "800 €", "Бормашина", "Стефка Петрова", "Checked by the municipality", "Looking for help"):  # fmt: skip
        assert words in said, words
    assert "Offer it" in said and "Lead it" not in said
    assert "Lead it" in page(project, lead)


def test_bars_say_in_words_what_they_show(project: Project, lead: Any) -> None:
    need = projects.need(project)
    offer = offer_thing(person=make.person(), need_id=need.pk, quantity=1)
    answer_offer(person=lead, offer_id=offer.pk, accept=True)
    mark_brought(person=lead, offer_id=offer.pk)
    offer_thing(person=make.person(), need_id=need.pk, quantity=1)
    said = page(project)
    assert "Бормашина: 1 brought and 1 promised of 3" in said
    assert "3 бр. · 1 still missing" in said
    assert "Things: 1 of 13" in said and "Hours: 0 of 120" in said


def test_a_draft_is_there_for_its_team_and_once_sent_for_officials(official: Any, lead: Any) -> None:
    draft, sent = projects.draft(by=lead), projects.submitted(by=lead)
    stranger = make.person()
    for who, expected in ((None, (404, 404)), (stranger, (404, 404)), (official, (404, 200)), (lead, (200, 200))):
        found = tuple(browser(who).get(f"/projects/{one.pk}/").status_code for one in (draft, sent))
        assert found == expected, who
    assert "Questions and answers" not in page(sent, lead)


def test_the_report_answers_every_goal(official: Any, lead: Any) -> None:
    made = projects.project(by=lead, official=official, state="finished")
    said = page(made)
    assert "What became of it" in said and "reached" in said and "Направихме ги." in said and "На всички." in said
    assert "Offer it" not in said and "Correct the report" in page(made, lead)


def test_a_consultation_names_the_projects_that_serve_it(official: Any, lead: Any) -> None:
    serves, other = make.consultation(), make.consultation()
    made = projects.project(by=lead, official=official, consultation_id=serves.pk)
    named = f'href="/projects/{made.pk}/"'
    assert named in text(browser().get(f"/consultations/{serves.pk}/"))
    assert named not in text(browser().get(f"/consultations/{other.pk}/"))
    assert serves.title in page(made)
    begun = text(browser(lead).get(f"/projects/new/?consultation={serves.pk}&municipality=DOB17"))
    assert f'<option value="{serves.pk}" selected' in begun


def test_what_ended_says_why(official: Any, lead: Any) -> None:
    made = projects.project(by=lead, official=official, state="ended")
    assert "Бурята отнесе алеята." in page(made) and "Ended before its goals" in page(made)


def test_the_list_is_filtered_by_its_address(official: Any, lead: Any) -> None:
    other = make.place("VID09", "Видин", "Vidin")
    projects.project(by=lead, official=official, title="Bench by the sea", state="under_way")
    projects.project(other, by=make.person(), title="Trees at the station")
    seen = browser()
    everything = text(seen.get("/projects/"))
    assert "Bench" in everything and "Trees" in everything
    for query, there, gone in (
        ("municipality=VID09", "Trees", "Bench"), ("state=under_way", "Bench", "Trees"), ("search=station", "Trees", "Bench"),
    ):  # fmt: skip
        found = text(seen.get(f"/projects/?{query}"))
        assert there in found and gone not in found, query
    assert "Nothing matches" in text(seen.get("/projects/?search=nowhere"))
    assert seen.get("/projects/?page=99&state=draft&municipality=%25").status_code == 200


def test_lists_ask_as_much_for_one_as_for_three(official: Any) -> None:
    counts = []
    paths = ("/projects/", "/", f"/municipalities/{make.place().code}/")
    for n in (1, 2):
        for _one in range(n):
            projects.project(by=make.person(), official=official)
        for path in (*paths, *paths):
            with CaptureQueriesContext(connection) as asked:
                browser().get(path)
            counts.append(len(asked))
    assert counts[3:6] == counts[9:]


def test_a_page_asks_as_much_for_one_as_for_three(official: Any, lead: Any) -> None:
    def rows(n: int) -> Project:
        made = projects.project(
            by=lead, official=official, goals=[{"text": f"G{i}", "unit": "", "target": "1"} for i in range(n)],
            needs=[{"what": f"N{i}", "quantity": 3, "unit": ""} for i in range(n)],
        )  # fmt: skip
        for need in made.needs.all():
            offer_thing(person=make.person(), need_id=need.pk, quantity=1)
            ask(person=make.person(), project_id=made.pk, body="?")
            post_update(person=lead, project_id=made.pk, title="News", text="News")
        return made

    one, three = rows(1), rows(3)
    for path in ("", "lead/"):
        counts = []
        for made in (one, one, three, three):
            with CaptureQueriesContext(connection) as asked:
                assert browser(lead).get(f"/projects/{made.pk}/{path}").status_code == 200
            counts.append(len(asked))
        assert counts[1] == counts[3], path


def test_fragments_ask_the_database_nothing_and_hold_no_token(
    project: Project, lead: Any, django_assert_num_queries: Any
) -> None:
    filled_in(project, lead)
    events = list(Event.objects.filter(stream__name=project.scope))
    assert {event.kind for event in events} >= {
        "project.opened", "project.needs", "project.changed", "project.begun", "update.posted", "update.edited",
        "comment.created",
    }  # fmt: skip
    with django_assert_num_queries(0):
        drawn = [render(project.scope, event.kind, event.data, "en") for event in events]
    empty = {event.kind for event, html in zip(events, drawn, strict=True) if not html}
    assert empty == {"superseded"}  # in the place of news that was edited since
    assert "csrfmiddlewaretoken" not in "".join(one or "" for one in drawn)


def filled_in(project: Project, lead: Any) -> None:
    """Every kind of event that a project has while it runs."""
    offer_thing(person=make.person(), need_id=projects.need(project).pk, quantity=1)
    change_project(person=lead, project_id=project.pk, summary="Other words", needs=None)
    begin_project(person=lead, project_id=project.pk)
    made = post_update(person=lead, project_id=project.pk, title="News", text="Here")
    edit_update(person=lead, update_id=made.pk, text="There")
    post_update(person=lead, project_id=project.pk, title="More news", text="Here")
    ask(person=make.person(), project_id=project.pk, body="When?")


def test_an_event_shows_what_a_fresh_page_shows(project: Project, lead: Any) -> None:
    offer_thing(person=make.person(), need_id=projects.need(project).pk, quantity=2)
    event = Event.objects.filter(stream__name=project.scope).latest("pk")
    told, fresh = render(project.scope, event.kind, event.data, "en") or "", page(project)
    for words in ("3 бр. · 1 still missing", "Бормашина: 0 brought and 2 promised of 3", "Things: 0 of 13"):
        assert words in told and words in fresh, words


def test_days_left_are_counted_on_the_calendar_of_the_place(official: Any, lead: Any) -> None:
    today = timezone.localdate()
    soon = projects.project(by=lead, official=official, starts_on=today, ends_on=today + timedelta(days=2))
    assert "2 days left" in page(soon).lower()
    later = projects.project(
        by=lead, official=official, starts_on=today + timedelta(days=9), ends_on=today + timedelta(days=10)
    )
    assert "begins in 9 days" in page(later).lower()
