"""Begun, led, ended; who leads it."""

from __future__ import annotations

import pytest

from participation.notifications.models import Notification
from participation.notifications.selectors import is_following
from participation.refusals import BadInput, Closed, NotAllowed
from tests.support import factories as make
from tests.support import projects as made
from volunteers.projects import hooks
from volunteers.projects.actions.running import begin_project, end_project, name_coordinator, remove_coordinator
from volunteers.projects.models import Project

pytestmark = pytest.mark.django_db


def test_begun_once_it_is_open() -> None:
    waiting = made.submitted()
    with pytest.raises(Closed):
        begin_project(person=waiting.proposer, project_id=waiting.pk)
    project = made.project()
    with pytest.raises(NotAllowed):
        begin_project(person=make.person(), project_id=project.pk)
    begun = begin_project(person=project.proposer, project_id=project.pk)
    assert (begun.state, begun.began_at is not None) == ("under_way", True)
    assert begin_project(person=project.proposer, project_id=project.pk).began_at == begun.began_at


def test_ended_by_its_team_or_the_municipality_with_a_reason() -> None:
    project = made.project()
    with pytest.raises(NotAllowed):
        end_project(person=make.person(), project_id=project.pk, reason="Така")
    with pytest.raises(BadInput) as silent:
        end_project(person=project.proposer, project_id=project.pk, reason="  ")
    assert silent.value.field == "reason"
    official = make.official(project.municipality)
    ended = end_project(person=official, project_id=project.pk, reason="Опасно е.")
    assert (ended.state, ended.reason, ended.is_public) == ("ended", "Опасно е.", True)
    assert end_project(person=official, project_id=project.pk, reason="Друго").reason == "Опасно е."
    with pytest.raises(Closed):
        begin_project(person=project.proposer, project_id=project.pk)
    draft = made.draft()
    with pytest.raises(Closed):
        end_project(person=draft.proposer, project_id=draft.pk, reason="Няма да стане")


def test_only_known_helpers_and_representatives_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    place = make.place()
    ngo = make.organisation(place)
    ivelina, colleague = make.representative(ngo), make.representative(ngo, "Колежка")
    project = made.project(place, ivelina, organisation_id=ngo.pk)
    helper, stranger = make.person("Помощник"), make.person("Непознат")
    monkeypatch.setattr(hooks, "_namers", [lambda _project, user_id: user_id == helper.pk])
    for person in (colleague, helper):
        name_coordinator(person=ivelina, project_id=project.pk, user_id=person.pk)
        assert is_following(person, project.scope)
        assert Notification.objects.get(user=person).kind == "project.coordinator_named"
    for wrong in (stranger.pk, 10**12):
        with pytest.raises(BadInput) as refused:
            name_coordinator(person=ivelina, project_id=project.pk, user_id=wrong)
        assert refused.value.field == "user"
    with pytest.raises(NotAllowed):
        name_coordinator(person=stranger, project_id=project.pk, user_id=helper.pk)
    again = name_coordinator(person=helper, project_id=project.pk, user_id=colleague.pk)
    assert again.named_by == ivelina, "harmless twice"


def test_the_last_one_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    project, helper = made.project(), make.person("Помощник")
    by = project.proposer
    monkeypatch.setattr(hooks, "_namers", [lambda _project, _user: True])
    with pytest.raises(BadInput):
        remove_coordinator(person=by, project_id=project.pk, user_id=project.proposer_id)
    name_coordinator(person=by, project_id=project.pk, user_id=helper.pk)
    assert remove_coordinator(person=by, project_id=project.pk, user_id=project.proposer_id)
    with pytest.raises(NotAllowed):
        begin_project(person=by, project_id=project.pk)
    assert not remove_coordinator(person=helper, project_id=project.pk, user_id=project.proposer_id)


def test_where_nobody_leads_it_any_more_an_official_names_somebody(monkeypatch: pytest.MonkeyPatch) -> None:
    project, helper = made.project(), make.person("Помощник")
    official = make.official(project.municipality)
    monkeypatch.setattr(hooks, "_namers", [lambda _project, _user: True])
    with pytest.raises(NotAllowed):
        name_coordinator(person=official, project_id=project.pk, user_id=helper.pk)
    Project.objects.get(pk=project.pk).coordinators.all().delete()
    name_coordinator(person=official, project_id=project.pk, user_id=helper.pk)
    assert [one.user_id for one in project.coordinators.all()] == [helper.pk]


def test_figures_of_rooms_above_are_put_together(monkeypatch: pytest.MonkeyPatch) -> None:
    helpers = lambda numbers: {number: {"helpers": 3} for number in numbers}  # noqa: E731  # shorter than two functions here
    hours = lambda numbers: {numbers[0]: {"hours": 7}}  # noqa: E731  # shorter than two functions here
    monkeypatch.setattr(hooks, "_figures", [helpers, hours])
    assert hooks.figures_of([4, 5]) == {4: {"helpers": 3, "hours": 7}, 5: {"helpers": 3}}
    assert hooks.figures_of([]) == {}
