"""Who is told of money: followers of campaigns, donors of their own pledges, and nobody of anothers."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from participation.accounts.actions.profile import erase_account
from participation.accounts.personal_data import export_all
from participation.notifications.actions import follow
from participation.notifications.kinds import title_of
from participation.notifications.models import Notification
from participation.record.models import Act
from participation.record.subscribers import periodic
from participation.record.worker import run_due
from tests.support import factories as make
from tests.support import money
from volunteers.money.actions.arriving import set_treasury
from volunteers.money.actions.asking import carry_out_due
from volunteers.money.actions.campaigns import open_campaign
from volunteers.money.actions.closing import close_due
from volunteers.money.actions.payouts import ask_payout
from volunteers.money.actions.pledging import withdraw_pledge
from volunteers.money.models import Payout, Pledge, Posting, Transfer, Treasury
from volunteers.money.providers.dummy import dummy
from volunteers.money.telling import euro

pytestmark = pytest.mark.django_db


def told(person: object) -> list[str]:
    run_due()
    with override("en"):
        return [title_of(row.kind, row.data) for row in Notification.objects.filter(user=person).order_by("pk")]


def test_followers_are_told_of_a_campaign() -> None:
    planned, follower = money.campaign(is_open=False), make.person()
    lead = planned.project.proposer
    for person in (follower, lead):
        follow(user=person, scope=planned.project.scope)
    open_campaign(person=lead, campaign_id=planned.pk)
    assert told(follower) == ["“Пейки край морето” collects money. You can pledge now."]
    assert told(lead) == [], "whoever opened it knows"
    money.end(planned)
    close_due()
    assert told(follower)[1:] == ["“Пейки край морето” did not reach its minimum."]


def test_donors_alone_are_told_of_their_pledge() -> None:
    campaign, donor, other = money.campaign(), make.person(), make.person()
    run_due()  # that it was opened is told before anybody follows it
    follow(user=other, scope=campaign.project.scope)
    money.pledge(campaign, 1_234_567, donor)
    money.end(campaign)
    close_due()
    carry_out_due()
    assert told(donor) == ["12,345.67 € that you pledged to “Пейки край морето” were taken. Thank you."]
    assert told(other) == ["“Пейки край морето” is funded."]


def test_a_pledge_that_fails_is_told() -> None:
    donor = make.person()
    dummy.mischief.refuses = {"authorise"}
    money.pledge(money.campaign(), 500, donor)
    assert told(donor) == ["Your pledge of 5.00 € to “Пейки край морето” did not go through."]


@pytest.mark.parametrize(("language", "said"), [("bg", "12 345,60"), ("en", "12,345.60"), ("it", "12.345,60")])
def test_sums_are_written_as_their_readers_write_them(language: str, said: str) -> None:
    with override(language):
        assert euro(1_234_560).replace("\xa0", " ").replace("\u202f", " ") == f"{said} €"


def test_the_worker_knows_what_to_do() -> None:
    names = {work.name.rpartition(".")[2] for work in periodic() if "volunteers.money" in work.name}
    assert names == {"close_campaigns", "ask_providers", "compare", "delete_papers"}
    campaign = money.campaign(minimum_cents=100)
    money.pledge(campaign, 500)
    money.end(campaign)
    for work in periodic():
        if "volunteers.money" in work.name:
            work.run()
    assert Pledge.objects.get().state == "captured"


def test_nothing_public_names_a_donor() -> None:
    campaign = money.campaign(minimum_cents=100)
    money.pledge(campaign, 500, make.person("Скрит Дарител"))
    money.end(campaign)
    close_due()
    carry_out_due()
    public = Act.objects.filter(scope=campaign.project.scope, is_public=True)
    assert "Скрит" not in str(list(public.values()))
    assert set(public.values_list("kind", flat=True)) == {"campaign.opened", "campaign.funded", "campaign.settled"}
    names = {field.name for model in (Transfer, Posting) for field in model._meta.get_fields()}
    assert names.isdisjoint({"person", "user", "by", "donor"})


def test_whoever_led_or_decided_leaves_no_name() -> None:
    campaign = money.campaign(minimum_cents=100)
    money.pledge(campaign, 50_000)
    money.end(campaign)
    close_due()
    carry_out_due()
    lead, place = campaign.project.proposer, campaign.project.municipality
    official = make.official(place)
    iban = "BG80BNBG96611020345678"
    asked = ask_payout(
        person=lead, campaign_id=campaign.pk, cents=500, purpose="Дъски", document="Фактура", holder="Румен", iban=iban
    )
    set_treasury(official=official, municipality_id=place.pk, holder="Община", iban=iban)
    assert export_all(lead)["money"]["payouts"][0]["iban"] == iban
    erase_account(user=lead)
    erase_account(user=official)
    kept = Payout.objects.get(pk=asked.pk)
    assert (kept.by, kept.state, "Румен" in kept.holder, kept.iban) == (None, "withdrawn", False, "—")
    assert Treasury.objects.get().by is None


def test_whoever_transfers_finds_account_and_reference_again() -> None:
    campaign, donor, other = money.campaign(), make.person(), make.person()
    made = money.pledge(campaign, 5_000, donor, provider="transfer")
    money.pledge(campaign, 5_000, other)
    said = "Transfer 50.00 € for “Пейки край морето”: account and reference are beside your pledge."
    assert told(donor) == [said] == told(donor), "once"
    assert Notification.objects.get(user=donor).url == f"/pledges/{made.pk}/"
    assert told(other) == []
    withdraw_pledge(person=donor, pledge_id=money.pledge(campaign, 700, donor, provider="transfer").pk)
    assert told(donor) == [said], "nothing is asked of whoever took it back"
