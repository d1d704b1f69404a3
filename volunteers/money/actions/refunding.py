"""Giving back what was taken."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from participation.accounts.models import User
from participation.refusals import BadInput, Closed, NotAllowed, SignInFirst

from ..models import Attempt, Pledge
from ..policies import may_refund
from ..selectors.payouts import available
from .asking import carry_out
from .common import locked, note, tell
from .planning import plan


def refund_pledge(*, official: object, pledge_id: int, cents: int, reason: str, number: int) -> Attempt:
    """So many cents of a pledge that was taken are given back; ``number`` is the how-manieth refund of it the form meant,
    so that a form sent twice gives back once. Never more than was taken, and not what has been paid out.

    Raises SignInFirst, NotAllowed, Closed, BadInput.
    """
    planned = _plan(official=official, pledge_id=pledge_id, cents=cents, reason=reason, number=number)
    carry_out(attempt_id=planned.pk)
    return Attempt.objects.select_related("pledge").get(pk=planned.pk)


@transaction.atomic
def _plan(*, official: object, pledge_id: int, cents: int, reason: str, number: int) -> Attempt:
    known = Pledge.objects.filter(pk=pledge_id).first()
    if not isinstance(official, User):
        raise SignInFirst
    if known is None:
        raise NotAllowed
    campaign = locked(known.campaign_id)
    if not may_refund(official, campaign.project):
        raise NotAllowed
    pledge = Pledge.objects.select_for_update(of=("self",)).get(pk=pledge_id)
    refunds = pledge.attempts.filter(kind=Attempt.Kind.REFUND)
    if (before := refunds.filter(number=number).first()) is not None:
        if before.cents != cents:
            raise BadInput(_("Another refund was made in the meantime. Look at what is left."), field="cents")
        return before
    if number != refunds.count() + 1:
        raise BadInput(_("Another refund was made in the meantime. Look at what is left."), field="number")
    if pledge.state != Pledge.State.CAPTURED:
        raise Closed(_("Nothing of this pledge can be given back."))
    if not reason.strip():
        raise BadInput(_("Say why it is given back."), field="reason")
    if not 0 < cents <= pledge.cents - pledge.refunded_cents:
        raise BadInput(_("No more can be given back than was taken."), field="cents")
    pledge.refunded_cents += cents
    pledge.save(update_fields=["refunded_cents"])
    kind = Attempt.Kind.REFUND
    made = plan(pledge, kind, cents=cents, number=number, reference=pledge.reference, by=official, words=reason[:300])
    if available(campaign.pk, campaign.project_id) < 0:  # nothing of this stays: the transaction is undone
        raise Closed(_("So much has not been kept: it was paid out, or somebody has asked for it."))
    note(campaign, "pledge.refunded", official, ref=f"pledge.{pledge.pk}", is_public=False)
    tell(campaign)
    return made
