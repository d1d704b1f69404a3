"""Entering a card for a pledge. The card itself goes from the browser to Stripe; here is asked what became of it."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from participation.limits import limit
from participation.refusals import BadInput, Closed

from ..models import Attempt, Pledge
from ..policies import STANDING
from ..providers.base import ProviderAway
from ..providers.stripe_calls import Denied
from ..providers.stripe_cards import enter, setup, stripe_cards
from ..refusals import ServiceAway
from .booking import book
from .pledging import own

NO_CARD = _("This pledge is not paid by card.")


@dataclass(frozen=True)
class Entry:
    """What the payment service's own form needs to take a card for a pledge. It says nothing about any card."""

    client_secret: str
    public_key: str


def begin_card(*, person: object, pledge_id: int) -> Entry | None:
    """How the person enters a card for their pledge; None where one is saved already. Nothing is charged by it.

    Raises SignInFirst, NotAllowed, Closed, TooMany, BadInput for a pledge without a card,
    ServiceAway.
    """
    reference = _looked_at(person, pledge_id)
    if not reference:
        return None
    try:
        return Entry(setup(reference)["client_secret"], settings.CARDS.public_key)
    except ProviderAway as error:
        raise ServiceAway from error


def enter_card(*, person: object, pledge_id: int, payment_method: str = "") -> Pledge:
    """The pledge stands if the payment service has saved a card for it, whatever the browser says; otherwise it is as it was.

    With ``payment_method``, a number that the service gave the browser, that card is saved first; where its owner has to
    prove themselves, the browser goes on. Harmless the second time. Raises as ``begin_card``, and BadInput for a card that
    is declined.
    """
    reference = _looked_at(person, pledge_id)
    if reference and payment_method:
        try:
            enter(reference, payment_method)
        except Denied as error:
            words = _("The card was not taken: %(why)s") % {"why": error.words}
            raise BadInput(words, field="payment_method") from error
        except ProviderAway as error:
            raise ServiceAway from error
        _looked_at(person, pledge_id)
    return Pledge.objects.select_related("campaign__project", "organisation").get(pk=pledge_id)


def _looked_at(person: object, pledge_id: int) -> str:
    """What the service knows is booked. The number under which a card can still be entered; empty where one is saved."""
    reference = ""
    for attempt in _waiting(person, pledge_id):
        try:
            answer = stripe_cards.authorise(key=attempt.key, cents=attempt.cents)
        except ProviderAway as error:
            raise ServiceAway from error
        if answer.outcome == "failed":
            book(attempt_id=attempt.pk, answer=answer)
            raise Closed(_("This pledge is over."))
        if not book(attempt_id=attempt.pk, answer=answer):
            reference = answer.reference
    return reference


@transaction.atomic
def _waiting(person: object, pledge_id: int) -> list[Attempt]:
    """What waits for a card: the newest sum first, so that the one that was said last stands."""
    _campaign, pledge = own(person, pledge_id, standing=False)
    if pledge.provider != stripe_cards.code:
        raise BadInput(NO_CARD, field="provider")
    if pledge.state not in STANDING:
        raise Closed(_("This pledge is over."))
    limit(f"card:{pledge.person_id}", times=60, seconds=3600)  # nobody tries cards here
    rows = pledge.attempts.filter(kind=Attempt.Kind.AUTHORISE, done_at=None).select_related("pledge")
    return list(rows.order_by("-number"))
