"""Giving money: the rows of its pages and of receipts. The pledges and the receipt are the citizen's."""

from __future__ import annotations

from participation.accounts.models import User
from participation.places.models import Municipality
from tests.security.rows import ALL, MINE, OWN, Row
from tests.support import giving, money

NOBODY = "NNNNNNN"
CLOSED = "LXXXXXX"
GIVES = {"amount": "2000", "provider": "dummy", "client_key": "form"}

GIVING_API = [
    Row("GET", "pledges/{given}/receipt/", MINE),
    Row("GET", "pledges/{standing}/receipt/", "LNNNNNN"),  # nothing was taken yet
    Row("GET", "pledges/{given}/receipt.pdf", MINE),
]
GIVING = [
    Row("GET", "/projects/{asks}/money/", ALL),
    Row("GET", "/projects/{asked_money}/money/", ALL),
    Row("GET", "/projects/{asks_later}/money/", NOBODY),  # its campaign is planned
    Row("GET", "/projects/{asks}/give/", ALL),
    Row("POST", "/projects/{asks}/give/", OWN, GIVES),
    Row("POST", "/projects/{asked_money}/give/", CLOSED, GIVES),
    Row("POST", "/projects/{asks_later}/give/", NOBODY, GIVES),
    Row("GET", "/pledges/", OWN),
    Row("GET", "/pledges/{standing}/", MINE),
    Row("POST", "/pledges/{standing}/change/", MINE, {"own": "9,50"}),
    Row("POST", "/pledges/{given}/change/", "LXNNNNN", {"own": "9,50"}),
    Row("POST", "/pledges/{standing}/withdraw/", MINE),
    Row("POST", "/pledges/{given}/withdraw/", "L-NNNNN"),  # the way back to it, which says why not
    Row("GET", "/pledges/{given}/receipt/", MINE),
    Row("GET", "/pledges/{standing}/receipt/", "LNNNNNN"),
    Row("GET", "/pledges/{given}/receipt.pdf", MINE),
]


def giving_numbers(place: Municipality, citizen: User) -> dict[str, int]:
    """The names of the matrix: projects that ask for money, that asked, and that will; the citizen's pledges in both."""
    asks, asked, later = (money.campaign(money.project(place), is_open=is_open) for is_open in (True, True, False))
    standing = money.pledge(asks, 5_000, citizen)
    given = giving.given(citizen, in_campaign=asked)
    return {
        "asks": asks.project_id,
        "asked_money": asked.project_id,
        "asks_later": later.project_id,
        "standing": standing.pk,
        "given": given.pk,
    }
