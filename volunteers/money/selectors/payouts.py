"""Payouts, for coordinators and officials."""

from __future__ import annotations

from django.db.models import Count, Max, QuerySet

from participation.accounts.models import User
from participation.places.models import Role

from ..models import Campaign, Payout, Reconciliation


def payouts_of(campaign: Campaign) -> QuerySet[Payout]:
    """Every payout of the campaign, the newest first, with how many approved it. For those who may see them."""
    return campaign.payouts.annotate(approved=Count("approvals")).select_related("by").order_by("-at", "-pk")


def get_payout(pk: int) -> Payout | None:
    """One, with its project."""
    rows = Payout.objects.annotate(approved=Count("approvals")).select_related("campaign__project__municipality", "by")
    return rows.filter(pk=pk).first()


def waiting_payouts(official: User) -> QuerySet[Payout]:
    """What waits for the person's decision: of municipalities whose official they are, but of no project of theirs."""
    places = Role.objects.filter(user=official, kind=Role.Kind.OFFICIAL).values("municipality")
    rows = Payout.objects.filter(state=Payout.State.ASKED, campaign__project__municipality__in=places)
    rows = rows.exclude(by=official).exclude(campaign__project__proposer=official)
    rows = rows.exclude(campaign__project__coordinators__user=official).exclude(approvals__official=official)
    return rows.annotate(approved=Count("approvals")).select_related("campaign__project", "by").order_by("at", "pk")


def hidden_iban(iban: str) -> str:
    """The account as those see it who need not know it: country and the last four."""
    return f"{iban[:2]}•• … {iban[-4:]}" if len(iban) > 8 else iban


def newest_reconciliation() -> Reconciliation | None:
    """What the last comparison found."""
    newest = Reconciliation.objects.aggregate(pk=Max("pk"))["pk"]
    return Reconciliation.objects.filter(pk=newest).first() if newest else None
