"""Bank statements of our own making, and the pledges they are about: 4201 to 4205."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from participation.accounts.models import User
from participation.database import db_now
from tests.support import factories as make
from tests.support import money
from volunteers.money.actions.planning import plan
from volunteers.money.actions.statements import upload_statement
from volunteers.money.models import Attempt, Campaign, Pledge, Statement, Treasury

FILES = Path(__file__).parent.parent / "volunteers" / "money" / "files"
IBAN = "BG80BNBG96611020345678"
SUMS = {4201: 5_000, 4202: 2_500, 4203: 10_000, 4204: 1_000, 4205: 3_000}


def sample(name: str) -> bytes:
    """A file as it is uploaded."""
    return (FILES / name).read_bytes()


def treasury(place: Any) -> Treasury:
    """The account that the samples are of."""
    return Treasury.objects.get_or_create(municipality=place, defaults={"holder": "Община Каварна", "iban": IBAN})[0]


def transfer(to: Campaign, pk: int, cents: int, person: User | None = None) -> Pledge:
    """A pledge of this number that waits for its transfer."""
    made = Pledge.objects.create(
        pk=pk, campaign=to, person=person or make.person(), cents=cents, provider="transfer", client_key=f"s{pk}",
        sent="", at=db_now(),
    )  # fmt: skip
    plan(made, Attempt.Kind.AUTHORISE, cents=cents)
    return made


def campaign(place: Any = None) -> Campaign:
    """A campaign with the five pledges of the samples."""
    made = money.campaign(money.project(place), minimum_cents=5_000)
    treasury(made.project.municipality)
    for pk, cents in SUMS.items():
        transfer(made, pk, cents)
    return made


def upload(official: User, name: str, place: Any = None, **fields: Any) -> Statement:
    """A sample, uploaded."""
    place = place or make.place()
    return upload_statement(official=official, municipality_id=place.pk, name=name, data=sample(name), **fields)


def verdicts(statement: Statement) -> list[str]:
    """What each line was found to be, in the order of the file."""
    return list(statement.lines.order_by("number").values_list("verdict", flat=True))


def states(statement: Statement) -> list[str]:
    """The state of each line."""
    return list(statement.lines.order_by("number").values_list("state", flat=True))
