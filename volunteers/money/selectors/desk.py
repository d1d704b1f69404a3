"""What officials who handle money look at: accounts, transfers that are expected, what can be given back.

No donor is named here: a transfer is known by its reference, a gift by the number of its receipt.
"""

from __future__ import annotations

import re

from django.db.models import Count, OuterRef, QuerySet, Subquery, Sum

from participation.accounts.models import User
from participation.places.models import Municipality, Role

from ..models import Attempt, Campaign, Pledge, Statement, StatementLine, Treasury
from ..policies import may_refund
from ..references import pledge_of

RECEIPT = re.compile(r"([A-Z0-9]{2,8})-(\d{4})-(\d{1,9})")


def own_places(person: object) -> QuerySet[Municipality]:
    """The municipalities whose official the person is, each with its account, by name."""
    if not isinstance(person, User):
        return Municipality.objects.none()
    theirs = Role.objects.filter(user=person, kind=Role.Kind.OFFICIAL).values("municipality")
    return Municipality.objects.filter(pk__in=theirs).select_related("treasury").order_by("name_bg", "pk")


def treasuries_of(person: object) -> QuerySet[Treasury]:
    """The accounts of the municipalities whose official the person is."""
    rows = Treasury.objects.filter(municipality__in=own_places(person)).select_related("municipality")
    return rows.order_by("municipality__name_bg", "pk")


def treasury_of(municipality_id: int) -> Treasury | None:
    """The municipality's account; None where it has said none, so that nobody can transfer."""
    return Treasury.objects.select_related("municipality").filter(municipality=municipality_id).first()


def expected_transfers(person: User) -> QuerySet[Pledge]:
    """Pledges that were to be transferred and have not arrived, of campaigns that are open, in the person's municipalities
    and of no project of theirs; the longest promised first. ``expected_cents`` is the sum that has to arrive.
    """
    asked = Attempt.objects.filter(pledge=OuterRef("pk"), kind=Attempt.Kind.AUTHORISE).order_by("-number")
    rows = Pledge.objects.filter(
        provider="transfer",
        state=Pledge.State.PLEDGED,
        campaign__state=Campaign.State.OPEN,
        campaign__project__municipality__in=own_places(person),
    )
    rows = rows.exclude(campaign__project__proposer=person).exclude(campaign__project__coordinators__user=person)
    rows = rows.annotate(expected_cents=Subquery(asked.values("cents")[:1]))
    return rows.select_related("campaign__project__municipality").order_by("at", "pk")


def to_send_back(person: User) -> QuerySet[Attempt]:
    """Transfers that go back to their donors, by hand, and that no statement of the bank shows yet: given back, or let go
    after they had arrived. In the person's municipalities, of no project of theirs; the newest first.
    """
    rows = Attempt.objects.filter(
        kind__in=(Attempt.Kind.REFUND, Attempt.Kind.CANCEL),
        is_done=True,
        statement_lines=None,
        pledge__provider="transfer",
        pledge__campaign__project__municipality__in=own_places(person),
    )
    rows = rows.exclude(pledge__campaign__project__proposer=person)
    rows = rows.exclude(pledge__campaign__project__coordinators__user=person)
    return rows.select_related("pledge__campaign__project__municipality").order_by("-done_at", "-pk")


def sum_expected(rows: QuerySet[Pledge]) -> tuple[int, int]:
    """How many transfers of ``expected_transfers``, and how many cents. One query."""
    told = rows.aggregate(n=Count("pk"), cents=Sum("expected_cents"))
    return int(told["n"]), int(told["cents"] or 0)


def waiting_statements(person: object) -> int:
    """How many statements of the person's municipalities were uploaded and not booked."""
    return Statement.objects.filter(municipality__in=own_places(person), state=Statement.State.READ).count()


def waiting_lines(person: object) -> int:
    """How many lines of statements of the person's municipalities wait to be settled by hand."""
    unclear = StatementLine.State.UNCLEAR
    return StatementLine.objects.filter(statement__municipality__in=own_places(person), state=unclear).count()


def find_given(person: object, typed: str) -> Pledge | None:
    """The pledge whose receipt (``DOB17-2026-000012``) or reference (``RF18MGD42``) was typed, where the person may give it
    back; None for every other.
    """
    rows = Pledge.objects.select_related("campaign__project__municipality", "receipt__municipality")
    said = RECEIPT.fullmatch(re.sub(r"\s", "", typed).upper())
    if said:
        code, year, number = said[1], int(said[2]), int(said[3])
        found = rows.filter(receipt__municipality__code=code, receipt__year=year, receipt__number=number).first()
    else:
        known = pledge_of(typed)
        found = rows.filter(pk=known).first() if known else None
    return found if found is not None and may_refund(person, found.campaign.project) else None


def get_given(person: object, pk: int) -> Pledge | None:
    """The pledge of that number, where the person may give it back; None for every other."""
    rows = Pledge.objects.select_related("campaign__project__municipality", "receipt__municipality")
    found = rows.filter(pk=pk).first()
    return found if found is not None and may_refund(person, found.campaign.project) else None


def refunds_of(pledge: Pledge) -> QuerySet[Attempt]:
    """What was given back of it, or is on its way, the first one first."""
    return pledge.attempts.filter(kind=Attempt.Kind.REFUND).order_by("number")
