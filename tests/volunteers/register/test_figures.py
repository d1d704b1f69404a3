"""Public figures: from five on, in steps of five, once a day; nobody is counted out of them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from participation.accounts.models import User
from participation.record.subscribers import periodic
from tests.support import factories as make
from tests.support import volunteers as some
from volunteers.projects.models import Project
from volunteers.register.actions.counting import count_figures
from volunteers.register.actions.entry import leave_register
from volunteers.register.models import Figure, Volunteer
from volunteers.register.selectors.applications import may_be_named
from volunteers.register.selectors.figures import figures, figures_of, told

pytestmark = pytest.mark.django_db


def crowd(many: int, **fields: Any) -> list[Volunteer]:
    return [some.volunteer(make.person(), **fields) for _n in range(many)]


def test_steps() -> None:
    assert [told(n) for n in (0, 1, 4, 5, 9, 10, 14, 123)] == [None, None, None, 5, 5, 10, 10, 120]


def test_fewer_than_five_are_never_told_and_not_even_kept() -> None:
    here, there = make.place(), make.place("DOB03", "Балчик", "Balchik")
    crowd(6, place=here, skills=["driving"], is_remote=True)
    crowd(4, place=there, skills=["web"])
    count_figures()
    whole, one, other = figures(), figures(here.pk), figures(there.pk)
    assert (whole.total, one.total, other.total) == (10, 5, None)
    assert one.skills["driving"] == 5 and whole.skills["web"] is None and one.skills["web"] is None
    assert whole.remote == 5 and whole.languages["tr"] == 10 and whole.languages["de"] is None
    assert whole.day is not None and other.day is None
    assert all(row.at_least % 5 == 0 for row in Figure.objects.all())
    with pytest.raises(IntegrityError), transaction.atomic():
        Figure.objects.create(code="all", municipality=there, at_least=4, day=whole.day)


@pytest.mark.parametrize("hidden", [1, 2, 3, 4])
def test_subtracting_one_municipality_from_the_whole_tells_nothing_of_another(hidden: int) -> None:
    """Whatever the number of the few is, what is told is the same for more than one of them."""
    here, there = make.place(), make.place("DOB03", "Балчик", "Balchik")
    crowd(5, place=here)
    crowd(hidden, place=there)
    count_figures()
    assert (figures().total, figures(here.pk).total, figures(there.pk).total) == (5, 5, None)


def test_who_is_not_counted() -> None:
    crowd(4)
    some.volunteer(make.person(), is_listed=False)
    some.minor(consents=False)
    User.objects.filter(pk=some.volunteer(make.person()).user_id).update(is_active=False)
    count_figures()
    assert figures().total is None and not Figure.objects.exists()
    some.minor(make.person(), guardian_email="b@megdan.example")
    count_figures()
    assert figures().total == 5, "the control: one more, with consent"


def test_they_move_once_a_day() -> None:
    entries = crowd(5)
    count_figures()
    leave_register(person=entries[0].user)
    assert figures().total == 5, "nobody sees somebody leave"
    count_figures()
    assert figures().total is None
    work = {one.name: one.every for one in periodic()}
    assert work["volunteers.register.subscribers.count"] == timedelta(days=1)


def test_reading_them_costs_one_query(django_assert_num_queries: Any) -> None:
    crowd(5)
    count_figures()
    here = make.place()
    with django_assert_num_queries(1):
        assert figures(here.pk).total == 5


def test_helpers_of_projects_from_five_on(project: Project, django_assert_num_queries: Any) -> None:
    other = some.led_project(project.municipality, leader=make.person())
    for entry in crowd(6):
        some.helper(project, entry)
    for entry in crowd(4):
        some.helper(other, entry)
    with django_assert_num_queries(1):
        assert figures_of([project.pk, other.pk]) == {project.pk: {"helpers": 6}}


def test_helpers_who_are_of_age_may_be_named(project: Project) -> None:
    grown, young = some.helper(project), some.helper(project, some.minor())
    assert may_be_named(project, grown.user_id) and not may_be_named(project, young.user_id)
    assert not may_be_named(project, make.person().pk)
