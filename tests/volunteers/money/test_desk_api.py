"""Campaigns planned and opened, payouts, pools, and what officials do with money, through the API."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from participation.database import db_now
from participation.organisations.models import Organisation
from participation.places.models import Role
from tests.support import factories as make
from tests.support import money
from tests.support.treasury import IBAN, OTHER, asked, collected, lead_of, sent_back
from tests.volunteers.money.test_api import ask
from volunteers.money.actions.arriving import set_treasury
from volunteers.money.actions.pools import open_pool
from volunteers.money.actions.reconciling import reconcile
from volunteers.money.models import Attempt, Payout, Pool
from volunteers.money.references import reference_of
from volunteers.projects.models import Coordinator

pytestmark = pytest.mark.django_db


def test_a_campaign_is_planned_changed_and_opened() -> None:
    project = money.project()
    lead, stranger = project.proposer, make.person()
    body = {"project": project.pk, "minimum_cents": 10_000, "closes_at": (db_now() + timedelta(days=9)).isoformat()}
    ask("post", "/campaigns/", None, body, status=401)
    ask("post", "/campaigns/", stranger, body, status=403)
    ask("post", "/campaigns/", stranger, {"project": project.pk}, status=403)
    said = ask("post", "/campaigns/", lead, {**body, "optimum_cents": 5_000}, status=400)
    assert set(said["fields"]) == {"optimum_cents"}
    made = ask("post", "/campaigns/", lead, body, status=201)
    assert (made["state"], made["minimum_cents"]) == ("planned", 10_000)
    path = f"/campaigns/{made['id']}/"
    ask("get", path, stranger, status=404)
    ask("patch", path, stranger, {"minimum_cents": 20_000}, status=404)
    assert ask("get", path, lead)["id"] == made["id"]
    assert [row["id"] for row in ask("get", f"/campaigns/?project={project.pk}", lead)["results"]] == [made["id"]]
    assert ask("get", f"/campaigns/?project={project.pk}", stranger)["results"] == []
    assert ask("patch", path, lead, {"minimum_cents": 20_000})["minimum_cents"] == 20_000
    ask("post", f"{path}open/", stranger, status=404)
    assert ask("post", f"{path}open/", lead)["state"] == "open"
    ask("post", f"{path}open/", stranger, status=403)
    assert ask("patch", path, lead, {"minimum_cents": 100}, status=409)["code"] == "closed"
    assert ask("get", path)["minimum_cents"] == 20_000


def test_a_payout_is_asked_and_decided() -> None:
    campaign, _one = collected()
    lead, place = lead_of(campaign), campaign.project.municipality
    official, stranger = make.official(place), make.person()
    body = {
        "campaign": campaign.pk, "cents": 100_000, "purpose": "Дъски", "document": "Фактура 17", "holder": "Сдружение",
        "iban": "bg80 bnbg 9661 1020 3456 78", "client_key": "a",
    }  # fmt: skip
    ask("post", "/payouts/", stranger, body, status=403)
    ask("post", "/payouts/", stranger, {"campaign": campaign.pk}, status=403)
    wrong = ask("post", "/payouts/", lead, {**body, "iban": "BG00", "cents": 2_000_000}, status=400)
    assert set(wrong["fields"]) == {"iban", "cents"}
    made = ask("post", "/payouts/", lead, body, status=201)
    assert (made["iban"], made["approvals_needed"], made["approved"]) == (IBAN, 1, 0)
    assert ask("post", "/payouts/", lead, body)["id"] == made["id"], "the same form"
    path = f"/payouts/{made['id']}/"
    for who in (stranger, make.official(make.place("VAR06", "Варна", "Varna"))):
        ask("get", path, who, status=404)
        ask("post", f"{path}approve/", who, status=404)
    ask("post", f"{path}approve/", lead, status=403)
    ask("post", f"{path}refuse/", official, {}, status=400)
    assert [row["id"] for row in ask("get", "/payouts/?waiting=true", official)["results"]] == [made["id"]]
    assert ask("get", "/payouts/?waiting=true", lead)["results"] == []
    assert ask("post", f"{path}approve/", official)["state"] == "approved"
    assert ask("post", f"{path}refuse/", official, {"reason": "Не"}, status=409)["code"] == "closed"


def test_a_payout_is_refused_or_taken_back() -> None:
    campaign, _one = collected()
    lead, official = lead_of(campaign), make.official(campaign.project.municipality)
    first, second = asked(campaign), asked(campaign)
    told = ask("post", f"/payouts/{first.pk}/refuse/", official, {"reason": "Няма фактура"})
    assert (told["state"], told["reason"]) == ("refused", "Няма фактура")
    ask("post", f"/payouts/{second.pk}/withdraw/", official, status=403)
    assert ask("post", f"/payouts/{second.pk}/withdraw/", lead)["state"] == "withdrawn"
    listed = ask("get", "/payouts/?state=refused,withdrawn", lead)["results"]
    assert [row["id"] for row in listed] == [second.pk, first.pk]


def test_the_account_is_told_to_those_who_need_it() -> None:
    campaign, _one = collected()
    place = campaign.project.municipality
    proposing, deciding = make.official(place), make.official(place, "Решаваща")
    type(campaign.project).objects.filter(pk=campaign.project_id).update(proposer=proposing)
    payout = asked(campaign)
    accounts = {who: ask("get", f"/payouts/{payout.pk}/", who)["iban"] for who in (deciding, lead_of(campaign))}
    assert set(accounts.values()) == {IBAN}
    assert ask("get", f"/payouts/{payout.pk}/", proposing)["iban"] == "BG•• … 5678"
    Coordinator.objects.create(project=campaign.project, user=proposing)
    assert ask("get", f"/payouts/{payout.pk}/", proposing)["iban"] == IBAN, "who leads it knows it"


def test_pools_are_public_and_set_up_by_whose_money_it_is() -> None:
    place = make.place()
    official, stranger = make.official(place), make.person()
    body = {"municipality": place.code, "title": "Фонд", "total_cents": 100_000, "denominator": 2}
    ask("post", "/pools/", None, body, status=401)
    ask("post", "/pools/", stranger, body, status=403)
    assert set(ask("post", "/pools/", official, {**body, "title": ""}, status=400)["fields"]) == {"title"}
    ask("post", "/pools/", official, {**body, "municipality": "NO"}, status=400)
    made = ask("post", "/pools/", official, body, status=201)
    assert "To each euro it adds 0.50 €, first come, first served." in made["terms"]
    assert [row["id"] for row in ask("get", "/pools/?ended=false&municipality=dob17")["results"]] == [made["id"]]
    ask("post", f"/pools/{made['id']}/end/", stranger, status=403)
    assert ask("post", f"/pools/{made['id']}/end/", official)["ended_at"]
    assert ask("get", "/pools/?ended=false")["results"] == [] and len(ask("get", "/pools/")["results"]) == 1
    ask("post", "/pools/999/end/", official, status=404)


def test_a_business_sets_up_its_own_pool() -> None:
    place = make.place()
    firm = make.organisation(place, "Фирма", kind=Organisation.Kind.BUSINESS)
    speaker, ngo = make.representative(firm), make.organisation(place)
    body = {"municipality": place.code, "title": "Фонд", "total_cents": 100_000, "organisation": firm.pk}
    ask("post", "/pools/", make.official(place), body, status=403)
    made = ask("post", "/pools/", speaker, body, status=201)
    assert made["organisation"]["name"] == "Фирма"
    other = {**body, "organisation": ngo.pk}
    assert ask("post", "/pools/", make.representative(ngo), other, status=400)["field"] == "organisation"
    assert Pool.objects.count() == 1


def test_the_account_of_a_municipality() -> None:
    place = make.place()
    official = make.official(place)
    body = {"municipality": place.code, "holder": "Община", "iban": OTHER}
    ask("get", "/treasuries/", None, status=401)
    for who in (make.person(), make.moderator(place)):
        ask("get", "/treasuries/", who, status=403)
        ask("post", "/treasuries/", who, body, status=403)
    ask("post", "/treasuries/", make.official(make.place("VAR06", "Варна", "Varna")), body, status=403)
    assert ask("post", "/treasuries/", official, {**body, "iban": "BG00"}, status=400)["field"] == "iban"
    assert ask("post", "/treasuries/", official, body)["iban"] == OTHER
    assert ask("post", "/treasuries/", official, {**body, "iban": IBAN})["iban"] == IBAN
    assert [row["iban"] for row in ask("get", "/treasuries/", official)["results"]] == [IBAN]


def test_arrivals_are_expected_and_confirmed_once() -> None:
    campaign = money.campaign()
    official = make.official(campaign.project.municipality)
    pledge = money.pledge(campaign, 5_000, make.person("Ганка Видима"), provider="transfer")
    money.pledge(campaign, 700)
    listed = ask("get", "/arrivals/", official)["results"]
    assert [(row["pledge"], row["cents"]) for row in listed] == [(pledge.pk, 5_000)]
    assert "Ганка" not in str(listed)
    ask("get", "/arrivals/", make.person(), status=403)
    assert ask("get", "/arrivals/", make.official(make.place("VAR06", "Варна", "Varna")))["results"] == []
    body = {"reference": reference_of(pledge.pk), "cents": 5_000}
    ask("post", "/arrivals/", make.person(), body, status=403)
    for wrong in ({"reference": "RF18MGD999999"}, {"cents": 4_999}):
        assert ask("post", "/arrivals/", official, {**body, **wrong}, status=400)["field"] == next(iter(wrong))
    assert ask("post", "/arrivals/", official, body, status=201)["is_confirmed"]
    ask("post", "/arrivals/", official, body)
    assert ask("get", "/arrivals/", official)["results"] == []


def test_a_gift_is_found_and_given_back_once() -> None:
    campaign, pledge = collected(20_000, person=make.person("Ганка Видима"))
    official = make.official(campaign.project.municipality)
    number = pledge.receipt
    said = f"{number.municipality.code}-{number.year}-{number.number:06d}"
    told = ask("get", f"/pledges/given/?number={said}", official)
    assert (told["pledge"], told["left_cents"], told["next_number"]) == (pledge.pk, 20_000, 1)
    assert "Ганка" not in str(told)
    ask("get", "/pledges/given/?number=RF18MGD9", official, status=404)
    for who in (make.official(make.place("VAR06", "Варна", "Varna")),):
        ask("get", f"/pledges/given/?number={said}", who, status=404)
        ask("post", f"/pledges/{pledge.pk}/refunds/", who, {"cents": 5, "reason": "x", "number": 1}, status=404)
    ask("get", f"/pledges/given/?number={said}", make.person(), status=403)
    body = {"cents": 5_000, "reason": "Два пъти платено", "number": 1}
    path = f"/pledges/{pledge.pk}/refunds/"
    assert ask("post", path, official, {**body, "cents": 20_001}, status=400)["field"] == "cents"
    assert ask("post", path, official, body, status=201)["left_cents"] == 15_000
    assert ask("post", path, official, body)["left_cents"] == 15_000
    assert Attempt.objects.filter(kind="refund").count() == 1
    assert [row["reason"] for row in ask("get", path, official)["refunds"]] == ["Два пъти платено"]


def test_the_newest_comparison() -> None:
    official = make.official(make.place())
    ask("get", "/reconciliations/newest/", official, status=404)
    reconcile()
    ask("get", "/reconciliations/newest/", make.person(), status=403)
    told = ask("get", "/reconciliations/newest/", official)
    assert told["difference"] == 0 and len(told["lines"]) > 5


@pytest.mark.parametrize("path", ["/payouts/", "/pools/", "/arrivals/", "/treasuries/"])
def test_three_rows_cost_as_many_queries_as_one(path: str) -> None:
    person, counts = make.person(), []
    for n, more in enumerate((1, 2)):
        for m in range(more):
            place = make.place(f"DO{n}{m}", f"Място {n}{m}", f"Place {n}{m}")
            Role.objects.create(user=person, municipality=place, kind=Role.Kind.OFFICIAL)
            campaign, _one = collected(of=money.project(place))
            asked(campaign)
            money.pledge(money.campaign(money.project(place)), 700, provider="transfer")
            open_pool(person=person, municipality_id=place.pk, title="Фонд", total_cents=1_000)
            set_treasury(official=person, municipality_id=place.pk, holder="Община", iban=IBAN)
        with CaptureQueriesContext(connection) as queries:
            told = ask("get", path, person)
        counts.append((len(told["results"]), len(queries)))
    assert counts[0][0] < counts[1][0] and counts[0][1] == counts[1][1]
    assert Payout.objects.count() == 3


def test_what_goes_back_is_told_to_officials_without_a_part_in_it() -> None:
    attempt, path = sent_back("refund", make.person("Ганка Видима")), "/arrivals/to_send_back/"
    project = attempt.pledge.campaign.project
    official, elsewhere = make.official(project.municipality), make.official(make.place("VAR06", "Варна", "Varna"))
    ask("get", path, None, status=401)
    ask("get", path, make.person(), status=403)
    assert ask("get", path, elsewhere)["results"] == []
    row = ask("get", path, official)["results"][0]
    assert (row["reference"], row["cents"]) == (reference_of(attempt.pledge_id), 5_000)
    assert row["project"]["id"] == project.pk and "Ганка" not in str(row)
    Coordinator.objects.create(project=project, user=official)
    assert ask("get", path, official)["results"] == []
