"""Campaigns whose money is there, and payouts that were asked for."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from participation.accounts.models import User
from participation.database import db_now
from participation.places.models import Municipality
from tests.support import money
from volunteers.money.actions.asking import carry_out_due
from volunteers.money.actions.closing import close_due
from volunteers.money.actions.payouts import ask_payout
from volunteers.money.actions.pools import open_pool
from volunteers.money.actions.reconciling import reconcile
from volunteers.money.models import Attempt, Campaign, Payout, Pledge
from volunteers.money.references import reference_of
from volunteers.projects.models import Project

IBAN, OTHER = "BG80BNBG96611020345678", "DE89370400440532013000"


def lead_of(campaign: Campaign) -> User:
    """Whoever coordinates its project first."""
    return campaign.project.coordinators.select_related("user").order_by("pk")[0].user


def collected(cents: int = 1_000_000, of: Project | None = None, person: User | None = None) -> tuple[Campaign, Pledge]:
    """A campaign whose money is there, and the pledge it came from."""
    campaign = money.campaign(of)
    one = money.pledge(campaign, cents, person)
    money.end(campaign)
    close_due()
    carry_out_due()
    return Campaign.objects.select_related("project__municipality").get(pk=campaign.pk), Pledge.objects.get(pk=one.pk)


def asked(of: Campaign, cents: int = 100_000, **fields: Any) -> Payout:
    """A payout of it that waits."""
    values = {"purpose": "Дъски", "document": "Фактура 17", "holder": "Сдружение", "iban": IBAN, **fields}
    return ask_payout(person=lead_of(of), campaign_id=of.pk, cents=cents, **values)


def sent_back(kind: str, person: User | None = None, provider: str = "transfer") -> Attempt:
    """Money that goes back to whoever gave it."""
    one = money.pledge(money.campaign(), 5_000, person, provider=provider)
    values = {"is_done": True, "done_at": db_now(), "cents": 5_000, "key": f"back.{kind}.{one.pk}"}
    return Attempt.objects.create(pledge=one, kind=kind, **values)


def treasury_numbers(place: Municipality, leader: User, official: User) -> dict[str, Any]:
    """The names of the matrix: the leader's projects without a campaign, with one that is planned, and with one that is
    collected; a transfer on its way; a pool; a comparison.
    """
    fresh = money.project(place, lead=leader)
    planned = money.campaign(money.project(place, lead=leader), is_open=False)
    done, pledge = collected(1_000_000, money.project(place, lead=leader))
    waits = money.pledge(money.campaign(money.project(place)), 5_000, provider="transfer")
    reconcile()
    return {
        "led_fresh": fresh.pk, "led_planned": planned.project_id, "own_campaign": planned.pk, "led_done": done.project_id,
        "done_campaign": done.pk, "payout": asked(done, 1_000).pk, "taken_pledge": pledge.pk,
        "to_arrive_ref": reference_of(waits.pk), "soon_day": (db_now() + timedelta(days=9)).date().isoformat(),
        "pool": open_pool(person=official, municipality_id=place.pk, title="Фонд", total_cents=1_000).pk,
    }  # fmt: skip
