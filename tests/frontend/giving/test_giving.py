"""The form of giving: what it makes, once; what is wrong at its field, with what was typed kept."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.support import factories as make
from tests.support import giving as some
from tests.support import money
from tests.support.giving import browser, sent, text
from volunteers.money.actions.pledging import withdraw_pledge
from volunteers.money.models import Campaign, Pledge
from volunteers.money.ways import way_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign() -> Campaign:
    return money.campaign()


def path(of: Campaign) -> str:
    return f"/projects/{of.project_id}/give/"


def give(of: Campaign, who: Any, *, status: int = 302, **fields: Any) -> Any:
    answer = browser(who).post(path(of), sent(**fields))
    assert answer.status_code == status, text(answer)[:2000]
    return answer


def test_a_form_sent_twice_pledges_once_and_leads_to_the_pledge(campaign: Campaign) -> None:
    who = make.person()
    page = text(browser(who).get(path(campaign)))
    key = re.search(r'name="client_key" value="([^"]+)"', page)
    assert key, "the form has a key"
    first, second = (give(campaign, who, client_key=key[1]) for _twice in range(2))
    made = Pledge.objects.get()
    assert first["Location"] == second["Location"] == f"/pledges/{made.pk}/"
    assert (made.cents, made.is_anonymous, made.state, made.organisation) == (2_000, True, "authorised", None)


def test_another_sum_counts_and_the_name_is_shown_where_wanted(campaign: Campaign) -> None:
    give(campaign, make.person(), amount="5000", own="12,50 €", is_named="on")
    made = Pledge.objects.get()
    assert (made.cents, made.is_anonymous) == (1_250, False)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"own": "0,99"}, "between 1 and 50,000 euro"),
        ({"own": "50000,01"}, "between 1 and 50,000 euro"),
        ({"own": "много"}, "A sum in euros"),
        ({"amount": ""}, "Choose a sum, or write your own."),
        ({"provider": ""}, "Choose one of the ways to pay."),
        ({"provider": "gold"}, "Select a valid choice"),
        ({"amount": "7"}, "Select a valid choice"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(campaign: Campaign, fields: dict[str, str], words: str) -> None:
    who = make.person()
    said = text(give(campaign, who, status=422, is_named="on", **fields))
    assert words in said and 'name="is_named"' in said and "checked" in said
    if own := fields.get("own"):
        assert f'value="{own}"' in said and 'aria-invalid="true"' in said
    assert not Pledge.objects.exists()


def test_a_key_used_for_another_sum_is_replaced(campaign: Campaign) -> None:
    who = make.person()
    give(campaign, who)
    said = text(give(campaign, who, amount="5000", status=409))
    assert "already sent with other words" in said and 'value="form"' not in said
    assert Pledge.objects.count() == 1


def test_an_organisation_gives_where_one_speaks_for_it(campaign: Campaign) -> None:
    ngo = make.organisation(campaign.project.municipality)
    speaker = make.representative(ngo)
    assert "Who gives" in text(browser(speaker).get(path(campaign)))
    give(campaign, speaker, organisation=str(ngo.pk))
    assert Pledge.objects.get().organisation == ngo
    stranger = make.person()
    assert "Who gives" not in text(browser(stranger).get(path(campaign)))
    give(campaign, stranger, organisation=str(ngo.pk), client_key="other")
    assert Pledge.objects.filter(person=stranger, organisation=None).count() == 1, "the field is not theirs"


def test_a_stranger_signs_in_and_finds_what_they_chose(campaign: Campaign) -> None:
    seen = browser()
    assert seen.get(path(campaign)).status_code == 200
    answer = seen.post(path(campaign), sent(own="33", is_named="on"))
    assert "/accounts/login/" in answer["Location"] and not Pledge.objects.exists()
    seen.force_login(make.person())
    said = text(seen.get(path(campaign)))
    assert 'value="33"' in said and 'value="dummy" id="id_provider_0" checked' in said


def test_the_demonstration_says_that_it_moves_no_money(campaign: Campaign) -> None:
    said = text(browser(make.person()).get(path(campaign)))
    assert "Demonstration: no money moves" in said and "Bank transfer" not in said
    some.account(campaign.project.municipality)
    assert "Bank transfer" in text(browser(make.person()).get(path(campaign)))


def test_nobody_gives_after_it_closed_or_where_nothing_is_asked(campaign: Campaign) -> None:
    money.end(campaign)
    who = make.person()
    assert "the campaign is closed" in text(browser(who).get(path(campaign)))
    assert "The campaign has closed" in text(give(campaign, who, status=409))
    planned = money.campaign(is_open=False)
    bare = money.project()
    for project_id in (planned.project_id, bare.pk, 987_654):
        assert browser(who).get(f"/projects/{project_id}/give/").status_code == 404
        assert browser(who).post(f"/projects/{project_id}/give/", sent()).status_code == 404
    assert not Pledge.objects.exists()


def test_the_example_knows_what_the_person_gave_before(campaign: Campaign) -> None:
    some.pool(campaign.project.municipality, donor_cap_cents=1_500)
    who = make.person()
    assert "if you give 20 €, the pool adds 10 €." in text(browser(who).get(path(campaign)))
    money.pledge(campaign, 2_000, who)
    said = text(browser(who).get(path(campaign)))
    assert "if you give 20 €, the pool adds 5 € (less: the limit for one donor was reached)." in said
    assert "the pool adds 10 €." in text(browser(make.person()).get(path(campaign))), "another's cap is their own"


def test_a_refused_pledge_is_told_as_refused(campaign: Campaign) -> None:
    from volunteers.money.providers.dummy import dummy

    dummy.mischief.refuses.add("authorise")
    who = make.person()
    answer = browser(who).post(path(campaign), sent(), follow=True)
    assert "refused it. Nothing was taken." in text(answer) and "Your pledge is kept" not in text(answer)


def test_each_way_says_what_is_true_for_the_campaign(campaign: Campaign) -> None:
    kept = money.campaign(money.project(by_municipality=True), kind="keep", minimum_cents=0)
    for of in (campaign, kept):
        some.account(of.project.municipality)
    said, other = (text(browser().get(path(of))).replace("&#x27;", "'") for of in (kept, campaign))
    assert "If you take your pledge back before the campaign closes, it is sent back." in said
    assert "If the campaign is not funded" in other and "If the campaign is not funded" not in said
    assert "Nothing is taken before that" not in said + other, "a transfer is sent at once"
    stripe = way_of("stripe")
    assert "funded" in str(stripe.means_for("all_or_nothing")) and "funded" not in str(stripe.means_for("keep"))


def test_whoever_gave_already_reads_it_before_giving_again(campaign: Campaign) -> None:
    who, other = make.person(), make.person()
    already = "You have given here already"
    assert already not in text(browser(who).get(path(campaign)))
    made = money.pledge(campaign, 3_500, who)
    withdraw_pledge(person=who, pledge_id=(back := money.pledge(campaign, 900, who)).pk)
    money.pledge(money.campaign(), 700, who)
    said = text(browser(who).get(path(campaign)))
    assert already in said and f'<a href="/pledges/{made.pk}/">35 €</a> (pledged)' in said
    assert "another pledge is added to it" in said and f"/pledges/{back.pk}/" not in said and "7 €" not in said
    for stranger in (None, other):
        assert already not in text(browser(stranger).get(path(campaign)))


def test_each_example_begins_with_the_name_of_its_pool(campaign: Campaign) -> None:
    some.pool(campaign.project.municipality, title="Фонд на морето")
    said = text(browser().get(path(campaign)))
    assert re.search(r'class="example small"><b>Фонд на морето</b><br>As things stand: if you give 20 €', said)
