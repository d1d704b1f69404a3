"""Payouts, for coordinators and officials."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Count, Max, Q, QuerySet, Sum

from participation.accounts.models import User
from participation.places.models import Role
from volunteers.projects.models import Coordinator

from ..models import Approval, Attempt, Campaign, Payout, Reconciliation, Share
from .ledger import held_for


def payouts_of(campaign: Campaign) -> QuerySet[Payout]:
    """Every payout of the campaign, the newest first, with how many approved it. For those who may see them."""
    return campaign.payouts.annotate(approved=Count("approvals")).select_related("by").order_by("-at", "-pk")


def get_payout(pk: int) -> Payout | None:
    """One, with its project."""
    rows = Payout.objects.annotate(approved=Count("approvals")).select_related("campaign__project__municipality", "by")
    return rows.filter(pk=pk).first()


def waiting_payouts(official: User) -> QuerySet[Payout]:
    """What waits for the person's decision: of municipalities whose official they are, but of no project of theirs."""
    rows = _theirs(official).filter(state=Payout.State.ASKED).exclude(approvals__official=official)
    return rows.annotate(approved=Count("approvals")).order_by("at", "pk")


def second_payouts(official: User) -> QuerySet[Payout]:
    """What the person approved and a second official has still to approve; the one that waits longest first."""
    return _theirs(official).filter(state=Payout.State.ASKED, approvals__official=official).order_by("at", "pk")


def to_transfer(official: User) -> QuerySet[Payout]:
    """What is approved and no statement of the bank shows yet, where the person may decide; the newest first."""
    return _theirs(official).filter(state=Payout.State.APPROVED, statement_lines=None).order_by("-decided_at", "-pk")


def _theirs(official: User) -> QuerySet[Payout]:
    """Those of their municipalities, asked for by somebody else and for no project of theirs."""
    places = Role.objects.filter(user=official, kind=Role.Kind.OFFICIAL).values("municipality")
    rows = Payout.objects.filter(campaign__project__municipality__in=places).exclude(by=official)
    rows = rows.exclude(campaign__project__proposer=official).exclude(campaign__project__coordinators__user=official)
    return rows.select_related("campaign__project__municipality")


def seen_payouts(person: object) -> QuerySet[Payout]:
    """Those of projects that the person leads, and of municipalities whose official they are; the newest first."""
    if not isinstance(person, User):
        return Payout.objects.none()
    led = Coordinator.objects.filter(user=person).values("project")
    places = Role.objects.filter(user=person, kind=Role.Kind.OFFICIAL).values("municipality")
    rows = Payout.objects.filter(Q(campaign__project__in=led) | Q(campaign__project__municipality__in=places))
    rows = rows.annotate(approved=Count("approvals")).select_related("campaign__project__municipality", "by")
    return rows.order_by("-pk")


def full_accounts(person: User, payouts: Iterable[Payout]) -> set[int]:
    """Of which of these the person reads the whole account: who asked, who leads the project, and the officials who may
    decide on it. Two queries however many there are.
    """
    rows = list(payouts)
    projects = {row.campaign.project_id for row in rows}
    led = set(Coordinator.objects.filter(user=person, project__in=projects).values_list("project", flat=True))
    roles = Role.objects.filter(user=person, kind=Role.Kind.OFFICIAL)
    places = set(roles.values_list("municipality", flat=True))
    return {
        row.pk
        for row in rows
        if row.by_id == person.pk
        or row.campaign.project_id in led
        or (row.campaign.project.municipality_id in places and row.campaign.project.proposer_id != person.pk)
    }


def approvals_of(payout: Payout) -> QuerySet[Approval]:
    """Who approved it and when, the first one first."""
    return payout.approvals.select_related("official").order_by("at", "pk")


def available(campaign_id: int, project_id: int) -> int:
    """What is held for the project and neither asked for nor on its way back, to donors or with that to pools. An action
    reads it under the campaign's lock.
    """
    asked = Payout.objects.filter(campaign=campaign_id, state=Payout.State.ASKED).aggregate(n=Sum("cents"))["n"] or 0
    going = Attempt.objects.filter(pledge__campaign=campaign_id, kind=Attempt.Kind.REFUND, done_at=None)
    back = going.aggregate(n=Sum("cents"))["n"] or 0
    return held_for(project_id) - int(asked) - int(back) - _going_to_pools(campaign_id)


def _going_to_pools(campaign_id: int) -> int:
    """What pools take back once every refund that was asked for is done; see ``actions/standing.return_shares``."""
    rows = Share.objects.filter(campaign=campaign_id, pledge__captured_at__isnull=False, pledge__refunded_cents__gt=0)
    found = rows.values_list("cents", "returned_cents", "pledge__cents", "pledge__refunded_cents")
    return sum(
        max(0, added - returned - added * (given - refunded) // given) for added, returned, given, refunded in found
    )


def hidden_iban(iban: str) -> str:
    """The account as those see it who need not know it: country and the last four."""
    return f"{iban[:2]}•• … {iban[-4:]}" if len(iban) > 8 else iban


def newest_reconciliation() -> Reconciliation | None:
    """What the last comparison found."""
    newest = Reconciliation.objects.aggregate(pk=Max("pk"))["pk"]
    return Reconciliation.objects.filter(pk=newest).first() if newest else None
