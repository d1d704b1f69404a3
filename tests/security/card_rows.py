"""Paying by card: the rows of the API and of the site. The pledge is the citizen's, and its card is saved."""

from __future__ import annotations

from participation.accounts.models import User
from participation.places.models import Municipality
from tests.security.rows import MINE, Row
from tests.support import money
from volunteers.money.models import Pledge

CARDS_API = [
    Row("POST", "pledges/{card_pledge}/card/", MINE),
    Row("POST", "pledges/{pledge}/card/", "LXNNNNN"),  # which is not by card
]
CARDS = [
    Row("GET", "/pledges/{card_pledge}/card/", MINE),
    Row("POST", "/pledges/{card_pledge}/card/", "L-NNNNN"),  # it is saved already
    Row("GET", "/pledges/{pledge}/card/", "LNNNNNN"),
    Row("POST", "/webhooks/stripe/", "XXXXXXX"),  # forms are no webhooks
]


def card_numbers(place: Municipality, citizen: User) -> dict[str, int]:
    """A pledge for which nothing has to be asked at Stripe any more."""
    made = money.pledge(money.campaign(money.project(place)), 5_000, citizen)
    Pledge.objects.filter(pk=made.pk).update(provider="stripe")
    return {"card_pledge": made.pk}
