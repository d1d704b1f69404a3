"""Receipts on paper and through the API, what projects learn of money, and examples of matching."""

from __future__ import annotations

from typing import Any

import pypdfium2
import pytest
from django.utils import translation
from rest_framework.test import APIClient

from tests.support import factories as make
from tests.support import giving as some
from tests.support import money
from tests.support.api import check_answer
from volunteers.money.actions.closing import close_due
from volunteers.money.joining import figures_of
from volunteers.money.models import Share
from volunteers.money.paper import paper_for
from volunteers.money.selectors.adding import example, expected_cents, expected_for, given, standing
from volunteers.money.selectors.pools import pools_for
from volunteers.money.selectors.receipts import own_proof

pytestmark = pytest.mark.django_db


def ask(path: str, person: Any = None, *, status: int = 200) -> Any:
    client = APIClient(headers={"accept-language": "en"})
    if person is not None:
        client.force_authenticate(person)
    answer = client.get(f"/api/v1{path}")
    assert answer.status_code == status, answer.content
    if "json" in answer["Content-Type"]:
        check_answer(f"/api/v1{path}", "get", answer)
        return answer.json()
    return answer


def printed(pdf: bytes) -> str:
    return "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))


@pytest.mark.parametrize("name", ["Стефка Петрова", "Ζωή #set text()", "王 😀"])
def test_a_receipt_is_tagged_and_says_everything(name: str) -> None:
    donor = make.person(name)
    made = some.given(donor)
    proof = own_proof(donor, made.pk)
    assert proof is not None
    with translation.override("en"):
        pdf = paper_for(proof)
    assert b"/MarkInfo" in pdf and b"/StructTreeRoot" in pdf
    said = printed(pdf)
    assert proof.number in said and "120.50" in said and "no money was moved" in said
    if name != "王 😀":
        assert name in said


def test_the_api_gives_it_to_its_donor_alone() -> None:
    donor = make.person("Стефка Петрова")
    ngo = make.organisation(make.place())
    speaker = make.representative(ngo)
    campaign = money.campaign()
    some.pool(campaign.project.municipality)
    own = money.pledge(campaign, 700, speaker, organisation_id=ngo.pk)
    made = some.given(donor, in_campaign=campaign)
    told = ask(f"/pledges/{made.pk}/receipt/", donor)
    assert (told["donor"], told["cents"], told["is_demonstration"]) == ("Стефка Петрова", 12_050, True)
    assert told["added"] == [{"pool": "Фонд на общината", "cents": 6_025}]
    assert ask(f"/pledges/{own.pk}/receipt/", speaker)["donor"] == ngo.name
    assert ask(f"/pledges/{made.pk}/receipt.pdf", donor).content.startswith(b"%PDF")
    for path in (f"/pledges/{made.pk}/receipt/", f"/pledges/{made.pk}/receipt.pdf"):
        ask(path, speaker, status=404)
        ask(path, status=401)
    waiting = money.pledge(money.campaign(), 700, donor)
    ask(f"/pledges/{waiting.pk}/receipt/", donor, status=404)


def test_projects_learn_what_is_there_and_what_is_pledged(django_assert_max_num_queries: Any) -> None:
    campaign, planned = money.campaign(minimum_cents=1_000, optimum_cents=5_000), money.campaign(is_open=False)
    some.pool(campaign.project.municipality)
    money.pledge(campaign, 1_000)
    ids = [campaign.project_id, planned.project_id]
    told = {"money": 0, "money_promised": 1_000, "money_goal": 1_000, "money_further": 5_000}
    with django_assert_max_num_queries(3):
        assert figures_of(ids) == {campaign.project_id: told}
    some.given(make.person(), 600, in_campaign=campaign)
    assert figures_of(ids)[campaign.project_id] == {**told, "money": 2_400, "money_promised": 0}
    town = money.project(by_municipality=True)
    town.budget.create(position=0, what="Дъски", cents=8_000)
    kept = money.campaign(town, kind="keep", minimum_cents=0)
    assert figures_of([kept.project_id])[kept.project_id]["money_goal"] == 8_000, "what it would cost"


def test_what_is_expected_is_what_is_decided() -> None:
    campaign = money.campaign(minimum_cents=100)
    some.pool(campaign.project.municipality, donor_cap_cents=900, total_cents=2_000)
    some.pool(campaign.project.municipality, campaign_cap_cents=300, numerator=1, denominator=3)
    twice, once = make.person(), make.person()
    made = [money.pledge(campaign, cents, who) for cents, who in ((1_500, twice), (1_501, twice), (5_555, once))]
    pools, pledges = pools_for(campaign), given(standing(campaign))
    expected = {(one.pk, part.pool.pk): (part.cents, part.reason) for one in made for part in expected_for(one, pools)}
    total = expected_cents(pools, pledges)
    assert [part.cents for part in example(pools, pledges, twice)] == [0, 0], "their cap is used, and the campaign's"
    money.end(campaign)
    close_due()
    assert {(one.pledge_id, one.pool_id): (one.cents, one.reason) for one in Share.objects.all()} == expected
    assert sum(one.cents for one in Share.objects.all()) == total > 0


def test_the_api_tells_what_pools_would_add_until_it_is_decided() -> None:
    campaign, person = money.campaign(minimum_cents=100), make.person()
    some.pool(campaign.project.municipality, donor_cap_cents=1_500)
    made = money.pledge(campaign, 2_000, person)
    path, own = f"/campaigns/{campaign.pk}/pools/", f"/pledges/{made.pk}/"
    less = "less: the limit for one donor was reached"
    pool = ask(path, person)[0]
    assert (pool["expected_cents"], pool["example"]) == (1_000, {"cents": 2_000, "added_cents": 500, "why": less})
    assert ask(path)[0]["example"]["added_cents"] == 1_000, "of somebody new"
    assert [(one["cents"], one["why"]) for one in ask(own, person)["expected"]] == [
        (1_000, "as much as the ratio gives")
    ]
    some.given(make.person(), 900, in_campaign=campaign)
    pool = ask(path, person)[0]
    assert (pool["added_cents"], pool["expected_cents"], pool["example"]) == (1_450, None, None)
    assert ask(own, person)["expected"] == []
