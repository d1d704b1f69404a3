"""Many who bring the same thing at once, on real PostgreSQL: never more than is needed."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection, transaction

from participation.refusals import BadInput, Closed, Refused
from tests.races.test_ballots import together
from tests.support import factories as make
from tests.support import projects as made
from volunteers.projects.actions.checking import check_project
from volunteers.projects.actions.offering import answer_offer, offer_thing, withdraw_offer
from volunteers.projects.actions.proposing import change_project
from volunteers.projects.actions.running import end_project
from volunteers.projects.models import Check, Need, Offer, Project
from volunteers.projects.selectors.telling import COUNTED, count_offers

pytestmark = [pytest.mark.alone, pytest.mark.django_db(transaction=True), pytest.mark.postgres]
PEOPLE = 8


@pytest.fixture(autouse=True)
def _only_postgres() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("races need PostgreSQL (Debian package postgresql)")


def promised(need: Need) -> int:
    counted = Offer.objects.filter(need=need, state__in=COUNTED)
    return sum(counted.values_list("quantity", flat=True))


def naive_offer(person: Any, need: Need) -> None:
    """What others do: look what is missing, then write. The control that shows the race is real."""
    with transaction.atomic():
        if count_offers([need])[need.pk]["missing"] >= 1:
            Offer.objects.create(need=need, user=person, quantity=1)


def test_control_looking_then_writing_promises_too_much() -> None:
    for _round in range(10):
        need = made.need(made.project())
        people = [make.person(f"Човек {n}") for n in range(PEOPLE)]
        together([lambda person=person, need=need: naive_offer(person, need) for person in people], PEOPLE)
        if promised(need) > need.quantity:
            return
    pytest.fail("the control did not show the race")


def test_never_more_is_offered_than_needed() -> None:
    need = made.need(made.project())
    people = [make.person(f"Човек {n}") for n in range(PEOPLE)]
    offers = [lambda person=person: offer_thing(person=person, need_id=need.pk, quantity=1) for person in people]
    done = together(offers, PEOPLE)
    assert sum(isinstance(one, Offer) for one in done) == need.quantity == promised(need), done
    assert sum(isinstance(one, BadInput) for one in done) == PEOPLE - need.quantity


def test_one_person_pressing_many_times_offers_once() -> None:
    need, maria = made.need(made.project()), make.person("Мария")
    done = together([lambda: offer_thing(person=maria, need_id=need.pk, quantity=1) for _n in range(PEOPLE)])
    assert {one.pk for one in done} == {Offer.objects.get(user=maria).pk}, done


def test_taking_back_and_offering_at_once_stays_within_what_is_needed() -> None:
    project = made.project()
    need = made.need(project)
    first = offer_thing(person=make.person(), need_id=need.pk, quantity=need.quantity)
    people = [make.person(f"Човек {n}") for n in range(PEOPLE - 2)]
    done = together(
        [
            lambda: withdraw_offer(person=first.user, offer_id=first.pk),
            lambda: answer_offer(person=project.proposer, offer_id=first.pk, accept=True),
            *(lambda person=person: offer_thing(person=person, need_id=need.pk, quantity=2) for person in people),
        ],
        PEOPLE,
    )
    assert all(isinstance(one, Offer | Refused) for one in done), done
    assert promised(need) <= need.quantity
    first.refresh_from_db()
    assert first.state == "withdrawn", "taken back before or after it was accepted"


def test_a_need_does_not_shrink_under_what_is_offered_meanwhile() -> None:
    project = made.project()
    need = made.need(project)
    people = [make.person(f"Човек {n}") for n in range(4)]
    smaller = [{"id": need.pk, "what": need.what, "quantity": 1, "unit": need.unit}]
    done = together(
        [
            *(lambda person=person: offer_thing(person=person, need_id=need.pk, quantity=1) for person in people),
            lambda: change_project(person=project.proposer, project_id=project.pk, needs=smaller),
        ],
        5,
    )
    assert all(isinstance(one, Offer | Project | Refused) for one in done), done
    need.refresh_from_db()
    assert promised(need) <= need.quantity, done


def test_nothing_is_offered_behind_the_end() -> None:
    project = made.project()
    need = made.need(project, "Боя за дърво")
    people = [make.person(f"Човек {n}") for n in range(6)]
    offers = [lambda person=person: offer_thing(person=person, need_id=need.pk, quantity=1) for person in people]
    end = lambda: end_project(person=project.proposer, project_id=project.pk, reason="Буря")  # noqa: E731  # shorter than a function here
    done = together([*offers[:3], end, *offers[3:]], 7)
    project.refresh_from_db()
    made_in_time = [one for one in done if isinstance(one, Offer)]
    assert len(made_in_time) + sum(isinstance(one, Closed) for one in done) == 6, done
    assert project.ended_at is not None
    assert all(one.at <= project.ended_at for one in made_in_time)


def test_two_officials_decide_once() -> None:
    waiting = made.submitted()
    officials = [make.official(waiting.municipality, f"Служител {n}") for n in range(4)]
    items = made.answers(waiting.municipality)
    decide = [
        lambda official=official: check_project(official=official, project_id=waiting.pk, outcome="opened", items=items)
        for official in officials
    ]
    done = together(decide, 4)
    assert sum(isinstance(one, Check) for one in done) == 1, done
    assert sum(isinstance(one, Closed) for one in done) == 3
