"""Things that people bring: never more than is needed, answered, brought, taken back."""

from __future__ import annotations

from typing import Any

import pytest

from participation.live.models import Event
from participation.record.models import Act
from participation.refusals import BadInput, Closed, NotAllowed, SignInFirst
from tests.support import factories as make
from tests.support import projects as made
from volunteers.projects.actions.offering import answer_offer, mark_brought, offer_thing, withdraw_offer
from volunteers.projects.actions.proposing import change_project
from volunteers.projects.models import Need, Offer, Project
from volunteers.projects.selectors.page import list_offers, list_own_offers, needs_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def project() -> Project:
    return made.project()


@pytest.fixture
def drill(project: Project) -> Need:
    return made.need(project)


def numbers(project: Project) -> tuple[int, int, int, int]:
    view = needs_of(project)[0]
    return view.offered, view.accepted, view.brought, view.missing


def test_offered_accepted_brought(project: Project, drill: Need) -> None:
    maria, by = make.person("Мария"), project.proposer
    offer = offer_thing(person=maria, need_id=drill.pk, quantity=2, words="От съботата")
    assert numbers(project) == (2, 0, 0, 1)
    answer_offer(person=by, offer_id=offer.pk, accept=True, answer="Чудесно!")
    assert numbers(project) == (0, 2, 0, 1)
    offer = mark_brought(person=by, offer_id=offer.pk)
    assert (numbers(project), offer.answer) == ((0, 0, 2, 1), "Чудесно!")
    assert mark_brought(person=by, offer_id=offer.pk).state == "brought", "harmless twice"
    assert mark_brought(person=by, offer_id=offer.pk, is_brought=False).state == "accepted"
    acts = Act.objects.filter(scope=project.scope, ref=f"offer.{offer.pk}")
    kinds = ["offer.made", "offer.accepted", "offer.brought", "offer.not_brought"]
    assert list(acts.order_by("pk").values_list("kind", flat=True)) == kinds
    assert not acts.filter(is_public=True).exists()


def test_what_screens_are_told_names_nobody(project: Project, drill: Need) -> None:
    offer_thing(person=make.person("Мария Тайна"), need_id=drill.pk, quantity=2, words="Само за вас")
    event = Event.objects.filter(stream__name=project.scope).latest("seq")
    assert (event.kind, event.data["needs"][0]["offered"]) == ("project.needs", 2)
    assert "Тайна" not in str(event.data) and "Само за вас" not in str(event.data)


def test_at_most_what_is_missing(drill: Need) -> None:
    offer_thing(person=make.person(), need_id=drill.pk, quantity=2)
    maria = make.person("Мария")
    for quantity in (2, 0, -1):
        with pytest.raises(BadInput) as refused:
            offer_thing(person=maria, need_id=drill.pk, quantity=quantity)
        assert refused.value.field == "quantity"
    offer_thing(person=maria, need_id=drill.pk, quantity=1)
    with pytest.raises(BadInput) as nothing:
        offer_thing(person=make.person(), need_id=drill.pk, quantity=1)
    assert "Everything that was needed" in str(nothing.value)


def test_a_form_sent_twice_is_one_offer(project: Project, drill: Need) -> None:
    maria = make.person()
    first = offer_thing(person=maria, need_id=drill.pk, quantity=1)
    again = offer_thing(person=maria, need_id=drill.pk, quantity=1)
    assert first.pk == again.pk
    assert numbers(project) == (1, 0, 0, 2)


def test_taken_back_or_declined_others_bring_it(project: Project, drill: Need) -> None:
    maria, by = make.person(), project.proposer
    offer = offer_thing(person=maria, need_id=drill.pk, quantity=3)
    with pytest.raises(NotAllowed):
        withdraw_offer(person=by, offer_id=offer.pk)
    withdraw_offer(person=maria, offer_id=offer.pk)
    withdraw_offer(person=maria, offer_id=offer.pk)
    assert numbers(project) == (0, 0, 0, 3)
    with pytest.raises(Closed):
        answer_offer(person=by, offer_id=offer.pk, accept=True)
    other = offer_thing(person=maria, need_id=drill.pk, quantity=3)
    assert other.pk != offer.pk
    answer_offer(person=by, offer_id=other.pk, accept=False, answer="Имаме вече.")
    assert numbers(project) == (0, 0, 0, 3)
    with pytest.raises(Closed):
        mark_brought(person=by, offer_id=other.pk)


def test_only_its_team_answers(project: Project, drill: Need) -> None:
    offer = offer_thing(person=make.person(), need_id=drill.pk, quantity=1)
    for stranger in (make.person(), make.official(project.municipality), offer.user):
        with pytest.raises(NotAllowed):
            answer_offer(person=stranger, offer_id=offer.pk, accept=True)
        with pytest.raises(NotAllowed):
            mark_brought(person=stranger, offer_id=offer.pk)
    with pytest.raises(SignInFirst):
        answer_offer(person=None, offer_id=offer.pk, accept=True)
    assert answer_offer(person=project.proposer, offer_id=offer.pk, accept=True).state == "accepted", "the control"


@pytest.mark.parametrize("state", ["finished", "ended"])
def test_nothing_is_offered_to_what_is_over(state: str) -> None:
    project = made.project(state=state)
    with pytest.raises(Closed):
        offer_thing(person=make.person(), need_id=made.need(project).pk, quantity=1)


def test_to_a_draft_nobody_else_can_offer() -> None:
    draft = made.draft()
    with pytest.raises(BadInput):
        offer_thing(person=make.person(), need_id=made.need(draft).pk, quantity=1)
    with pytest.raises(Closed):
        offer_thing(person=draft.proposer, need_id=made.need(draft).pk, quantity=1)


def test_for_an_organisation(project: Project, drill: Need) -> None:
    ngo = make.organisation(project.municipality)
    speaker = make.representative(ngo)
    assert offer_thing(person=speaker, need_id=drill.pk, quantity=1, organisation_id=ngo.pk).organisation == ngo
    with pytest.raises(NotAllowed):
        offer_thing(person=make.person(), need_id=drill.pk, quantity=1, organisation_id=ngo.pk)


def test_what_somebody_offered_stays_among_the_needs(project: Project, drill: Need) -> None:
    offer_thing(person=make.person(), need_id=drill.pk, quantity=2)
    by, paint = project.proposer, made.need(project, "Боя за дърво")

    def change(*rows: dict[str, Any]) -> None:
        change_project(person=by, project_id=project.pk, needs=rows)

    kept = {"id": drill.pk, "what": "Бормашина", "quantity": 3, "unit": "бр."}
    for wrong in ([], [{**kept, "quantity": 1}], [{**kept, "what": "Кран"}]):
        with pytest.raises(BadInput) as refused:
            change(*wrong)
        assert refused.value.field == "needs"
    change({"id": None, "what": "Ръкавици", "quantity": 20, "unit": "чифта"}, {**kept, "quantity": 2})
    assert list(project.needs.values_list("what", "quantity")) == [("Ръкавици", 20), ("Бормашина", 2)]
    assert not Need.objects.filter(pk=paint.pk).exists()


def test_lists_ask_as_often_for_one_as_for_three(project: Project, drill: Need, django_assert_num_queries: Any) -> None:
    people = [make.person(f"Човек {n}") for n in range(3)]
    offer_thing(person=people[0], need_id=drill.pk, quantity=1)

    def look() -> None:
        assert [str(one.user) + one.need.what for one in list_offers(project)]
        assert [one.need.project.municipality.name for one in list_own_offers(people[0])]
        assert needs_of(project, people[0])[0].own

    with django_assert_num_queries(5):
        look()
    for person in people[1:]:
        offer_thing(person=person, need_id=drill.pk, quantity=1)
    offer_thing(person=people[0], need_id=made.need(project, "Боя за дърво").pk, quantity=1)
    with django_assert_num_queries(5):
        look()
    assert Offer.objects.count() == 4
