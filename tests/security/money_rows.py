"""Money: the rows of the API and of the site, and what they are about. The pledge is the citizen's."""

from __future__ import annotations

from participation.accounts.models import User
from participation.places.models import Municipality
from tests.security.rows import ALL, MINE, OWN, Row
from tests.support import money

GIVES = {"campaign": "{campaign}", "cents": 500, "provider": "dummy", "client_key": "form"}
NOBODY = "NNNNNNN"

MONEY_API = [
    Row("GET", "campaigns/", ALL),
    Row("GET", "campaigns/{campaign}/", ALL),
    Row("GET", "campaigns/{campaign_planned}/", NOBODY),
    Row("GET", "campaigns/{campaign}/movements/", ALL),
    Row("GET", "campaigns/{campaign_planned}/movements/", NOBODY),
    Row("GET", "campaigns/{campaign}/pools/", ALL),
    Row("GET", "campaigns/{campaign_planned}/pools/", NOBODY),
    Row("GET", "pledges/", OWN),
    Row("POST", "pledges/", OWN, GIVES),
    Row("POST", "pledges/", "LXXXXXX", {**GIVES, "campaign": "{campaign_planned}"}),
    Row("POST", "pledges/", "LXXXXXX", {**GIVES, "campaign": "{campaign_over}"}),
    Row("POST", "pledges/", "LF.FFFF", {**GIVES, "organisation": "{org}"}),
    Row("GET", "pledges/{pledge}/", MINE),
    Row("PATCH", "pledges/{pledge}/", MINE, {"cents": 900}),
    Row("POST", "pledges/{pledge}/cancel/", MINE),
]
MONEY = [
    Row("POST", "/webhooks/dummy/", "XXXXXXX"),  # forms are no webhooks; tests/volunteers/money tries signatures
    Row("POST", "/webhooks/transfer/", "XXXXXXX"),
]


def money_numbers(place: Municipality, citizen: User) -> dict[str, int]:
    """The names of the matrix: a campaign in which the citizen has pledged, one that is planned, and one that is over."""
    campaign, planned, over = (money.campaign(money.project(place), is_open=is_open) for is_open in (True, False, True))
    pledge = money.pledge(campaign, 5_000, citizen)
    money.end(over)
    return {
        "campaign": campaign.pk,
        "campaign_planned": planned.pk,
        "campaign_over": over.pk,
        "pledge": pledge.pk,
    }
