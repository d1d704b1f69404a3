"""What a pledge by card waits for."""

from __future__ import annotations

from ..models import Attempt, Pledge
from ..providers.stripe_cards import stripe_cards

WAITS, SAVED, OVER = "waits", "saved", "over"
_STAGES = {Pledge.State.PLEDGED: WAITS, Pledge.State.AUTHORISED: SAVED}


def card_stage(pledge: Pledge) -> str:
    """Whether a card has to be entered, is saved, or is not needed any more; empty where the pledge is not by card."""
    return _STAGES.get(Pledge.State(pledge.state), OVER) if pledge.provider == stripe_cards.code else ""


def asked_cents(pledge: Pledge) -> int:
    """The sum that will be charged with the card: what was said last, whether or not it stands already. One query."""
    said = pledge.attempts.filter(kind=Attempt.Kind.AUTHORISE).exclude(is_done=False)
    return said.order_by("-number").values_list("cents", flat=True).first() or pledge.cents
