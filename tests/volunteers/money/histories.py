"""Random histories of campaigns: people, workers that die, providers that forget, webhooks that come twice and late.

Used by the tests and by ``bench/money.py``. A history is played in a transaction that is undone afterwards.
"""

from __future__ import annotations

import contextlib
import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.core.cache import cache
from django.db import transaction

from participation.accounts.actions.profile import erase_account
from participation.database import db_now
from participation.refusals import Refused
from tests.support import factories as make
from tests.support import money
from volunteers.money.actions import asking
from volunteers.money.actions.asking import carry_out_due
from volunteers.money.actions.closing import close_due
from volunteers.money.actions.inbox import process_due, take_notice
from volunteers.money.actions.payouts import approve_payout, ask_payout
from volunteers.money.actions.pledging import change_pledge, pledge_money, withdraw_pledge
from volunteers.money.actions.pools import open_pool
from volunteers.money.actions.reconciling import reconcile
from volunteers.money.actions.refunding import refund_pledge
from volunteers.money.models import Attempt, Campaign, DummyOperation, Notice, Payout, Pledge, Share
from volunteers.money.providers.dummy import Died, Mischief, dummy, secret
from volunteers.money.selectors.ledger import balances, held_for, left_in, total
from volunteers.money.signatures import HEADER, sign

KINDS = ("authorise", "capture", "cancel", "refund")
IBAN = "BG80BNBG96611020345678"


class Undo(Exception):
    """The history is over."""


@dataclass
class Found:
    """What was wrong after histories; all of it is zero where every guard holds."""

    histories: int = 0
    steps: int = 0
    wrong: Counter[str] = field(default_factory=Counter)
    seen: Counter[str] = field(default_factory=Counter)  # that something was there to go wrong


@dataclass
class Story:
    """One campaign and whoever has to do with it."""

    dice: random.Random
    campaign: Campaign
    people: list[Any]
    lead: Any
    officials: list[Any]

    def pledge(self) -> None:
        """Somebody pledges, sometimes by a form sent before."""
        pledge_money(
            person=self.dice.choice(self.people),
            campaign_id=self.campaign.pk,
            cents=self.dice.choice((50, 100, 2_500, 9_999, 20_001)),
            provider="dummy",
            client_key=f"key-{self.dice.randint(1, 6)}",
        )

    def change(self) -> None:
        """Somebody changes a pledge."""
        if one := self.any(Pledge.objects.filter(campaign=self.campaign, person__isnull=False)):
            change_pledge(person=one.person, pledge_id=one.pk, cents=self.dice.randint(100, 20_000))

    def withdraw(self) -> None:
        """Somebody takes it back."""
        if one := self.any(Pledge.objects.filter(campaign=self.campaign, person__isnull=False)):
            withdraw_pledge(person=one.person, pledge_id=one.pk)

    def close(self) -> None:
        """Its moment comes, and workers look."""
        money.end(self.campaign)
        close_due()
        close_due()

    def work(self) -> None:
        """A worker runs; those that died before it are followed."""
        if self.dice.random() < 0.7:
            money.make_due()
        Notice.objects.filter(done_at=None).update(due_at=db_now() - timedelta(seconds=1))
        process_due()
        carry_out_due()

    def webhook(self) -> None:
        """The provider tells of something, sometimes for the second time."""
        if one := self.any(DummyOperation.objects.all()):
            body = dummy.webhook(one.key)
            for _again in range(self.dice.choice((1, 1, 2))):
                take_notice(provider="dummy", body=body, headers={HEADER: sign(body, secret=secret(), at=db_now())})

    def refund(self) -> None:
        """An official gives back: a part, all, too much, or the same once more."""
        if one := self.any(Pledge.objects.filter(campaign=self.campaign)):
            done = one.attempts.filter(kind="refund").count()
            cents = self.dice.choice((one.cents, one.cents // 2, one.cents // 3 + 1, one.cents + 1))
            refund_pledge(
                official=self.dice.choice(self.officials),
                pledge_id=one.pk,
                cents=cents,
                reason="Друго",
                number=done + self.dice.choice((0, 1, 1, 1)),
            )

    def pay(self) -> None:
        """A coordinator asks for money, officials approve."""
        have = held_for(self.campaign.project_id)
        ask_payout(
            person=self.lead,
            campaign_id=self.campaign.pk,
            cents=self.dice.choice((have // 2, have, have + 1)),
            purpose="Дъски",
            document="Фактура 1",
            holder="Сдружение",
            iban=IBAN,
        )

    def approve(self) -> None:
        """An official approves."""
        if one := self.any(Payout.objects.filter(campaign=self.campaign)):
            approve_payout(official=self.dice.choice(self.officials), payout_id=one.pk)

    def leave(self) -> None:
        """Somebody leaves the platform."""
        if len(self.people) > 2:
            erase_account(user=self.people.pop(self.dice.randrange(len(self.people))))

    def trouble(self) -> None:
        """The provider begins to misbehave, or stops."""
        some = {kind for kind in KINDS if self.dice.random() < 0.35}
        wrong = self.dice.choice(("dies_after", "drops", "away", "refuses", "pending", ""))
        dummy.mischief = Mischief(**{wrong: some}) if wrong else Mischief()

    def any(self, rows: Any) -> Any:
        """One of them, or None."""
        found = list(rows.order_by("pk"))
        return self.dice.choice(found) if found else None

    def steps(self) -> list[tuple[int, Callable[[], None]]]:
        """What may happen, with how often: first pledging, later taking, giving back and paying out."""
        if Campaign.objects.filter(pk=self.campaign.pk, state=Campaign.State.OPEN).exists():
            return [
                (8, self.pledge), (3, self.change), (1, self.withdraw), (2, self.close), (2, self.work), (1, self.webhook),
                (1, self.leave), (3, self.trouble),
            ]  # fmt: skip
        return [
            (7, self.work), (6, self.refund), (2, self.pay), (3, self.approve), (2, self.webhook), (1, self.close),
            (1, self.leave), (1, self.pledge), (3, self.trouble),
        ]  # fmt: skip


class World:
    """What is there before each history."""

    def __init__(self) -> None:
        self.place = make.place()
        self.officials = [make.official(self.place, f"Служител {n}") for n in range(2)]
        self.people = [make.person(f"Дарител {n}") for n in range(4)]
        self.lead = make.person("Водач")

    def story(self, dice: random.Random) -> Story:
        """A campaign is open; often a pool adds to it."""
        campaign = money.campaign(
            money.project(self.place, lead=self.lead), minimum_cents=dice.choice((100, 5_000, 12_000))
        )
        if dice.random() < 0.6:
            open_pool(
                person=self.officials[0],
                municipality_id=self.place.pk,
                title="Фонд",
                total_cents=dice.choice((500, 10_000)),
                numerator=dice.choice((1, 2)),
                denominator=dice.choice((1, 3)),
                donor_cap_cents=dice.choice((None, 2_000)),
                campaign_cap_cents=dice.choice((None, 4_000)),
            )
        return Story(dice, campaign, list(self.people), self.lead, self.officials)


def play(world: World, seed: str, found: Found, *, steps: int = 16) -> None:
    """One history, looked at when it is over; nothing of it stays."""
    dice = random.Random(seed)
    dummy.mischief = Mischief()
    with contextlib.suppress(Undo), transaction.atomic():
        story = world.story(dice)
        for _step in range(steps):
            may = story.steps()
            act = dice.choices([one for _w, one in may], [weight for weight, _one in may])[0]
            cache.clear()  # limits are not what is tried here
            with contextlib.suppress(Refused, Died):
                act()
            found.steps += 1
        finish(story)
        look(story, found)
        found.histories += 1
        raise Undo


def finish(story: Story) -> None:
    """Everything settles down: the provider behaves, the moment comes, workers run until nothing is left."""
    dummy.mischief = Mischief()
    story.close()
    DummyOperation.objects.filter(state="pending").update(state="done")
    for _round in range(3):
        money.make_due()
        carry_out_due()


def look(story: Story, found: Found) -> None:
    """Count what is wrong, and what was there to be wrong."""
    campaign = Campaign.objects.get(pk=story.campaign.pk)
    done: dict[tuple[str, int], list[int]] = {}
    for key, kind, cents, state in DummyOperation.objects.values_list("key", "kind", "cents", "state"):
        if (
            state == "done" or kind == "cancel"
        ):  # a provider may refuse to let go; that it was asked to is what we can do
            done.setdefault((kind, int(key.split(".")[1])), []).append(cents)
    wrong, seen = found.wrong, found.seen
    wrong["the sum is not zero"] += total() != 0
    wrong["a reconciliation differs"] += reconcile().difference != 0
    wrong["something is never over"] += Attempt.objects.filter(done_at=None).exists()
    wrong["more was paid out than was there"] += held_for(campaign.project_id) < 0
    for pledge in Pledge.objects.filter(campaign=campaign):
        taken, back = done.get(("capture", pledge.pk), []), done.get(("refund", pledge.pk), [])
        wrong["double captures"] += len(taken) > 1
        wrong["taken and not booked"] += sum(taken) != (pledge.cents if pledge.captured_at else 0)
        wrong["double refunds"] += sum(back) != pledge.refunded_cents
        wrong["more given back than taken"] += sum(back) > sum(taken)
        wrong["taken below the minimum"] += bool(taken) and campaign.state == Campaign.State.NOT_FUNDED
        reserved = len(done.get(("authorise", pledge.pk), []))
        wrong["reserved and never let go"] += reserved > len(taken) + len(done.get(("cancel", pledge.pk), []))
        seen["captures"] += len(taken)
        seen["refunds"] += len(back)
    shares = Share.objects.filter(campaign=campaign)
    wrong["a pool gave more than it holds"] += any(
        left_in(pool) < 0 for pool in set(shares.values_list("pool", flat=True))
    )
    seen["matched"] += shares.filter(cents__gt=0).count()
    seen["paid out"] += Payout.objects.filter(campaign=campaign, state="approved").count()
    seen[campaign.state] += 1
    seen["accounts"] += len(balances())


def without_guard(set_attribute: Callable[[Any, str, Any], None]) -> None:
    """The control: every try asks the provider under a key of its own, as a program does that has not thought of it."""
    set_attribute(asking, "key_for", lambda attempt: f"{attempt.key}.{attempt.tries}")
