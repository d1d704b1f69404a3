"""A person's own pledges, how they are paid, and their receipts."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import OuterRef, QuerySet, Subquery

from participation.accounts.models import User

from ..epc import epc_svg, epc_text
from ..models import Attempt, Campaign, Pledge, Receipt, Treasury
from ..providers import offered
from ..references import reference_of


@dataclass(frozen=True)
class Instructions:
    """How to transfer a pledge: for people, and as a code for their bank's program."""

    holder: str
    iban: str
    bic: str
    reference: str
    cents: int
    text: str

    @property
    def svg(self) -> str:
        """The code as a picture."""
        return epc_svg(self.text)


def ways_to_pay(campaign: Campaign) -> list[str]:
    """Codes of providers with which one can pledge: transfers only where the municipality has said an account. One query."""
    has_account = Treasury.objects.filter(municipality=campaign.project.municipality_id).exists()
    return [code for code in offered() if code != "transfer" or has_account]


def own_pledges(person: object) -> QuerySet[Pledge]:
    """Every pledge of the person, the newest first, with its campaign and receipt, and ``asked_cents``: the sum that was
    asked for last, which the pledge is once it is reserved.
    """
    if not isinstance(person, User):
        return Pledge.objects.none()
    asked = Attempt.objects.filter(pledge=OuterRef("pk"), kind=Attempt.Kind.AUTHORISE).exclude(is_done=False)
    rows = Pledge.objects.annotate(asked_cents=Subquery(asked.order_by("-number").values("cents")[:1]))
    rows = rows.filter(person=person).select_related(
        "campaign__project__municipality__treasury", "organisation", "receipt__municipality", "person"
    )
    return rows.order_by("-at", "-pk")


def own_pledge(person: object, pk: int) -> Pledge | None:
    """One of them; None if it is another's or there is none."""
    return own_pledges(person).filter(pk=pk).first()


def instructions_for(pledge: Pledge) -> Instructions | None:
    """How to transfer it; None where nothing is to be transferred, or the municipality has said no account.

    No query for a pledge of ``own_pledges``.
    """
    if pledge.provider != "transfer" or pledge.state != Pledge.State.PLEDGED:
        return None
    place: Treasury | None = getattr(pledge.campaign.project.municipality, "treasury", None)
    if place is None:
        return None
    reference, cents = reference_of(pledge.pk), asked_cents(pledge)
    text = epc_text(holder=place.holder, iban=place.iban, bic=place.bic, reference=reference, cents=cents)
    return Instructions(place.holder, place.iban, place.bic, reference, cents, text)


def asked_cents(pledge: Pledge) -> int:
    """The sum that was asked for last, of a pledge of ``own_pledges``: until it is reserved, the one before stands."""
    return int(getattr(pledge, "asked_cents", None) or pledge.cents)


def receipt_number(receipt: Receipt) -> str:
    """As it is printed: municipality, year and number."""
    return f"{receipt.municipality.code}-{receipt.year}-{receipt.number:06d}"


def receipt_of(pledge: Pledge) -> Receipt | None:
    """The pledge's receipt, once it was taken."""
    return Receipt.objects.select_related("municipality").filter(pledge=pledge).first()


def shares_of(pledge: Pledge) -> list[tuple[str, int]]:
    """What each pool added to a pledge and still adds."""
    rows = pledge.shares.select_related("pool").order_by("pool_id")
    return [(row.pool.title, row.cents - row.returned_cents) for row in rows]
