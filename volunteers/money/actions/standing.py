"""What a pledge's new state means for the ledger, the reservation and the pools. Inside the caller's transaction and locks."""

from __future__ import annotations

from ..accounts import PLEDGED, held, pledged, pool_held
from ..models import Attempt, Campaign, Pledge, Share
from .ledger import post, reverse
from .planning import plan

State, Kind = Pledge.State, Attempt.Kind


def memo_key(pledge: Pledge) -> str:
    """Under which the standing promise is in the ledger."""
    return f"pledge.{pledge.pk}.pledged.{pledge.revision}"


def promise(campaign: Campaign, pledge: Pledge) -> None:
    """What is reserved is promised to the project."""
    lines = {pledged(campaign.project_id): pledge.cents, PLEDGED: -pledge.cents}
    post(kind="pledge", key=memo_key(pledge), lines=lines)


def unpromise(pledge: Pledge) -> None:
    """Nothing is promised any more: taken, or let go."""
    reverse(key=memo_key(pledge), kind="unpledge")


def let_go(campaign: Campaign, pledge: Pledge, state: str = State.CANCELLED) -> None:
    """The pledge is over before anything was taken; what was reserved for it will be let go."""
    if pledge.state == State.AUTHORISED:
        unpromise(pledge)
        plan(pledge, Kind.CANCEL, cents=pledge.cents, number=pledge.revision, reference=pledge.reference)
    pledge.state = state
    pledge.save(update_fields=["state"])
    return_shares(pledge, of=0)


def add_shares(campaign: Campaign, pledge: Pledge) -> None:
    """What pools add to a pledge is the project's, now that the pledge is."""
    for share in pledge.shares.filter(cents__gt=0).order_by("pk"):
        lines = {pool_held(share.pool_id): share.cents, held(campaign.project_id): -share.cents}
        post(kind="match", key=f"share.{share.pk}", lines=lines)


def return_shares(pledge: Pledge, *, of: int, number: int = 0) -> int:
    """Pools keep for the pledge only what belongs to ``of`` cents of it; how much goes back to them.

    What had been added is taken back in the ledger too; ``number`` is the refund's.
    """
    back = 0
    for share in pledge.shares.select_for_update(of=("self",)).order_by("pk"):
        kept = share.cents * of // pledge.cents
        gone = share.cents - share.returned_cents - kept
        if gone <= 0:
            continue
        Share.objects.filter(pk=share.pk).update(returned_cents=share.returned_cents + gone)
        if pledge.captured_at is not None:
            lines = {held(share.campaign.project_id): gone, pool_held(share.pool_id): -gone}
            post(kind="unmatch", key=f"share.{share.pk}.returned.{number}", lines=lines)
        back += gone
    return back
