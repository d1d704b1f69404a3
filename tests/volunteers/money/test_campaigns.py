"""From planning a campaign to what became of it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils.translation import override

from participation.database import db_now
from participation.live.models import Event
from participation.refusals import BadInput, Closed, NotAllowed, NotYetOpen, SignInFirst
from tests.support import factories as make
from tests.support import money
from volunteers.money.actions.asking import carry_out_due
from volunteers.money.actions.campaigns import change_campaign, open_campaign, plan_campaign
from volunteers.money.actions.closing import close_campaign, close_due
from volunteers.money.actions.pledging import pledge_money
from volunteers.money.models import Attempt, Campaign, Pledge, Transfer
from volunteers.money.selectors.ledger import balances, held_for, promised_to
from volunteers.projects.models import Project

pytestmark = pytest.mark.django_db
State = Pledge.State


def fresh(row: Any) -> Any:
    return type(row).objects.get(pk=row.pk)


def test_only_coordinators_plan_and_open_it() -> None:
    project = money.project()
    later = db_now() + timedelta(days=9)
    for who, refusal in (
        (None, SignInFirst),
        (make.person(), NotAllowed),
        (make.official(project.municipality), NotAllowed),
    ):
        with pytest.raises(refusal):
            plan_campaign(person=who, project_id=project.pk, closes_at=later, minimum_cents=500)
    planned = money.campaign(project, is_open=False)
    with pytest.raises(NotAllowed):
        open_campaign(person=make.person(), campaign_id=planned.pk)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"minimum_cents": 99}, "minimum_cents"),
        ({"minimum_cents": 500, "optimum_cents": 499}, "optimum_cents"),
        ({"minimum_cents": 500, "kind": "keep"}, "kind"),
        ({"minimum_cents": 500, "kind": "other"}, "kind"),
        ({"minimum_cents": 500, "closes_at": timedelta(seconds=-1)}, "closes_at"),
        ({"minimum_cents": 500, "closes_at": timedelta(days=60)}, "closes_at"),
    ],
)
def test_what_does_not_fit_is_said_at_its_field(fields: dict[str, Any], field: str) -> None:
    project = money.project()
    lead = project.coordinators.get().user
    values = {"closes_at": timedelta(days=9), **fields}
    values["closes_at"] = db_now() + values["closes_at"]
    with pytest.raises(BadInput) as refused:
        plan_campaign(person=lead, project_id=project.pk, **values)
    assert refused.value.field == field


def test_a_project_has_one_campaign() -> None:
    planned = money.campaign(is_open=False)
    lead = planned.project.coordinators.get().user
    with pytest.raises(BadInput), override("en"):
        plan_campaign(
            person=lead, project_id=planned.project_id, closes_at=db_now() + timedelta(days=5), minimum_cents=500
        )
    assert Campaign.objects.count() == 1


def test_it_opens_only_after_the_municipality_opened_the_project() -> None:
    project = money.project(is_open=False)
    planned, lead = money.campaign(project, is_open=False), project.coordinators.get().user
    with pytest.raises(NotYetOpen):
        open_campaign(person=lead, campaign_id=planned.pk)
    Project.objects.filter(pk=project.pk).update(state="under_way", opened_at=db_now())
    with pytest.raises(Closed):
        open_campaign(person=lead, campaign_id=planned.pk)
    Project.objects.filter(pk=project.pk).update(state="open")
    assert open_campaign(person=lead, campaign_id=planned.pk).state == "open"
    assert open_campaign(person=lead, campaign_id=planned.pk).state == "open"
    assert Event.objects.filter(kind="campaign.opened").count() == 1


def test_what_people_pledge_for_does_not_change() -> None:
    planned = money.campaign(is_open=False)
    lead = planned.project.coordinators.get().user
    assert change_campaign(person=lead, campaign_id=planned.pk, minimum_cents=700).minimum_cents == 700
    open_campaign(person=lead, campaign_id=planned.pk)
    with pytest.raises(Closed):
        change_campaign(person=lead, campaign_id=planned.pk, minimum_cents=800)


def test_the_municipality_may_keep_what_comes_together() -> None:
    kept = money.campaign(money.project(by_municipality=True), kind="keep", minimum_cents=0)
    money.pledge(kept, 100)
    money.end(kept)
    close_due()
    carry_out_due()
    assert fresh(kept).state == "settled" and held_for(kept.project_id) == 100


def test_it_does_not_close_before_its_moment() -> None:
    campaign = money.campaign()
    money.pledge(campaign, 20_000)
    assert close_due() == 0 and not close_campaign(campaign_id=campaign.pk)
    assert fresh(campaign).state == "open"


def test_funded_it_takes_each_pledge_once() -> None:
    campaign = money.campaign()
    pledges = [money.pledge(campaign, cents) for cents in (6_000, 4_000)]
    assert promised_to(campaign.project_id) == 10_000 and held_for(campaign.project_id) == 0
    money.end(campaign)
    assert (close_due(), close_due()) == (1, 0)
    assert fresh(campaign).state == "funded" and fresh(campaign).decided_cents == 10_000
    assert carry_out_due() == 2
    money.make_due()
    assert carry_out_due() == 0
    assert fresh(campaign).state == "settled"
    assert {fresh(one).state for one in pledges} == {State.CAPTURED}
    assert held_for(campaign.project_id) == 10_000 and promised_to(campaign.project_id) == 0
    assert balances("provider.") == {"provider.dummy.clearing": 10_000}
    assert Transfer.objects.filter(kind="capture").count() == 2


def test_below_the_minimum_nothing_is_taken() -> None:
    campaign = money.campaign()
    pledges = [money.pledge(campaign, cents) for cents in (6_000, 3_999)]
    money.end(campaign)
    close_due()
    carry_out_due()
    assert fresh(campaign).state == "not_funded"
    assert {fresh(one).state for one in pledges} == {State.CANCELLED}
    assert not Attempt.objects.filter(kind="capture").exists()
    assert Attempt.objects.filter(kind="cancel", is_done=True).count() == 2
    assert set(balances().values()) == {0}


def test_without_a_pledge_it_is_not_funded() -> None:
    campaign = money.campaign(money.project(by_municipality=True), kind="keep", minimum_cents=0)
    money.end(campaign)
    close_due()
    assert fresh(campaign).state == "not_funded"


def test_a_project_that_ends_takes_nothing() -> None:
    campaign = money.campaign()
    one = money.pledge(campaign, 20_000)
    Project.objects.filter(pk=campaign.project_id).update(state="ended", ended_at=db_now())
    with pytest.raises(Closed):
        money.pledge(campaign, 20_000)
    assert close_due() == 1
    assert (fresh(campaign).state, fresh(one).state) == ("not_funded", State.CANCELLED)


def test_a_capture_that_is_refused_leaves_the_others() -> None:
    campaign = money.campaign()
    one, other = money.pledge(campaign, 6_000), money.pledge(campaign, 6_000)
    money.end(campaign)
    close_due()
    from volunteers.money.providers.dummy import dummy

    first = Attempt.objects.get(pledge=one, kind="capture")
    dummy.mischief.refuses = {"capture"}
    from volunteers.money.actions.asking import carry_out

    carry_out(attempt_id=first.pk)
    dummy.mischief.refuses = set()
    assert fresh(campaign).state == "funded"
    carry_out_due()
    assert (fresh(one).state, fresh(other).state, fresh(campaign).state) == (State.FAILED, State.CAPTURED, "settled")
    assert held_for(campaign.project_id) == 6_000 and promised_to(campaign.project_id) == 0


def test_screens_are_told_the_numbers() -> None:
    campaign = money.campaign()
    money.pledge(campaign, 6_000)
    told = Event.objects.filter(stream__name=campaign.project.scope, kind="campaign.changed").latest("pk").data
    assert (told["pledged_cents"], told["donors"], told["state"]) == (6_000, 1, "open")


def test_pledging_waits_for_the_campaign_to_open() -> None:
    planned = money.campaign(is_open=False)
    with pytest.raises(NotYetOpen):
        pledge_money(person=make.person(), campaign_id=planned.pk, cents=500, provider="dummy", client_key="a")
