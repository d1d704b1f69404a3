"""What the worker does about money."""

from __future__ import annotations

from participation.record.models import Act
from participation.record.subscribers import every, on

from . import reacting
from .actions.asking import carry_out_due
from .actions.closing import close_due
from .actions.inbox import drop_old_bodies, process_due
from .actions.papers import delete_removed
from .actions.reconciling import reconcile
from .actions.settling import forget_payers


@on(*reacting.FOLLOWED)
def tell_followers(act: Act) -> None:
    """Whoever follows the project is told of its campaign."""
    reacting.tell_followers(act)


@on(*reacting.OF_PAYOUTS)
def tell_of_payout(act: Act) -> None:
    """Officials are told what waits for them, coordinators what was decided."""
    reacting.tell_of_payout(act)


@on(*reacting.OF_PLEDGES)
def tell_donor(act: Act) -> None:
    """Donors are told what became of their pledge."""
    reacting.tell_donor(act)


@on(*reacting.PLEDGED)
def tell_what_to_transfer(act: Act) -> None:
    """Donors who transfer are told where account and reference are."""
    reacting.tell_what_to_transfer(act)


@every(seconds=5)
def close_campaigns() -> None:
    """Campaigns whose moment has come are decided."""
    close_due()


@every(seconds=5)
def ask_providers() -> None:
    """What is due is asked, and what they told is processed."""
    process_due()
    carry_out_due()


@every(hours=24)
def compare() -> None:
    """Every cent, every day; and bodies of old webhooks go, and who paid in old statements."""
    reconcile()
    drop_old_bodies()
    forget_payers()


@every(minutes=5)
def delete_papers() -> None:
    """Papers that nobody sees any more are deleted from the disk."""
    delete_removed()
