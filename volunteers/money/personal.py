"""What this room keeps about a person: what they pledged, asked for, entered and decided. The ledger knows nobody.

Of who paid, as a bank names them in a statement, something is kept only on lines that an official has still to settle, 90
days at most (``actions/settling.py``). It names nobody who is known here, so it is part of no export: what became of one's
own transfer stands beside the pledge, as day and sum.
"""

from __future__ import annotations

from typing import Any

from participation.accounts import personal_data
from participation.accounts.models import User

from .actions.leaving import let_go_of
from .models import (
    Approval,
    Attempt,
    Campaign,
    Expense,
    Paper,
    Payout,
    Pledge,
    Pool,
    Statement,
    StatementLine,
    Treasury,
)


def export(user: User) -> dict[str, list[dict[str, Any]]]:
    """Every pledge with its receipt, and what the person did for a project or a municipality."""
    pledges = Pledge.objects.filter(person=user).order_by("pk")
    fields = (
        "campaign_id",
        "campaign__project__title",
        "organisation__name",
        "cents",
        "refunded_cents",
        "is_anonymous",
    )
    moments = ("provider", "state", "at", "captured_at", "receipt__year", "receipt__number")
    payouts = Payout.objects.filter(by=user).order_by("pk")
    asked = ("campaign_id", "cents", "purpose", "document", "holder", "iban", "state", "reason", "at", "decided_at")
    refunds = Attempt.objects.filter(by=user).order_by("pk")
    arrived = StatementLine.objects.filter(pledge__person=user, state=StatementLine.State.BOOKED).order_by("pk")
    settled = StatementLine.objects.filter(settled_by=user).order_by("pk")
    uploaded = Statement.objects.filter(by=user).order_by("pk")
    booked = Statement.objects.filter(booked_by=user).order_by("pk")
    entered = ("project_id", "what", "cents", "day", "supplier", "at", "changed_at", "removed_at", "reason")
    expenses = Expense.objects.filter(by=user).order_by("pk")
    papers = Paper.objects.filter(by=user, removed_at=None).order_by("pk")
    return {
        "expenses": [dict(row) for row in expenses.values(*entered)],
        "papers": [dict(row) for row in papers.values("name", "kind", "size", "expense_id", "payout_id", "at")],
        "pledges": [dict(row) for row in pledges.values(*fields, *moments)],
        "payouts": [dict(row) for row in payouts.values(*asked)],
        "approvals": [dict(row) for row in Approval.objects.filter(official=user).values("payout_id", "at")],
        "refunds": [dict(row) for row in refunds.values("pledge_id", "cents", "words", "at")],
        "campaigns": [dict(row) for row in Campaign.objects.filter(opened_by=user).values("pk", "opened_at")],
        "pools": [dict(row) for row in Pool.objects.filter(by=user).values("pk", "title", "total_cents", "at")],
        "arrivals": [dict(row) for row in arrived.values("pledge_id", "on", "cents")],
        "statements": [dict(row) for row in uploaded.values("pk", "municipality_id", "name", "at")],
        "statements_booked": [dict(row) for row in booked.values("pk", "booked_at")],
        "lines_settled": [dict(row) for row in settled.values("pk", "words", "settled_at")],
        "treasuries": [dict(row) for row in Treasury.objects.filter(by=user).values("municipality_id", "at")],
    }


def join() -> None:
    """Sums outlive the person, without them; what they only promised is let go."""
    personal_data.register("money", export, let_go_of)
