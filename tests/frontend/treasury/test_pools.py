"""Pools: everybody reads them; officials and businesses set up and end their own."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from participation.organisations.models import Organisation
from tests.support import factories as make
from volunteers.money.actions.pools import open_pool
from volunteers.money.models import Pool

from .conftest import browser, text

pytestmark = pytest.mark.django_db


def form(place: Any, **fields: str) -> dict[str, str]:
    """As somebody fills it in, without JavaScript."""
    said = {"title": "Green fund", "total_cents": "1000", "numerator": "1", "denominator": "2"}
    return {
        "municipality": str(place.pk),
        "organisation": "",
        "donor_cap_cents": "",
        "campaign_cap_cents": "",
        **said,
        **fields,
    }


def test_an_official_sets_one_up_and_ends_it() -> None:
    place = make.place()
    official = make.official(place)
    seen = browser(official)
    assert "/pools/new/" in text(seen.get("/work/money/")) and "/pools/new/" in text(seen.get("/pools/"))
    answer = seen.post("/pools/new/", form(place, donor_cap_cents="20,50"))
    made = Pool.objects.get()
    assert answer.url == f"/pools/#pool-{made.pk}"
    assert (made.total_cents, made.donor_cap_cents, made.campaign_cap_cents) == (100_000, 2_050, None)
    said = text(browser().get("/pools/"))
    assert "Green fund" in said and "To each euro it adds 0.50 €" in said and "/end/" not in said
    assert f"/pools/{made.pk}/end/" in text(seen.get("/pools/"))
    asks = text(seen.get(f"/pools/{made.pk}/end/"))
    assert "What it has added stays" in asks and "End it<" not in asks, "closing has one name"
    seen.post(f"/pools/{made.pk}/end/")
    assert seen.post(f"/pools/{made.pk}/end/").status_code == 302
    made.refresh_from_db()
    assert made.ended_at and "ended" in text(browser().get("/pools/"))


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"title": ""}, "A title is needed."),
        ({"total_cents": "0,20"}, "between 1 and 10,000,000 euro"),
        ({"numerator": "30"}, "At most ten times as much"),
        ({"campaign_cap_cents": "0,20"}, "A limit is at least 1 euro"),
    ],
)
def test_what_does_not_fit_is_said_at_its_field(wrong: dict[str, str], said: str) -> None:
    place = make.place()
    answer = browser(make.official(place)).post("/pools/new/", form(place, **wrong))
    assert answer.status_code == 422 and said in text(answer)
    assert f'id="id_{next(iter(wrong))}_error"' in text(answer) and not Pool.objects.exists()


def test_who_speaks_for_a_business_sets_up_its_own() -> None:
    place = make.place()
    firm = make.organisation(place, "Firm", kind=Organisation.Kind.BUSINESS)
    speaker, official = make.representative(firm), make.official(place)
    seen = browser(speaker)
    assert f"/pools/new/?organisation={firm.pk}" in text(seen.get(f"/organisations/{firm.pk}/"))
    assert "/pools/new/" not in text(browser(official).get(f"/organisations/{firm.pk}/"))
    said = text(seen.get(f"/pools/new/?organisation={firm.pk}"))
    assert "Firm" in said and "the municipality&#x27;s own" not in said
    assert seen.post("/pools/new/", form(place, organisation="")).status_code == 403, "not the municipality's money"
    seen.post("/pools/new/", form(place, organisation=str(firm.pk)))
    made = Pool.objects.get()
    assert made.organisation == firm
    assert browser(official).get(f"/pools/{made.pk}/end/").status_code == 403
    assert browser(official).post(f"/pools/{made.pk}/end/").status_code == 403
    assert seen.get(f"/pools/{made.pk}/end/").status_code == 200


def test_nobody_else_sets_one_up() -> None:
    place = make.place()
    assert browser().get("/pools/new/").url.startswith("/accounts/login/")
    speaker = make.representative(make.organisation(place))
    for who in (make.person(), speaker, make.moderator(place)):
        assert browser(who).get("/pools/new/").status_code == 403
        assert browser(who).post("/pools/new/", form(place)).status_code == 403
    other = make.official(make.place("VAR06", "Варна", "Varna"))
    assert browser(other).post("/pools/new/", form(place)).status_code == 422
    assert not Pool.objects.exists()


def test_three_pools_cost_as_many_queries_as_one() -> None:
    place = make.place()
    official, counts = make.official(place), []
    for more in (1, 2):
        for _n in range(more):
            open_pool(person=official, municipality_id=place.pk, title="Фонд", total_cents=1_000)
        browser(official).get("/pools/")
        with CaptureQueriesContext(connection) as queries:
            browser(official).get(f"/pools/?municipality={place.code}")
        counts.append(len(queries))
    assert counts[0] == counts[1]
