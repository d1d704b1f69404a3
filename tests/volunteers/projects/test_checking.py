"""What the municipality decides, criterion by criterion."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import translation

from participation.live.models import Event
from participation.places.models import Role
from participation.record.models import Act
from participation.refusals import BadInput, Closed, NotAllowed, SignInFirst, Stale
from participation.voting.models import Window
from tests.support import factories as make
from tests.support import projects as made
from volunteers.projects.actions.checking import check_project, set_criteria
from volunteers.projects.actions.proposing import change_project, submit_project
from volunteers.projects.models import Project
from volunteers.projects.selectors.criteria import criteria_of, own_criteria

pytestmark = pytest.mark.django_db


@pytest.fixture
def waiting() -> Project:
    return made.submitted()


@pytest.fixture
def deniza(waiting: Project) -> Any:
    return make.official(waiting.municipality)


def test_opened_it_is_public_and_takes_questions(waiting: Project, deniza: Any) -> None:
    assert not Event.objects.filter(stream__name=waiting.scope).exists()
    check = check_project(
        official=deniza, project_id=waiting.pk, outcome="opened", items=made.answers(waiting.municipality), seen=1
    )
    waiting.refresh_from_db()
    assert (waiting.state, waiting.is_public, waiting.reason) == ("open", True, "")
    assert waiting.opened_at == check.at == Window.objects.get(pk=waiting.thread.window_id).opens_at
    assert [one["met"] for one in check.items] == [True] * 8
    event = Event.objects.get(stream__name=waiting.scope)
    assert (event.kind, event.data["state"]) == ("project.opened", "open")
    act = Act.objects.get(scope=waiting.scope, kind="project.opened")
    assert (act.is_public, act.data["title"], act.role) == (True, waiting.title, "official")


def test_returned_with_reasons_mended_and_sent_again(waiting: Project, deniza: Any) -> None:
    items = made.answers(waiting.municipality)
    items[3] = {**items[3], "met": False, "note": "Защо толкова боя?"}
    returned = {"official": deniza, "project_id": waiting.pk, "outcome": "returned", "items": items}
    with pytest.raises(BadInput) as silent:
        check_project(**returned)
    assert silent.value.field == "reason"
    check = check_project(**returned, reason="Сметката не излиза.")
    waiting.refresh_from_db()
    assert (waiting.state, waiting.reason, waiting.is_public) == ("returned", "Сметката не излиза.", False)
    assert check.items[3]["note"] == "Защо толкова боя?"
    by = waiting.proposer
    change_project(person=by, project_id=waiting.pk, needs=[], summary="По-малко боя.")
    submit_project(person=by, project_id=waiting.pk)
    again = check_project(
        official=deniza, project_id=waiting.pk, outcome="opened", items=made.answers(waiting.municipality)
    )
    waiting.refresh_from_db()
    assert (waiting.state, waiting.reason) == ("open", "")
    assert list(waiting.checks.order_by("at")) == [check, again]


def test_not_accepted_is_the_end(waiting: Project, deniza: Any) -> None:
    items = made.answers(waiting.municipality, met=False)
    check_project(official=deniza, project_id=waiting.pk, outcome="refused", reason="Частен интерес.", items=items)
    waiting.refresh_from_db()
    assert (waiting.state, waiting.is_public) == ("refused", False)
    with pytest.raises(Closed):
        change_project(person=waiting.proposer, project_id=waiting.pk, title="Друго")
    with pytest.raises(Closed):
        submit_project(person=waiting.proposer, project_id=waiting.pk)
    with pytest.raises(Closed):
        check_project(official=deniza, project_id=waiting.pk, outcome="opened", items=items, reason="Все пак.")


def test_what_is_not_met_is_opened_only_with_a_reason(waiting: Project, deniza: Any) -> None:
    items = made.answers(waiting.municipality)
    items[0]["met"] = False
    opened = {"official": deniza, "project_id": waiting.pk, "outcome": "opened", "items": items}
    with pytest.raises(BadInput) as silent:
        check_project(**opened)
    assert silent.value.field == "reason"
    check_project(**opened, reason="Ще се уточни.")
    waiting.refresh_from_db()
    assert waiting.state == "open"


@pytest.mark.parametrize("leave_out", [1, 8])
def test_every_criterion_is_answered(waiting: Project, deniza: Any, leave_out: int) -> None:
    items = made.answers(waiting.municipality)[leave_out:]
    with pytest.raises(BadInput) as refused:
        check_project(official=deniza, project_id=waiting.pk, outcome="opened", items=items)
    assert refused.value.field == "items"


def test_nobody_checks_their_own(waiting: Project) -> None:
    Role.objects.create(user=waiting.proposer, municipality=waiting.municipality, kind=Role.Kind.OFFICIAL)
    with pytest.raises(NotAllowed) as own:
        check_project(
            official=waiting.proposer, project_id=waiting.pk, outcome="opened", items=made.answers(waiting.municipality)
        )
    assert "a colleague has to check it" in str(own.value)


def test_only_officials_of_the_place_check(waiting: Project) -> None:
    answers = {"project_id": waiting.pk, "outcome": "opened", "items": made.answers(waiting.municipality)}
    with pytest.raises(SignInFirst):
        check_project(official=None, **answers)
    elsewhere = make.official(make.place("BGS04", "Бургас", "Burgas"))
    for stranger in (elsewhere, make.person(), make.moderator(waiting.municipality)):
        with pytest.raises(BadInput):  # who may not see it is not told that it is there
            check_project(official=stranger, **answers)
    waiting.refresh_from_db()
    assert waiting.state == "submitted"


def test_what_was_changed_meanwhile_is_looked_at_again(waiting: Project, deniza: Any) -> None:
    items = made.answers(waiting.municipality)
    checked = {"official": deniza, "project_id": waiting.pk, "outcome": "opened", "items": items}
    with pytest.raises(Stale):
        check_project(**checked, seen=7)
    set_criteria(official=deniza, municipality_id=waiting.municipality_id, texts=["Нещо ново"] * len(items))
    with pytest.raises(Stale):
        check_project(**checked)


def test_a_municipality_names_its_own_criteria_and_takes_them_back(waiting: Project, deniza: Any) -> None:
    place = waiting.municipality
    usual = criteria_of(place.pk)
    assert len(usual) == 8
    assert own_criteria(place.pk) == []
    said = set_criteria(official=deniza, municipality_id=place.pk, texts=["  Полезен   за всички ", "", "Безопасен"])
    assert said == criteria_of(place.pk) == ["Полезен за всички", "Безопасен"]
    for wrong in (["а" * 301], ["а"] * 16):
        with pytest.raises(BadInput) as refused:
            set_criteria(official=deniza, municipality_id=place.pk, texts=wrong)
        assert refused.value.field == "texts"
    with pytest.raises(NotAllowed):
        set_criteria(official=make.person(), municipality_id=place.pk, texts=["Мое"])
    assert set_criteria(official=deniza, municipality_id=place.pk, texts=[]) == usual


def test_the_usual_criteria_are_kept_in_the_language_of_the_place(waiting: Project, deniza: Any) -> None:
    with translation.override("fr"):
        items = made.answers(waiting.municipality)
        check = check_project(official=deniza, project_id=waiting.pk, outcome="opened", items=items)
    with translation.override("bg"):
        assert [one["text"] for one in check.items] == criteria_of(waiting.municipality_id)
