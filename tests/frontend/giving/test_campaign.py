"""The campaign in public and on its project's page: sums, rules and examples; nobody's name beyond their consent."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from frontend.live import render
from participation.live.models import Event
from tests.support import factories as make
from tests.support import giving as some
from tests.support import money
from tests.support import projects as whole
from tests.support.giving import browser, text
from volunteers.money.actions.asking import carry_out_due
from volunteers.money.actions.closing import close_due
from volunteers.money.actions.pledging import withdraw_pledge
from volunteers.money.models import Campaign

pytestmark = pytest.mark.django_db
TRAP = "<script>alert(1)</script>"


@pytest.fixture
def campaign() -> Campaign:
    """Of a project made as people make it."""
    made = whole.project(
        by=make.person("Румен Водач"), official=make.official(make.place()), starts_on=_later(60), ends_on=_later(90)
    )
    return money.campaign(made, minimum_cents=100_000, optimum_cents=200_000)


def _later(days: int) -> Any:
    from datetime import timedelta

    from django.utils import timezone

    return timezone.localdate() + timedelta(days=days)


def page(of: Campaign, who: Any = None, path: str = "money/") -> str:
    answer = browser(who).get(f"/projects/{of.project_id}/{path}")
    assert answer.status_code == 200
    return text(answer)


def numbers(said: str) -> dict[str, str]:
    """The campaign's numbers as a page or an event tells them."""
    return dict(re.findall(r"<dt>([^<]+)</dt><dd>([^<]+)</dd>", said.replace("\xa0", " ")))


def test_pledged_and_collected_stand_apart(campaign: Campaign) -> None:
    money.pledge(campaign, 60_000)
    said = page(campaign)
    told = numbers(said)
    assert (told["Pledged"], told["Collected"], told["Minimum"], told["Wished for"], told["Pledges"]) == (
        "600 €", "0 €", "1,000 €", "2,000 €", "1",
    )  # fmt: skip
    assert "Money: 0 € collected and 600 € pledged; 1,000 € are needed, 2,000 € are wished for" in said
    assert "days left" in said and f'href="/projects/{campaign.project_id}/give/"' in said
    money.pledge(campaign, 50_000)
    money.end(campaign)
    close_due()
    carry_out_due()
    said = page(campaign)
    assert numbers(said)["Collected"] == "1,100 €" and "funded and collected" in said
    assert "given by donors" in said and "Held for the project now" in said
    assert f'href="/projects/{campaign.project_id}/give/"' not in said


def test_what_happens_is_said_in_plain_words(campaign: Campaign) -> None:
    said = page(campaign)
    assert "If at least 1,000 € come together until" in said and "nobody pays anything" in said
    money.pledge(campaign, 500)
    money.end(campaign)
    close_due()
    said = page(campaign)
    assert "The minimum of 1,000 € was not reached. Nobody pays anything." in said and "Nothing has moved." in said
    town = money.campaign(money.project(by_municipality=True), kind="keep", minimum_cents=0)
    assert "however much it is" in page(town) and "If less comes together" not in page(town)


def test_names_stand_there_with_consent_alone_and_without_sums(campaign: Campaign) -> None:
    money.pledge(campaign, 12_345, make.person("Ганка Видима"), is_anonymous=False)
    hidden = make.person("Тих Дарител")
    money.pledge(campaign, 700, hidden)
    for who in (None, make.person(), make.official(campaign.project.municipality), hidden):
        said = page(campaign, who)
        assert "Ганка Видима" in said and "2 pledges stand." in said
        assert "123.45" not in said
        body = said.partition("<main")[2].partition("</main>")[0]
        assert "Тих Дарител" not in body


def test_the_example_is_computed_as_it_will_be_decided(campaign: Campaign) -> None:
    place = campaign.project.municipality
    some.pool(place, total_cents=31_000)
    said = page(campaign)
    assert "To each euro it adds 0.50 €" in said and "if you give 20 €, the pool adds 10 €." in said
    money.pledge(campaign, 60_000)
    said = page(campaign)
    assert "it would add 300 € to what is pledged" in said and "if you give 20 €, the pool adds 10 €." in said
    money.pledge(campaign, 40_000)
    said = page(campaign)
    assert "the pool adds 0 € (less: the pool was used up by earlier pledges)" in said
    money.end(campaign)
    close_due()
    carry_out_due()
    said = page(campaign)
    assert "It added 310 € to this campaign." in said and "As things stand" not in said
    assert numbers(said)["Added by pools"] == "310 €" and numbers(said)["Collected"] == "1,310 €"


def test_the_projects_page_has_the_bar_the_button_and_the_card(campaign: Campaign) -> None:
    money.pledge(campaign, 60_000)
    said = page(campaign, path="")
    for words in (
        "600 € pledged; 1,000 € are needed",
        "Give money",
        "Everything about the money",
        'class="f-mark f-wish"',
    ):
        assert words in said, words
    bare = whole.project(by=make.person(), official=make.official(make.place(), "Друга"))
    other = text(browser().get(f"/projects/{bare.pk}/"))
    assert "Give money" not in other and 'id="meter-money"' not in other and 'id="campaign"' not in other


def test_what_is_not_public_is_not_there(campaign: Campaign) -> None:
    planned, bare = money.campaign(is_open=False), money.project()
    for project_id in (planned.project_id, bare.pk, 987_654):
        assert browser().get(f"/projects/{project_id}/money/").status_code == 404
    assert browser().post(f"/projects/{campaign.project_id}/money/").status_code == 405


def test_nothing_people_typed_is_code() -> None:
    place = make.place()
    made = whole.project(
        by=make.person(), official=make.official(place), title=TRAP, budget=[{"what": TRAP, "cents": 100}],
        starts_on=_later(60), ends_on=_later(90),
    )  # fmt: skip
    campaign, who = money.campaign(made), make.person(TRAP)
    some.pool(place, title=TRAP)
    own = money.pledge(campaign, 2_000, who, is_anonymous=False)
    for path in (f"/projects/{made.pk}/money/", f"/projects/{made.pk}/give/", f"/pledges/{own.pk}/", "/pledges/"):
        said = text(browser(who).get(path))
        assert "alert(1)" in said and TRAP not in said, path


def test_events_show_what_a_fresh_page_shows_and_ask_nothing(
    campaign: Campaign, django_assert_num_queries: Any
) -> None:
    some.pool(campaign.project.municipality)
    money.pledge(campaign, 60_000)
    withdraw_pledge(person=(taken := money.pledge(campaign, 900)).person, pledge_id=taken.pk)
    scope = campaign.project.scope
    assert {"campaign.opened", "campaign.changed"} <= _kinds(scope)
    last = Event.objects.filter(stream__name=scope, kind="campaign.changed").latest("pk")
    with django_assert_num_queries(0):
        drawn = render(scope, last.kind, last.data, "en") or ""
    assert numbers(drawn) == numbers(page(campaign)) == numbers(page(campaign, path=""))
    meter = re.search(r'<div class="meter" id="meter-money">.*?</div>', page(campaign, path=""))
    assert meter and meter[0] in drawn and "Give money" in drawn
    money.pledge(campaign, 40_000)
    money.end(campaign)
    close_due()
    carry_out_due()
    last = Event.objects.filter(stream__name=scope, kind__startswith="campaign.").latest("pk")
    drawn = render(scope, last.kind, last.data, "en") or ""
    assert numbers(drawn) == numbers(page(campaign)) and "Give money" not in drawn


def _kinds(scope: str) -> set[str]:
    return set(Event.objects.filter(stream__name=scope).values_list("kind", flat=True))


def test_pages_ask_as_much_for_three_as_for_one(campaign: Campaign) -> None:
    place, counts = campaign.project.municipality, []
    for n in (1, 2):
        for _one in range(n):
            some.pool(place)
            money.pledge(campaign, 900, is_anonymous=False)
        for path in ("money/", "give/", ""):
            with CaptureQueriesContext(connection) as asked:
                page(campaign, path=path)
            counts.append((path, len(asked)))
    assert counts[:3] == counts[3:]
    assert dict(counts)["money/"] <= 14


def test_what_is_missing_is_said_with_what_pools_would_add(campaign: Campaign) -> None:
    words = "With what pools would add"
    money.pledge(campaign, 40_000)
    assert words not in page(campaign), "without pools the numbers say it"
    some.pool(campaign.project.municipality)
    assert "With what pools would add, 600 € are there; 400 € are missing." in page(campaign)
    money.pledge(campaign, 26_667)
    said = page(campaign)
    assert "With what pools would add, 1,000" in said and "are there: the minimum is reached." in said
    money.end(campaign)
    close_due()
    carry_out_due()
    assert words not in page(campaign)


def test_everything_about_the_money_is_right_below_the_button(campaign: Campaign) -> None:
    way = f'</div><p class="give-more small"><a href="/projects/{campaign.project_id}/money/">'
    assert way in page(campaign, path="")
    money.end(campaign)
    close_due()
    said = page(campaign, path="")
    assert way not in said and 'id="give-way"' in said
