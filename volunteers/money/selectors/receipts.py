"""Receipts as donors read, print and fetch them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ..models import Pledge
from .pledges import own_pledge, receipt_number, shares_of


@dataclass(frozen=True)
class Proof:
    """What a receipt says. The name is the donor's as it is now; of an organisation its own."""

    pledge_id: int
    number: str
    at: datetime
    donor: str
    project_id: int
    project: str
    municipality: str
    zone: str
    cents: int
    refunded_cents: int
    provider: str
    added: list[tuple[str, int]]  # by which pool, how many cents


def own_proof(person: object, pledge_id: int) -> Proof | None:
    """The receipt of one's own pledge; None where nothing was taken, and for another's. Two queries."""
    pledge = own_pledge(person, pledge_id)
    return proof_of(pledge) if pledge is not None else None


def proof_of(pledge: Pledge) -> Proof | None:
    """The receipt of a pledge of ``own_pledges``; None where nothing was taken. One query."""
    receipt = getattr(pledge, "receipt", None)
    if receipt is None:
        return None
    project = pledge.campaign.project
    who = pledge.organisation.name if pledge.organisation else getattr(pledge.person, "display_name", "")
    return Proof(
        pledge_id=pledge.pk,
        number=receipt_number(receipt),
        at=receipt.at,
        donor=who,
        project_id=project.pk,
        project=project.title,
        municipality=project.municipality.name,
        zone=project.municipality.timezone,
        cents=receipt.cents,
        refunded_cents=pledge.refunded_cents,
        provider=pledge.provider,
        added=[(pool, cents) for pool, cents in shares_of(pledge) if cents],
    )
