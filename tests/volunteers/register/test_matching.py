"""Whom a project could invite: near enough, free and willing, told without anything by which one is recognised."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from participation.accounts.models import User
from participation.places.actions import suspend
from participation.places.models import Municipality
from tests.support import factories as make
from tests.support import volunteers as some
from volunteers.projects.models import Project
from volunteers.register.actions.applying import apply, withdraw_application
from volunteers.register.actions.entry import save_entry
from volunteers.register.lists import days_in, is_away, times_of, week_of
from volunteers.register.selectors.distances import km_between, near, told_km
from volunteers.register.selectors.matching import Wanted, candidates

pytestmark = pytest.mark.django_db
KAVARNA, BALCHIK, VIDIN = (43.43323, 28.33975), (43.42166, 28.15848), (43.99159, 22.88236)


def settle(code: str, name: str, where: tuple[float, float] | None) -> Municipality:
    latitude, longitude = where or (None, None)
    return make.place(code, name, name, latitude=latitude, longitude=longitude)


def reasons(project: Project, viewer: User, **wanted: Any) -> list[list[str]]:
    return [[str(one) for one in found.reasons] for found in candidates(project, viewer, Wanted.of(**wanted))]


def test_distances_are_right_and_told_in_steps() -> None:
    assert km_between(KAVARNA, BALCHIK) == pytest.approx(14.7, abs=0.3)
    assert km_between(KAVARNA, VIDIN) == pytest.approx(443, abs=5)
    assert [told_km(km) for km in (0.4, 5.0, 14.7, 15.01)] == [5, 5, 15, 20]


def test_near_places_and_places_that_are_on_no_map() -> None:
    here, there = settle("DOB17", "Каварна", KAVARNA), settle("DOB03", "Балчик", BALCHIK)
    far, nowhere = settle("VID09", "Видин", VIDIN), settle("BGS04", "Бургас", None)
    found = near(here)
    assert set(found) & {here.pk, there.pk, far.pk, nowhere.pk} == {here.pk, there.pk} and found[here.pk] == 0
    assert near(nowhere) == {nowhere.pk: 0.0}


def test_nearer_and_more_wanted_come_first(leader: User) -> None:
    here, there = settle("DOB17", "Каварна", KAVARNA), settle("DOB03", "Балчик", BALCHIK)
    far, nowhere = settle("VID09", "Видин", VIDIN), settle("BGS04", "Бургас", None)
    project = some.led_project(here, leader=leader)
    for place in (far, there, here, nowhere):
        some.volunteer(make.person(), place=place, languages=["bg"], skills=[])
    assert reasons(project, leader) == [
        ["speaks Bulgarian", "same municipality"],
        ["speaks Bulgarian", "about 15 km away"],
    ]
    some.volunteer(
        make.person(), place=there, skills=["driving", "web"], languages=["tr"], week=week_of(["sa.morning"])
    )
    assert reasons(project, leader, skills=["driving"], languages=["tr"], days=["sa", "su"])[0] == [
        "driving", "speaks Turkish", "has time on Saturday", "about 15 km away",
    ]  # fmt: skip
    assert len(reasons(project, leader, skills=["driving"])) == 3, "what is wanted hides nobody"


def test_from_home_one_helps_anywhere_where_the_project_allows_it(leader: User) -> None:
    here, far = settle("DOB17", "Каварна", KAVARNA), settle("VID09", "Видин", VIDIN)
    some.volunteer(make.person(), place=far, is_remote=True)
    project = some.led_project(here, leader=leader)
    assert candidates(project, leader) == []
    remote = some.led_project(here, leader=leader, is_remote=True)
    assert reasons(remote, leader) == [["speaks Bulgarian", "helps from home"]]


def test_who_is_never_among_them(project: Project, leader: User) -> None:
    today = timezone.localdate()
    Project.objects.filter(pk=project.pk).update(starts_on=today, ends_on=today + timedelta(days=3))
    project.refresh_from_db()
    days = [[str(today - timedelta(days=1)), str(today + timedelta(days=9))]]
    some.volunteer(make.person(), is_listed=False)
    some.volunteer(make.person(), away=days)
    some.volunteer(leader)
    some.minor(consents=False)
    stopped, closed, applied = (some.volunteer(make.person()) for _n in range(3))
    suspend(user_id=stopped.user_id, municipality_id=None, until=timezone.now() + timedelta(days=1))
    User.objects.filter(pk=closed.user_id).update(is_active=False)
    apply(person=applied.user, project_id=project.pk)
    withdraw_application(person=applied.user, project_id=project.pk)
    assert candidates(project, leader) == []
    partly = some.volunteer(make.person(), away=[[str(today), str(today + timedelta(days=1))]])
    assert len(candidates(project, leader)) == 1, "the control: there for half of the time"
    save_entry(person=partly.user, is_listed=False)
    assert candidates(project, leader) == []


def test_nothing_by_which_one_is_recognised(project: Project, leader: User) -> None:
    entry = some.volunteer(
        make.person("Росица Необикновена"), about="Рядка дума", insurance="Полица 7", other_skills="жонглиране"
    )
    (one,) = candidates(project, leader)
    shown = f"{one.id} {[str(reason) for reason in one.reasons]} {one.skills} {one!r}"
    for secret in ("Необикновена", entry.user.email, "Рядка", "Полица", "жонглиране", "30-49", "Каварна", "Kavarna"):
        assert secret not in shown
    assert one.id.isalpha() and one.id == candidates(project, leader)[0].id
    other = some.led_project(project.municipality, leader=leader)
    assert one.id != candidates(other, leader)[0].id, "nobody is followed from project to project"


def test_only_coordinators_are_shown_any(project: Project, leader: User) -> None:
    some.volunteer()
    assert len(candidates(project, leader)) == 1
    for viewer in (make.person(), make.official(project.municipality), None, some.leader_of(some.led_project())):
        assert candidates(project, viewer) == []


def test_the_same_number_of_queries_for_one_and_for_three(
    project: Project, leader: User, django_assert_num_queries: Any
) -> None:
    project = Project.objects.select_related("municipality").get(pk=project.pk)
    some.volunteer(make.person())
    with django_assert_num_queries(4):
        assert len(candidates(project, leader)) == 1
    for _n in range(2):
        some.volunteer(make.person())
    with django_assert_num_queries(4):
        assert len(candidates(project, leader)) == 3


def test_the_week_and_absences() -> None:
    week = week_of(["mo.morning", "sa.evening", "sa.morning"])
    assert times_of(week) == ["mo.morning", "sa.morning", "sa.evening"] and days_in(week) == ["mo", "sa"]
    assert times_of(0) == [] and days_in(2**21 - 1) == ["mo", "tu", "we", "th", "fr", "sa", "su"]
    with pytest.raises(ValueError):
        week_of(["mo.night"])
    day = timezone.localdate()
    assert is_away([[str(day), str(day)]], day, day) and not is_away(
        [[str(day), str(day)]], day, day + timedelta(days=1)
    )
