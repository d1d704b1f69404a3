"""Booking what a provider said: once for each attempt, whoever learns it first, in whatever order answers come."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models import F

from participation.database import db_now
from participation.ready import Ready

from ..accounts import ARRIVED, clearing, held
from ..models import Attempt, Campaign, Pledge
from ..providers import get_provider
from ..providers.base import Answer
from ..telling import CHANGE_FAILED, FAILED, GIVEN, GIVEN_BACK
from .common import locked, note, tell
from .ledger import post
from .planning import plan
from .receipts import give_receipt
from .standing import add_shares, promise, return_shares, unpromise

State, Kind = Pledge.State, Attempt.Kind
LOOK_AGAIN = timedelta(hours=1)  # at what a provider said was pending, should its webhook be lost

# Each answer asks these; see docs/decisions/ready-queries.md.
with_pledge: Ready[Attempt] = Ready(lambda pk: Attempt.objects.select_related("pledge").filter(pk=pk))
_PLEDGE: Ready[Pledge] = Ready(lambda pk: Pledge.objects.select_for_update(of=("self",)).filter(pk=pk))
_ATTEMPT: Ready[Attempt] = Ready(lambda pk: Attempt.objects.select_for_update(of=("self",)).filter(pk=pk))


@transaction.atomic
def book(*, attempt_id: int, answer: Answer) -> bool:
    """The ledger and the pledge say what the provider says; whether the attempt is over. Harmless the second time.

    Done for another sum than was asked is not booked: it waits, with words, for somebody to look at it.
    """
    known = with_pledge.only(attempt_id)
    if known is None:
        raise Attempt.DoesNotExist
    campaign = locked(known.pledge.campaign_id)
    (pledge,), (attempt,) = _PLEDGE(known.pledge_id), _ATTEMPT(attempt_id)
    if attempt.done_at is not None:
        return True
    if answer.outcome == "pending" or (answer.outcome == "done" and answer.cents != attempt.cents):
        odd = "" if answer.outcome == "pending" else f"done for {answer.cents} cents"
        attempt.words = odd or attempt.words
        attempt.reference = attempt.reference or answer.reference
        attempt.due_at = db_now() + LOOK_AGAIN
        attempt.save(update_fields=["words", "reference", "due_at"])
        return False
    attempt.is_done = answer.outcome == "done"
    attempt.done_at = db_now()
    attempt.reference = attempt.reference or answer.reference
    attempt.words = attempt.words or answer.words
    attempt.save(update_fields=["is_done", "done_at", "reference", "words"])
    _BOOKED[Kind(attempt.kind)](campaign, pledge, attempt)
    tell(campaign)
    return True


def _authorised(campaign: Campaign, pledge: Pledge, attempt: Attempt) -> None:
    """It stands, instead of an earlier sum; too late, or after a newer one, it is let go again."""
    if not attempt.is_done:
        _not_authorised(campaign, pledge)
        return
    pays_first = _pays_first(pledge)
    if pays_first:
        lines = {clearing(pledge.provider): attempt.cents, ARRIVED: -attempt.cents}
        post(kind="arrival", key=f"pledge.{pledge.pk}.arrived.{attempt.number}", lines=lines)
    newer = pledge.state == State.AUTHORISED and pledge.revision > attempt.number
    if campaign.state != Campaign.State.OPEN or pledge.state not in (State.PLEDGED, State.AUTHORISED) or newer:
        plan(pledge, Kind.CANCEL, cents=attempt.cents, number=attempt.number, reference=attempt.reference)
        return
    if pledge.state == State.AUTHORISED:
        unpromise(pledge)
        plan(pledge, Kind.CANCEL, cents=pledge.cents, number=pledge.revision, reference=pledge.reference)
    if attempt.cents > pledge.cents:
        pledge.at = attempt.at
    pledge.cents, pledge.revision, pledge.reference = attempt.cents, attempt.number, attempt.reference
    pledge.state = State.AUTHORISED
    pledge.save(update_fields=["cents", "revision", "reference", "state", "at"])
    promise(campaign, pledge)


def _not_authorised(campaign: Campaign, pledge: Pledge) -> None:
    """A first sum that is refused ends the pledge, unless another one is being asked; a later one changes nothing."""
    if pledge.state == State.AUTHORISED:
        _notify(campaign, pledge, CHANGE_FAILED)
    elif pledge.state == State.PLEDGED and not pledge.attempts.filter(kind=Kind.AUTHORISE, done_at=None).exists():
        pledge.state = State.FAILED
        pledge.save(update_fields=["state"])
        _notify(campaign, pledge, FAILED)


def _captured(campaign: Campaign, pledge: Pledge, attempt: Attempt) -> None:
    """What was promised is given, what pools add is the project's too, and the donor has a receipt."""
    if attempt.is_done:
        unpromise(pledge)
        source = ARRIVED if _pays_first(pledge) else clearing(pledge.provider)
        lines = {source: attempt.cents, held(campaign.project_id): -attempt.cents}
        post(kind="capture", key=f"pledge.{pledge.pk}.capture", lines=lines)
        pledge.state, pledge.captured_at = State.CAPTURED, attempt.done_at
        pledge.save(update_fields=["state", "captured_at"])
        add_shares(campaign, pledge)
        give_receipt(campaign, pledge)
        _notify(campaign, pledge, GIVEN)
    else:
        unpromise(pledge)
        plan(pledge, Kind.CANCEL, cents=pledge.cents, number=pledge.revision, reference=pledge.reference)
        pledge.state = State.FAILED
        pledge.save(update_fields=["state"])
        return_shares(pledge, of=0)
        _notify(campaign, pledge, FAILED)
    settle(campaign)


def settle(campaign: Campaign) -> None:
    """A funded campaign of which nothing is left to take is collected."""
    if campaign.state != Campaign.State.FUNDED:
        return
    if not Attempt.objects.filter(pledge__campaign=campaign, kind=Kind.CAPTURE, done_at=None).exists():
        campaign.state, campaign.settled_at = Campaign.State.SETTLED, db_now()
        campaign.save(update_fields=["state", "settled_at"])
        note(campaign, "campaign.settled", None)


def _cancelled(campaign: Campaign, pledge: Pledge, attempt: Attempt) -> None:
    """Nothing was taken, so nothing is booked; but what had been transferred to us is theirs again."""
    if attempt.is_done and _pays_first(pledge):
        lines = {ARRIVED: attempt.cents, clearing(pledge.provider): -attempt.cents}
        post(kind="return", key=f"pledge.{pledge.pk}.returned.{attempt.number}", lines=lines)


def _refunded(campaign: Campaign, pledge: Pledge, attempt: Attempt) -> None:
    """It is the donor's again, and a part of what pools added is theirs."""
    if not attempt.is_done:
        Pledge.objects.filter(pk=pledge.pk).update(refunded_cents=F("refunded_cents") - attempt.cents)
        return
    lines = {held(campaign.project_id): attempt.cents, clearing(pledge.provider): -attempt.cents}
    post(kind="refund", key=f"pledge.{pledge.pk}.refund.{attempt.number}", lines=lines)
    back = pledge.attempts.filter(kind=Kind.REFUND, is_done=True).values_list("cents", flat=True)
    left = pledge.cents - sum(back)
    return_shares(pledge, of=left, number=attempt.number)
    if left == 0:
        pledge.state = State.REFUNDED
        pledge.save(update_fields=["state"])
    _notify(campaign, pledge, GIVEN_BACK, cents=attempt.cents)


_BOOKED = {
    Kind.AUTHORISE: _authorised,
    Kind.CAPTURE: _captured,
    Kind.CANCEL: _cancelled,
    Kind.REFUND: _refunded,
}


def _pays_first(pledge: Pledge) -> bool:
    provider = get_provider(pledge.provider)
    return provider is not None and provider.pays_first


def _notify(campaign: Campaign, pledge: Pledge, kind: str, *, cents: int = 0) -> None:
    """The worker tells the donor. Not here: telling takes a lock of theirs, which they hold while they leave us."""
    note(campaign, kind, None, ref=f"pledge.{pledge.pk}", data={"cents": cents or pledge.cents}, is_public=False)
