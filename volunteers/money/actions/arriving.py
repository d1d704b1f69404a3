"""Transfers: a municipality's own account, and money that has arrived on it."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from participation.accounts.models import User
from participation.database import db_now
from participation.places.selectors import get_place, is_official
from participation.record.actions import record
from participation.refusals import BadInput, Closed, NotAllowed, SignInFirst, Words, refuse_all
from participation.retries import there_before

from ..iban import is_iban, plain_iban
from ..models import Attempt, Pledge, Treasury
from ..policies import STANDING, may_refund
from ..providers.base import Answer
from ..references import pledge_of
from .booking import book
from .common import locked, note


@transaction.atomic
def set_treasury(*, official: object, municipality_id: int, holder: str, iban: str, bic: str = "") -> Treasury:
    """People transfer to this account from now on. Officials of the municipality.

    Raises SignInFirst, NotAllowed, BadInput by field.
    """
    if not isinstance(official, User):
        raise SignInFirst
    place = get_place(municipality_id)
    if place is None or not is_official(official, municipality_id):
        raise NotAllowed
    holder, iban, bic = " ".join(holder.split()), plain_iban(iban), plain_iban(bic)
    wrong: dict[str, Words] = {}
    if not 0 < len(holder) <= 70:
        wrong["holder"] = _("This is needed.")
    if not is_iban(iban):
        wrong["iban"] = _("This is no IBAN. Look at each character.")
    if bic and len(bic) not in (8, 11):
        wrong["bic"] = _("A BIC has 8 or 11 characters.")
    refuse_all(wrong)
    values = {"holder": holder, "iban": iban, "bic": bic, "by": official, "at": db_now()}
    made, _new = Treasury.objects.update_or_create(municipality=place, defaults=values)
    record(
        kind="treasury.set",
        scope=f"municipality.{place.pk}",
        actor=official,
        role="official",
        municipality_id=place.pk,
        ref=f"municipality.{place.pk}",
        is_public=False,
    )
    return made


@transaction.atomic
def confirm_arrival(*, official: object, reference: str, cents: int) -> Pledge:
    """The money with this reference is on the municipality's account: so much is pledged. Harmless the second time.

    By officials who have no part in the project and to whom the pledge does not belong; bank statements say it by
    themselves. Raises SignInFirst, NotAllowed, Closed for a pledge that is over (the bank sends it back), BadInput.
    """
    if not isinstance(official, User):
        raise SignInFirst
    number = pledge_of(reference)
    known = Pledge.objects.filter(pk=number, provider="transfer").first() if number else None
    if known is None:
        raise BadInput(_("No pledge has this reference."), field="reference")
    campaign = locked(known.campaign_id)
    if known.person_id == official.pk or not may_refund(official, campaign.project):
        raise NotAllowed
    known.refresh_from_db(fields=["state"])  # under the campaign's lock
    attempt = known.attempts.filter(kind=Attempt.Kind.AUTHORISE).order_by("-number")[0]
    if known.state in (Pledge.State.CANCELLED, Pledge.State.FAILED):
        raise Closed(_("This pledge is over. The money has to be sent back by the bank."))
    if attempt.is_done and attempt.cents == cents:
        return there_before(Pledge.objects.get(pk=known.pk))
    if attempt.is_done:
        words = _("Another sum has arrived for this pledge already. If more came, the bank sends it back.")
        raise BadInput(words, field="cents")
    if attempt.done_at is not None or known.state not in STANDING:
        raise Closed(_("This pledge is over. The money has to be sent back by the bank."))
    if attempt.cents != cents:
        words = _("Another sum was pledged. Ask the donor to change the pledge, or send the money back.")
        raise BadInput(words, field="cents")
    answer = Answer("done", reference=reference, cents=cents)
    book(attempt_id=attempt.pk, answer=answer)
    note(campaign, "pledge.arrived", official, ref=f"pledge.{known.pk}", is_public=False)
    return Pledge.objects.get(pk=known.pk)
