"""Cards, with Stripe. Nothing is reserved: a card is saved for a pledge, and charged once the campaign is funded.

A bank keeps a reservation for a week, a campaign lasts many (docs/decisions/cards.md). So each pledge has one SetupIntent at
Stripe, whose number is the pledge's ``reference`` whatever sum is pledged, of one customer without a name. What is made there
carries our key twice: in Stripe's idempotency key, which Stripe remembers for a day, and in its metadata, where we look first.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime

from django.conf import settings

from ..models import Attempt, Pledge
from ..policies import STANDING
from ..signatures import TOLERANCE
from . import stripe_told as told
from .base import Answer, NotGenuine, ProviderAway, Told
from .stripe_calls import Denied, Row, api, read, write

HEADER = "Stripe-Signature"
MOST = 100  # charges of one pledge that are looked at: there is one, and those that were refused


class StripeCards:
    """A card that is saved now and charged later. What it is asked is asked again without harm."""

    code = "stripe"
    pays_first = False

    def authorise(self, *, key: str, cents: int) -> Answer:
        """Pending until the person has entered a card; done at once for another sum on a card that is saved."""
        if reference := _reference(key):
            return told.of_setup(setup(reference), cents)
        marks = {told.KEY: key, told.CENTS: str(cents)}
        try:
            owner = write(lambda: api().customers.create({"metadata": {told.KEY: key}}, _once(key, "customer")))
            asked = {
                "customer": owner["id"],
                "usage": "off_session",
                "payment_method_types": ["card"],
                "metadata": marks,
            }
            made = write(lambda: api().setup_intents.create(asked, _once(key)))
        except Denied as error:
            return Answer("failed", words=error.words)
        return told.of_setup(made, cents)

    def capture(self, *, key: str, reference: str, cents: int) -> Answer:
        """The card is charged, and forgotten. Failed where it is declined or its bank wants the owner to be there."""
        saved = setup(reference)
        return _settled(saved, _taken(saved, key) or self._charge(saved, key, cents))

    def cancel(self, *, key: str, reference: str, cents: int) -> Answer:
        """The card is forgotten, unless the pledge stands with it for another sum."""
        if not Pledge.objects.filter(reference=reference, state=Pledge.State.AUTHORISED).exists():
            _forget(setup(reference))
        return Answer("done", reference=reference, cents=cents)

    def refund(self, *, key: str, reference: str, cents: int) -> Answer:
        """Back to the card that was charged."""
        payment = _paid(setup(reference))
        if payment is None:
            return Answer("failed", words="nothing was taken with this card")
        if (before := _given_back(payment, key)) is not None:
            return told.of_refund(before, reference)
        asked = {"payment_intent": payment["id"], "amount": cents, "metadata": {told.KEY: key}}
        try:
            made = write(lambda: api().refunds.create(asked, _once(key)))
        except Denied as error:
            return Answer("failed", words=error.words)
        return told.of_refund(made, reference)

    def find_by_key(self, key: str) -> Answer | None:
        """What Stripe has done under the key. A card that is not entered when its pledge is over cannot be any more."""
        attempt = Attempt.objects.select_related("pledge").filter(key=key).first()
        reference = _reference(key)
        if attempt is None or not reference or attempt.kind == Attempt.Kind.CANCEL:
            return None
        saved = setup(reference)
        if attempt.kind == Attempt.Kind.AUTHORISE:
            if saved["status"] != "succeeded" and attempt.pledge.state not in STANDING:
                saved = _ended(saved)
            answer = told.of_setup(saved, attempt.cents)
            return None if answer.outcome == "pending" else answer
        if attempt.kind == Attempt.Kind.CAPTURE:
            known = _taken(saved, key)
            return _settled(saved, known) if known else None
        payment = _paid(saved)
        back = _given_back(payment, key) if payment else None
        return told.of_refund(back, reference) if back else None

    def parse_webhook(self, *, body: bytes, headers: Mapping[str, str], now: datetime) -> Told:
        """See Provider; signed with the secret of the endpoint, by Stripe's own rule."""
        import stripe

        secret = settings.CARDS.webhook_secret
        if not secret:
            raise NotGenuine
        try:
            stripe.WebhookSignature.verify_header(body, headers.get(HEADER), secret, TOLERANCE)
        except (stripe.SignatureVerificationError, UnicodeDecodeError) as error:
            raise NotGenuine from error
        return self.read(body)

    def read(self, body: bytes) -> Told:
        """See Provider."""
        return told.of_event(body)

    def _charge(self, saved: Row, key: str, cents: int) -> Answer:
        asked = {
            "amount": cents,
            "currency": "eur",
            "customer": saved["customer"],
            "payment_method": saved["payment_method"],
            "payment_method_types": ["card"],
            "confirm": True,
            "off_session": True,
            "metadata": {told.KEY: key},
        }
        try:
            made = write(lambda: api().payment_intents.create(asked, _once(key)))
            if made["status"] == "requires_action":  # its owner is not here; nobody is to confirm it later
                write(lambda: api().payment_intents.cancel(made["id"]))
        except Denied as error:
            return Answer("failed", reference=saved["id"], words=error.words)
        return told.of_payment(made, saved["id"])


def setup(reference: str) -> Row:
    """The SetupIntent as it is now. Raises ProviderAway."""
    return read(lambda: api().setup_intents.retrieve(reference))


def enter(reference: str, payment_method: str) -> Row:
    """The card is saved, or wants its owner's proof; the SetupIntent as it is now. Raises Denied, ProviderAway."""
    asked = {"payment_method": payment_method, "use_stripe_sdk": True}
    return write(lambda: api().setup_intents.confirm(reference, asked))


def _once(key: str, what: str = "") -> dict[str, str]:
    """Stripe's idempotency key: ours, and when it was noted. A database that comes back from a backup gives its numbers anew,
    and within a day the card of somebody else could be found under one of them.
    """
    noted = Attempt.objects.filter(key=key).values_list("at", flat=True).first()
    parts = [key, *([what] if what else []), *([str(int(noted.timestamp()))] if noted else [])]
    return {"idempotency_key": ".".join(parts)}


def _reference(key: str) -> str:
    """The SetupIntent of the pledge that the key is about, whichever of its attempts learnt it."""
    attempt = Attempt.objects.filter(key=key).first()
    if attempt is None or attempt.reference:
        return attempt.reference if attempt else ""
    known = Attempt.objects.filter(pledge=attempt.pledge_id).exclude(reference="").order_by("pk")
    return known.values_list("reference", flat=True).first() or ""


def _settled(saved: Row, answer: Answer) -> Answer:
    """The answer; a card that was charged is not needed any more. What was taken is told even where that fails."""
    if answer.outcome == "done":
        with suppress(ProviderAway):
            _forget(saved)
    return answer


def _taken(saved: Row, key: str) -> Answer | None:
    """What became of the payment under the key."""
    for payment in _payments(saved):
        if (payment["metadata"] or {}).get(told.KEY) == key:
            return told.of_payment(payment, saved["id"])
    return None


def _paid(saved: Row) -> Row | None:
    """The payment that was taken with the saved card; None where there is none."""
    return next((one for one in _payments(saved) if one["status"] == "succeeded"), None)


def _payments(saved: Row) -> list[Row]:
    """Payments of the pledge's own customer, found by their charges: those lists are never behind, Stripe's search is."""
    charges = read(lambda: api().charges.list({"customer": saved["customer"], "limit": MOST}))
    numbers = dict.fromkeys(one["payment_intent"] for one in charges["data"] if one["payment_intent"])
    return [_payment(number) for number in numbers]


def _payment(number: str) -> Row:
    return read(lambda: api().payment_intents.retrieve(number))


def _given_back(payment: Row, key: str) -> Row | None:
    """The refund under the key; None where there is none."""
    known = read(lambda: api().refunds.list({"payment_intent": payment["id"], "limit": MOST}))
    return next((one for one in known["data"] if (one["metadata"] or {}).get(told.KEY) == key), None)


def _ended(saved: Row) -> Row:
    """No card can be entered any more; the SetupIntent as it is then, should a card have come first."""
    try:
        return write(lambda: api().setup_intents.cancel(saved["id"]))
    except Denied:
        return setup(saved["id"])


def _forget(saved: Row) -> None:
    """Stripe keeps no card for the pledge any more. Harmless the second time."""
    if saved["status"] not in ("succeeded", "canceled"):
        saved = _ended(saved)
    if saved["payment_method"]:
        try:
            write(lambda: api().payment_methods.detach(saved["payment_method"]))
        except Denied:  # it was forgotten before
            return


stripe_cards = StripeCards()
