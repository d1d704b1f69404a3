"""What Stripe says, in our words: answers of its calls and bodies of its webhooks."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from .base import Answer, Outcome, Told

KEY = "megdan_key"  # in the metadata of everything that is made at Stripe
CENTS = "megdan_cents"
PROOF = "authentication is required"

_SETUPS: Mapping[str, Outcome] = {"succeeded": "done", "canceled": "failed"}
_PAYMENTS: Mapping[str, Outcome] = {"succeeded": "done", "processing": "pending"}
_REFUNDS: Mapping[str, Outcome] = {"succeeded": "done", "failed": "failed", "canceled": "failed"}
_EVENTS: Mapping[str, str] = {
    "setup_intent.succeeded": "setup",
    "setup_intent.canceled": "setup",
    "payment_intent.succeeded": "payment",
    "payment_intent.payment_failed": "payment",
    "payment_intent.canceled": "payment",
    "refund.updated": "refund",
    "refund.failed": "refund",
}


def of_setup(said: Mapping[str, Any], cents: int) -> Answer:
    """A card is saved for a pledge of so many cents, not yet, or not any more."""
    outcome = _SETUPS.get(said["status"], "pending")
    words = "the entry of the card was ended" if outcome == "failed" else ""
    return Answer(outcome, reference=said["id"], cents=cents, words=words)


def of_payment(said: Mapping[str, Any], reference: str) -> Answer:
    """Taken, on its way, or refused. A card whose bank wants its owner to be there is refused: nobody is."""
    outcome = _PAYMENTS.get(said["status"], "failed")
    fault = said.get("last_payment_error") or {}
    words = (fault.get("message") or PROOF) if outcome == "failed" else ""
    return Answer(outcome, reference=reference, cents=int(said["amount"]), words=words[:300])


def of_refund(said: Mapping[str, Any], reference: str) -> Answer:
    """Given back, on its way, or refused."""
    outcome = _REFUNDS.get(said["status"], "pending")
    words = str(said.get("failure_reason") or "Stripe could not give it back") if outcome == "failed" else ""
    return Answer(outcome, reference=reference, cents=int(said["amount"]), words=words[:300])


def of_event(body: bytes) -> Told:
    """A webhook. What it says is about nothing of ours where it has no key of ours. Raises ValueError."""
    said: Any = json.loads(body)
    try:
        event, kind, thing = str(said["id"])[:120], str(said["type"]), said["data"]["object"]
        key = str((thing.get("metadata") or {}).get(KEY, ""))
        answer = _answer(_EVENTS.get(kind, ""), thing) if key else Answer("pending")
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("a field is missing") from error
    if not event:
        raise ValueError("no event")
    return Told(event=event, key=key, answer=answer)


def _answer(about: str, thing: Mapping[str, Any]) -> Answer:
    if about == "setup":
        return of_setup(thing, int(thing["metadata"].get(CENTS, 0)))
    if about == "payment":
        return of_payment(thing, "")
    if about == "refund":
        return of_refund(thing, "")
    return Answer("pending")
