"""From an idea to a project that waits for the municipality."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from forums.models import Thread
from participation.notifications.selectors import is_following
from participation.places.models import Suspension
from participation.record.models import Act
from participation.refusals import BadInput, Closed, NotAllowed, SignInFirst, Stale
from participation.voting.models import Window
from tests.support import factories as make
from tests.support import projects as made
from volunteers.projects.actions.proposing import (
    change_project,
    discard_draft,
    propose_project,
    submit_project,
    withdraw_submission,
)
from volunteers.projects.models import Project

pytestmark = pytest.mark.django_db


def test_a_draft_is_its_proposers_alone_and_is_led_by_them() -> None:
    project = made.draft()
    assert (project.state, project.language, project.version) == ("draft", "bg", 1)
    assert "<strong>сглобим</strong>" in project.description_html
    assert [one.user_id for one in project.coordinators.all()] == [project.proposer_id]
    assert list(project.goals.values_list("text", "target")) == [("Нови пейки", 20)]
    assert list(project.budget.values_list("what", "cents")) == [("Дъски", 80_000)]
    assert list(project.needs.values_list("what", "quantity")) == [("Бормашина", 3), ("Боя за дърво", 10)]
    assert is_following(project.proposer, project.scope)
    act = Act.objects.get(scope=project.scope)
    assert (act.kind, act.is_public, act.data) == ("project.proposed", False, {})


def test_a_draft_needs_a_title_and_a_place_that_takes_part() -> None:
    maria, place = make.person(), make.place()
    assert propose_project(person=maria, municipality_id=place.pk, title=" Само  име ").title == "Само име"
    with pytest.raises(SignInFirst):
        propose_project(person=None, municipality_id=place.pk, title="Име")
    with pytest.raises(BadInput) as no_title:
        propose_project(person=maria, municipality_id=place.pk, title=" ")
    assert no_title.value.field == "title"
    asleep = make.place("BGS04", "Бургас", "Burgas", is_live=False)
    with pytest.raises(BadInput) as no_place:
        propose_project(person=maria, municipality_id=asleep.pk, title="Име")
    assert no_place.value.field == "municipality"


def test_every_wrong_field_is_named_at_once() -> None:
    wrong = made.plan(
        title="а" * 121,
        language="xx",
        hours_goal=-1,
        ends_on=timezone.localdate(),
        goals=[{"text": "Без число", "unit": "", "target": "нула"}],
        budget=[{"what": "", "cents": 5}],
        needs=[{"what": "Нищо", "quantity": 0, "unit": ""}],
    )
    with pytest.raises(BadInput) as refused:
        propose_project(person=make.person(), municipality_id=make.place().pk, **wrong)
    named = {"title", "language", "hours_goal", "ends_on", "goals", "budget", "needs"}
    assert set(refused.value.extra["fields"]) == named
    assert not Project.objects.exists()


def test_empty_rows_of_a_form_are_no_rows() -> None:
    blank = {"text": "", "unit": "", "target": ""}
    project = made.draft(goals=[blank, {"text": "Пейки", "unit": "", "target": "2.5"}, blank], budget=[], needs=[])
    assert list(project.goals.values_list("position", "text")) == [(1, "Пейки")]


def test_a_form_sent_twice_is_one_draft() -> None:
    maria, place = make.person(), make.place()
    first, again = (
        propose_project(person=maria, municipality_id=place.pk, title="Пейки", client_key="k1") for _n in range(2)
    )
    assert first.pk == again.pk
    other = propose_project(person=maria, municipality_id=place.pk, title="Пейки", client_key="k2")
    assert other.pk != first.pk


def test_for_an_organisation_and_for_the_municipality() -> None:
    place = make.place()
    ngo = make.organisation(place)
    ivelina, deniza = make.representative(ngo), make.official(place)
    for_ngo = made.draft(place, ivelina, organisation_id=ngo.pk)
    assert for_ngo.organisation == ngo
    with pytest.raises(NotAllowed):
        made.draft(place, deniza, organisation_id=ngo.pk)
    assert made.draft(place, deniza, by_municipality=True).by_municipality
    with pytest.raises(NotAllowed) as stranger:
        made.draft(place, ivelina, by_municipality=True)
    assert stranger.value.field == "by_municipality"


def test_whoever_is_suspended_proposes_and_changes_nothing() -> None:
    place, maria = make.place(), make.person()
    project = made.draft(place, maria)
    until = timezone.now() + timedelta(days=3)
    Suspension.objects.create(user=maria, municipality=place, until=until)
    type(maria).objects.filter(pk=maria.pk).update(suspended_until=until)
    maria.refresh_from_db()
    with pytest.raises(NotAllowed):
        made.draft(place, maria)
    with pytest.raises(NotAllowed):
        change_project(person=maria, project_id=project.pk, title="Друго")


def test_it_may_serve_a_public_consultation_of_the_same_place() -> None:
    what = make.consultation()
    clause = make.clauses(what)[0]
    project = made.draft(what.municipality, consultation_id=what.pk, clause_id=clause.pk)
    assert (project.consultation, project.clause_id) == (what, clause.pk)
    elsewhere = make.consultation(make.place("BGS04", "Бургас", "Burgas"))
    hidden = make.draft(what.municipality)
    for other in (elsewhere.pk, hidden.pk, 10**9):
        with pytest.raises(BadInput) as refused:
            made.draft(what.municipality, consultation_id=other)
        assert refused.value.field == "consultation_id"
    with pytest.raises(BadInput) as strange:
        made.draft(what.municipality, consultation_id=what.pk, clause_id=make.clauses(elsewhere)[0].pk)
    assert strange.value.field == "clause_id"
    assert change_project(person=project.proposer, project_id=project.pk, consultation_id=None).clause_id is None


def test_a_draft_is_changed_whole_and_a_stale_form_is_refused() -> None:
    project = made.draft()
    by = project.proposer
    new = change_project(
        person=by, project_id=project.pk, seen=1, title="Маси", needs=[], goals=[{"text": "Маси", "target": 3}]
    )
    assert (new.title, new.version, new.needs.count(), new.goals.get().text) == ("Маси", 2, 0, "Маси")
    assert new.summary == project.summary, "what is not given stays"
    with pytest.raises(Stale):
        change_project(person=by, project_id=project.pk, seen=1, title="Столове")
    assert change_project(person=by, project_id=project.pk, seen=2, title="Маси").version == 2, "nothing changed"
    with pytest.raises(BadInput):
        change_project(person=make.person(), project_id=project.pk, title="Чуждо")


def test_a_changed_form_sent_twice_changes_once() -> None:
    project = made.draft()
    form = {
        "goals": [{"text": "Маси", "unit": "", "target": "3"}],
        "needs": [{"id": None, "what": "Боя", "quantity": 4, "unit": ""}],
        "budget": [{"what": "Плот", "cents": 5}],
        "title": "Маси",
    }
    once, twice = (change_project(person=project.proposer, project_id=project.pk, seen=1, **form) for _n in range(2))
    assert (once.version, twice.version) == (2, 2)
    assert Act.objects.filter(kind="project.changed").count() == 1
    with pytest.raises(Stale):
        change_project(person=project.proposer, project_id=project.pk, seen=1, **{**form, "budget": []})


def test_needs_keep_their_numbers_when_they_change_places() -> None:
    project = made.draft()
    drill, paint = project.needs.all()
    rows = [
        {"id": paint.pk, "what": "Боя", "quantity": 4, "unit": ""},
        {"id": None, "what": "Четки", "quantity": 5, "unit": ""},
        {"id": drill.pk, "what": "Бормашина", "quantity": 1, "unit": ""},
    ]
    change_project(person=project.proposer, project_id=project.pk, needs=rows)
    assert [one.pk for one in project.needs.all()][::2] == [paint.pk, drill.pk]
    other = made.draft().needs.first()
    assert other
    with pytest.raises(BadInput):
        change_project(person=project.proposer, project_id=project.pk, needs=[{**rows[0], "id": other.pk}])


def test_all_that_is_missing_is_named_when_it_is_submitted() -> None:
    bare = propose_project(person=make.person(), municipality_id=make.place().pk, title="Само име")
    with pytest.raises(BadInput) as refused:
        submit_project(person=bare.proposer, project_id=bare.pk)
    needed = {"summary", "description", "where", "starts_on", "ends_on", "goals"}
    assert set(refused.value.extra["fields"]) == needed
    past = timezone.localdate() - timedelta(days=1)
    late = made.draft(starts_on=past, ends_on=past)
    with pytest.raises(BadInput) as over:
        submit_project(person=late.proposer, project_id=late.pk)
    assert over.value.field == "ends_on"


def test_submitted_it_waits_and_is_not_changed_until_it_is_taken_back() -> None:
    project = made.submitted()
    by = project.proposer
    assert (project.state, project.submitted_at is not None) == ("submitted", True)
    assert submit_project(person=by, project_id=project.pk).state == "submitted", "harmless twice"
    with pytest.raises(Closed):
        change_project(person=by, project_id=project.pk, title="Друго")
    with pytest.raises(Closed):
        discard_draft(person=by, project_id=project.pk)
    back = withdraw_submission(person=by, project_id=project.pk)
    assert (back.state, back.submitted_at) == ("draft", None)
    assert change_project(person=by, project_id=project.pk, title="Друго").title == "Друго"


def test_a_draft_that_is_thrown_away_leaves_nothing() -> None:
    threads, windows = Thread.objects.count(), Window.objects.count()
    project = made.draft()
    assert (Thread.objects.count(), Window.objects.count()) == (threads + 1, windows + 1)
    with pytest.raises(BadInput):
        discard_draft(person=make.person(), project_id=project.pk)
    discard_draft(person=project.proposer, project_id=project.pk)
    assert not Project.objects.exists()
    assert (Thread.objects.count(), Window.objects.count()) == (threads, windows)
