"""Campaigns and pledges through the API, as the schema describes them."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from tests.support import factories as make
from tests.support import money
from tests.support.api import check_answer
from volunteers.money.actions.arriving import set_treasury
from volunteers.money.actions.asking import carry_out_due
from volunteers.money.actions.closing import close_due
from volunteers.money.actions.pools import open_pool
from volunteers.money.models import Campaign, Pledge

pytestmark = pytest.mark.django_db
BASE = "/api/v1"


def ask(method: str, path: str, person: Any = None, body: Any = None, *, status: int = 200) -> Any:
    """One request; the answer is as the schema says."""
    client = APIClient(headers={"accept-language": "en"})
    if person is not None:
        client.force_authenticate(person)
    answer = getattr(client, method)(f"{BASE}{path}", body, format="json")
    assert answer.status_code == status, answer.content
    check_answer(f"{BASE}{path}".partition("?")[0], method, answer)
    return answer.json()


def body(to: Campaign, **fields: Any) -> dict[str, Any]:
    return {"campaign": to.pk, "cents": 5_000, "provider": "dummy", "client_key": "form-1", **fields}


def test_campaigns_are_public_once_they_are_open() -> None:
    campaign, planned = money.campaign(), money.campaign(is_open=False)
    money.pledge(campaign, 5_000, make.person("Ганка Видима"), is_anonymous=False)
    money.pledge(campaign, 700)
    listed = ask("get", "/campaigns/")["results"]
    assert [(row["id"], row["pledged_cents"], row["donors"]) for row in listed] == [(campaign.pk, 5_700, 2)]
    one = ask("get", f"/campaigns/{campaign.pk}/")
    assert (one["named_donors"], one["providers"]) == (["Ганка Видима"], ["dummy"])
    for path in ("", "movements/", "pools/"):
        ask("get", f"/campaigns/{planned.pk}/{path}", status=404)


def test_campaigns_are_filtered_by_what_is_declared() -> None:
    campaign = money.campaign()
    money.campaign(money.project(make.place("VAR06", "Варна", "Varna")))
    for query in ("municipality=dob17", f"project={campaign.project_id}"):
        assert [row["id"] for row in ask("get", f"/campaigns/?{query}")["results"]] == [campaign.pk]
    assert ask("get", "/campaigns/?state=funded,settled")["results"] == []
    for query in ("state=planned", "donor=3", "project=x"):
        ask("get", f"/campaigns/?{query}", status=400)


def test_movements_and_pools() -> None:
    campaign = money.campaign(minimum_cents=100)
    place = campaign.project.municipality
    open_pool(
        person=make.official(place), municipality_id=place.pk, title="Фонд", total_cents=1_000, donor_cap_cents=300
    )
    donor = make.person()
    made = money.pledge(campaign, 5_000, donor)
    money.end(campaign)
    close_due()
    carry_out_due()
    told = ask("get", f"/campaigns/{campaign.pk}/movements/")
    assert told["movements"] == [{"kind": "capture", "cents": 5_000}, {"kind": "match", "cents": 300}]
    assert told["held_cents"] == 5_300
    pool = ask("get", f"/campaigns/{campaign.pk}/pools/")[0]
    assert (pool["left_cents"], pool["added_cents"]) == (700, 300)
    assert "At most 3.00 € for one donor." in pool["terms"]
    own = ask("get", f"/pledges/{made.pk}/", donor)
    assert own["added"] == [{"pool": "Фонд", "cents": 300, "why": "less: the limit for one donor was reached"}]
    assert re.fullmatch(r"DOB17-\d{4}-000001", own["receipt"])


def test_pledging_changing_and_taking_back() -> None:
    campaign, person = money.campaign(), make.person()
    made = ask("post", "/pledges/", person, body(campaign), status=201)
    assert (made["state"], made["cents"], made["is_anonymous"]) == ("authorised", 5_000, True)
    assert ask("post", "/pledges/", person, body(campaign))["id"] == made["id"], "the same form"
    other = ask("post", "/pledges/", person, body(campaign, cents=5_001), status=409)
    assert (other["code"], other["field"]) == ("key_used_differently", "client_key")
    path = f"/pledges/{made['id']}/"
    assert ask("patch", path, person, {"cents": 900, "is_anonymous": False})["cents"] == 900
    assert ask("post", f"{path}cancel/", person)["state"] == "cancelled"
    assert ask("post", f"{path}cancel/", person)["state"] == "cancelled"
    assert [row["id"] for row in ask("get", "/pledges/", person)["results"]] == [made["id"]]


def test_what_cannot_be_read_is_said_by_field() -> None:
    campaign, person = money.campaign(), make.person()
    for wrong in (
        {"cents": 99},
        {"cents": 5_000_001},
        {"cents": 5.5},
        {"provider": "gold"},
        {"client_key": ""},
        {"sum": 5},
    ):
        said = ask("post", "/pledges/", person, body(campaign, **wrong), status=400)
        assert set(said["fields"]) == set(wrong)
    ask("post", "/pledges/", None, body(campaign), status=401)
    ask("get", "/pledges/", status=401)
    assert not Pledge.objects.exists()


def test_anothers_pledge_is_not_there() -> None:
    made = money.pledge(money.campaign())
    stranger = make.person()
    ask("get", f"/pledges/{made.pk}/", stranger, status=404)
    ask("patch", f"/pledges/{made.pk}/", stranger, {"cents": 900}, status=404)
    ask("post", f"/pledges/{made.pk}/cancel/", stranger, status=404)
    assert Pledge.objects.get().state == "authorised"


def test_how_to_transfer_is_told_to_whoever_pledged() -> None:
    campaign, person = money.campaign(), make.person()
    place = campaign.project.municipality
    set_treasury(
        official=make.official(place), municipality_id=place.pk, holder="Община Каварна", iban="BG80BNBG96611020345678"
    )
    made = ask("post", "/pledges/", person, body(campaign, provider="transfer"), status=201)
    assert made["state"] == "pledged" and made["transfer"]["iban"] == "BG80BNBG96611020345678"
    assert made["transfer"]["reference"] in made["transfer"]["code"] and made["transfer"]["svg"].startswith("<svg")


@pytest.mark.parametrize("path", ["/campaigns/", "/pledges/", "/campaigns/{campaign}/pools/"])
def test_three_rows_cost_as_many_queries_as_one(path: str) -> None:
    place, person = make.place(), make.person()
    official = make.official(place)
    counts = []
    for more in (1, 2):
        for _n in range(more):
            campaign = money.campaign(money.project(place))
            money.pledge(campaign, 500, person)
            open_pool(person=official, municipality_id=place.pk, title="Фонд", total_cents=1_000)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            ask("get", path.format(campaign=campaign.pk), person)
        counts.append(len(queries))
    assert counts[0] == counts[1]
