"""Money of the demo, played through the room's own actions at the moments at which it happened: accounts, pools, campaigns in
every state, pledges, payouts. IBANs have right check digits and belong to no bank.
"""

from __future__ import annotations

import random
import tomllib
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from demo import moved, spending
from demo.clock import Clock
from demo.people import Population
from demo.projects import tell_recent
from participation.accounts.models import User
from participation.record.models import Act, Outbox
from volunteers.money.actions.arriving import confirm_arrival, set_treasury
from volunteers.money.actions.asking import carry_out
from volunteers.money.actions.campaigns import open_campaign, plan_campaign
from volunteers.money.actions.closing import close_campaign
from volunteers.money.actions.payouts import approve_payout, ask_payout
from volunteers.money.actions.pledging import pledge_money, withdraw_pledge
from volunteers.money.actions.pools import open_pool
from volunteers.money.actions.reconciling import reconcile
from volunteers.money.actions.refunding import refund_pledge
from volunteers.money.iban import remainder
from volunteers.money.models import Attempt, Campaign, Pledge
from volunteers.money.providers.dummy import dummy
from volunteers.money.references import reference_of
from volunteers.projects.models import Project

CONTENT = Path(__file__).parent / "content" / "money.toml"
MANY = {"demo": 1, "cocreated": 7}  # as many donors more as there are volunteers more
Told = dict[str, Any]


@dataclass
class Giving:
    """One campaign while it is played."""

    known: Population
    clock: Clock
    dice: random.Random
    told: Told
    project: Project
    campaign: Campaign
    pledges: dict[str, Pledge] = field(default_factory=dict)

    def moment(self, day: int, hour: int, minute: int = 0) -> datetime:
        """That day, and never in the minutes that are left to the worker."""
        return min(self.clock.at(f"{day}d", hour, minute), self.clock.now - timedelta(minutes=12))


def fill_money(known: Population, now: datetime, projects: dict[str, Project], scale: str = "demo") -> None:
    """Every account, pool and campaign of the content; what was promised and paid compared with the ledger at the end."""
    clock, newest = Clock(now, random.Random("money")), moved.newest_act()
    told = tomllib.loads(CONTENT.read_text(encoding="utf-8"))
    with moved.at(clock.at("-80d")):
        _accounts(known, told["accounts"])
    for pool in told["pool"]:
        with moved.at(clock.at(f"{pool['day']}d", 10)):
            _pool(known, pool)
    for one in told["campaign"]:
        project = projects[one["project"]]
        with moved.as_it_was(project, _state_then(project)):
            _play(known, clock, one, project, MANY[scale])
    reconcile()
    tell_recent(projects.values(), now, since=newest)
    for project in projects.values():
        moved.clear_stream(project.scope)
    Outbox.objects.filter(act__in=Act.objects.filter(pk__gt=newest)).delete()


def iban_of(place: str) -> str:
    """An account of a bank that does not exist, with check digits that are right."""
    body = f"MGDN966110{int(place, 36) % 10**8:08d}"
    return f"BG{98 - remainder(f'{body}BG00'):02d}{body}"


def _accounts(known: Population, places: list[str]) -> None:
    officials = {place: person for person, place in sorted(known.officials, reverse=True)}
    for code in places:
        place = known.places[code]
        official = next(user for user in known.users.values() if user.pk == officials[place.pk])
        holder = f"Община {place.name_bg}"
        set_treasury(official=official, municipality_id=place.pk, holder=holder, iban=iban_of(code))


def _pool(known: Population, told: Told) -> None:
    open_pool(
        person=known.users[told["by"]], municipality_id=known.places[told["place"]].pk, title=told["title"],
        total_cents=told["euro"] * 100, numerator=told["ratio"][0], denominator=told["ratio"][1],
        donor_cap_cents=told["donor"] * 100, campaign_cap_cents=told["campaign"] * 100,
        organisation_id=known.organisations[told["as"]].pk if "as" in told else None,
    )  # fmt: skip


def _state_then(project: Project) -> Project.State:
    """What is over by now was open while money was collected for it."""
    over = (Project.State.UNDER_WAY, Project.State.FINISHED, Project.State.ENDED)
    return Project.State.OPEN if project.state in over and not project.by_municipality else Project.State(project.state)


def _play(known: Population, clock: Clock, told: Told, project: Project, times: int) -> None:
    with moved.at(clock.at(f"{told['opens']}d", 8, 40)):
        campaign = plan_campaign(
            person=known.users[told["by"]], project_id=project.pk, kind=told["kind"],
            minimum_cents=told.get("minimum", 0) * 100, optimum_cents=told["optimum"] * 100 if "optimum" in told else None,
            closes_at=clock.at(f"{told['closes']}d", 20),
        )  # fmt: skip
        open_campaign(person=known.users[told["by"]], campaign_id=campaign.pk)
    giving = Giving(known, clock, random.Random(told["project"]), told, project, campaign)
    for at, one in _givers(giving, times):
        with moved.at(at):
            _give(giving, one)
    _part(giving)
    if told["closes"] < 0:
        _close(giving)
    for one in told.get("refunds", ()):
        with moved.at(giving.moment(one["day"], 11)):
            refund_pledge(
                official=known.users[one["by"]], pledge_id=giving.pledges[one["who"]].pk, cents=one["euro"] * 100,
                reason=one["reason"], number=1,
            )  # fmt: skip
    for place, one in enumerate(told.get("payouts", ())):
        _pay(giving, one, f"demo-{place}")
    spending.enter(known, clock, told, project)


def _givers(giving: Giving, times: int) -> list[tuple[datetime, Told]]:
    """Those whom the content names and quiet neighbours, who together give as much as it says, in the order of time."""
    told, dice = giving.told, giving.dice
    found = [(giving.moment(one["day"], 9 + n * 3 % 10, 7 + n * 13 % 50), one) for n, one in enumerate(told["pledges"])]
    euro, many = told["crowd"][0], told["crowd"][1] * times
    named = {one["who"] for one in told["pledges"]}
    taken = {giving.known.users[key].pk for key in named} | set(giving.known.speaks_for)
    keys = {user.pk: key for key, user in giving.known.users.items()}
    near = [user for user in giving.known.residents[giving.project.municipality.code] if user.pk not in taken]
    neighbours = dice.sample(near, min(many, len(near)))
    last = min(told["closes"], 0) - 1
    for place, user in enumerate(neighbours):
        part = euro // (len(neighbours) - place)  # what is left, divided among those who are left
        part = max(1, min(euro, round(part * dice.uniform(0.5, 1.5)))) if place + 1 < len(neighbours) else max(1, euro)
        euro -= part
        day = dice.randint(told["opens"], last)
        one = {"who": keys[user.pk], "euro": part, "named": dice.random() < 0.4}
        found.append((giving.moment(day, dice.randint(9, 21), dice.randrange(60)), one))
    return sorted(found, key=lambda pair: pair[0])


def _give(giving: Giving, told: Told) -> None:
    """Somebody pledges; what they transferred has arrived two days later, unless it is told that it has not."""
    known, key = giving.known, told["who"]
    pledge = pledge_money(
        person=known.users[key], campaign_id=giving.campaign.pk, cents=told["euro"] * 100,
        provider=told.get("way", "dummy"), client_key=f"demo-{giving.campaign.pk}-{key}",
        organisation_id=known.organisations[told["as"]].pk if "as" in told else None,
        is_anonymous=not told.get("named", False),
    )  # fmt: skip
    giving.pledges[key] = pledge
    if pledge.provider == "transfer" and key not in giving.told.get("waits", ()):
        with moved.at(giving.moment(told["day"] + 1, 15, 20)):
            confirm_arrival(official=_clerk(giving), reference=reference_of(pledge.pk), cents=pledge.cents)


def _clerk(giving: Giving) -> User:
    """An official of the place who has no part in the project."""
    place, own = giving.project.municipality_id, giving.project.proposer_id
    found = {person for person, where in giving.known.officials if where == place and person != own}
    return next(user for user in giving.known.users.values() if user.pk in found)


def _part(giving: Giving) -> None:
    """Who changed their mind."""
    for key in giving.told.get("leaves", ()):
        with moved.at(giving.pledges[key].at + timedelta(days=1)):
            withdraw_pledge(person=giving.known.users[key], pledge_id=giving.pledges[key].pk)


def _close(giving: Giving) -> None:
    """Its moment came, and what was pledged was taken or let go; of some the provider has not yet said that it was."""
    told = giving.told
    with moved.at(giving.clock.at(f"{told['closes']}d", 20) + timedelta(seconds=4)):
        close_campaign(campaign_id=giving.campaign.pk)
    waiting = Attempt.objects.filter(pledge__campaign=giving.campaign, done_at=None).order_by("pk")
    numbers = list(waiting.values_list("pk", flat=True))
    slow = numbers[len(numbers) - told.get("slow", 0) :]
    with moved.at(giving.clock.at(f"{told['closes']}d", 20) + timedelta(seconds=9)):
        for number in numbers:
            dummy.mischief.pending = {Attempt.Kind.CAPTURE} if number in slow else set()
            carry_out(attempt_id=number)
    dummy.mischief.pending = set()


def _pay(giving: Giving, told: Told, key: str) -> None:
    """The coordinator asks for money; an official has approved it, or has still to look at it."""
    with moved.at(giving.moment(told["asked"], 10, 30)):
        payout = ask_payout(
            person=giving.known.users[giving.told["by"]], campaign_id=giving.campaign.pk, cents=told["euro"] * 100,
            purpose=told["purpose"], document=told["document"], holder=told["holder"],
            iban=iban_of(f"{giving.project.pk}P"), client_key=key,
        )  # fmt: skip
    if "by" in told:
        with moved.at(giving.moment(told["decided"], 16, 5)):
            approve_payout(official=giving.known.users[told["by"]], payout_id=payout.pk)
