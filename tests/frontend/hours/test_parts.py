"""What stands of hours on a project's page and on its coordinators' page."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from frontend.live import render
from participation.accounts.models import User
from participation.live.models import Event
from tests.support import hours as having
from tests.support import tasks as some
from tests.support.hours import browser, text
from volunteers.projects.models import Project
from volunteers.tasks.actions.deciding import confirm_shift
from volunteers.tasks.actions.hours import withdraw_hours

pytestmark = pytest.mark.django_db


def shown(person: Any, project: Project, path: str = "") -> str:
    return text(browser(person).get(f"/projects/{project.pk}/{path}"))


def test_who_takes_part_finds_the_way_to_note_hours(project: Project, maria: User, other: User) -> None:
    way = f'href="/projects/{project.pk}/hours/"'
    assert way in shown(maria, project) and "Note hours" in shown(maria, project)
    for person in (None, other):
        assert way not in shown(person, project)
    long_ago = timezone.now() - timedelta(days=61)
    Project.objects.filter(pk=project.pk).update(state="finished", finished_at=long_ago)
    assert way not in shown(maria, project), "long after the end nothing is noted"


def test_who_leads_it_sees_how_much_waits(project: Project, maria: User, leader: User) -> None:
    assert "waits for you" not in shown(leader, project)
    having.noted(project, maria)
    having.shift_that_was(project, maria)
    assert "1 note of hours waits for you." in shown(leader, project)
    desk = shown(leader, project, "lead/")
    assert "1 note of hours waits for you." in desk and "1 shift is over and not counted yet." in desk


def test_the_bar_counts_confirmed_hours_against_the_goal(project: Project, maria: User) -> None:
    Project.objects.filter(pk=project.pk).update(hours_goal=40)
    assert "Hours: 0 of 40" in shown(None, project)
    having.noted(project, maria, 300)
    assert "Hours: 0 of 40" in shown(None, project), "what waits does not count yet"
    some.confirmed(project, maria, 150)
    assert "Hours: 2 of 40" in shown(None, project)


def test_strangers_cost_no_query_more(project: Project, maria: User) -> None:
    counts = []
    for _turn in range(2):
        with CaptureQueriesContext(connection) as asked:
            shown(None, project)
        counts.append(sum("tasks_hours" in one["sql"] for one in asked.captured_queries))
        having.noted(project, maria, 10)
    assert counts == [1, 1], "the bar's own"


def test_open_screens_learn_what_is_confirmed(project: Project, maria: User, django_assert_num_queries: Any) -> None:
    Project.objects.filter(pk=project.pk).update(hours_goal=40)
    row = some.confirmed(project, maria, 150)
    [event] = Event.objects.filter(stream__name=project.scope)
    assert (event.kind, event.data) == ("hours.counted", {"hours": 2, "goal": 40})
    with django_assert_num_queries(0):
        told = render(project.scope, event.kind, event.data, "en") or ""
    assert 'data-into="meter-hours"' in told and "Hours: 2 of 40" in told and "Hours: 2 of 40" in shown(None, project)
    withdraw_hours(person=maria, hours_id=row.pk)
    assert Event.objects.latest("pk").data == {"hours": 0, "goal": 40}
    having.noted(project, maria)
    assert Event.objects.filter(kind="hours.counted").count() == 2, "what only waits is told to nobody"


def test_a_whole_shift_is_told_once(project: Project, maria: User, leader: User) -> None:
    Project.objects.filter(pk=project.pk).update(hours_goal=40)
    shift = having.shift_that_was(project, maria, some.helper(project, "Петър"))
    confirm_shift(person=leader, shift_id=shift.pk)
    [event] = Event.objects.filter(kind="hours.counted")
    assert event.data["hours"] == 6
