"""Dictionaries of expenses and papers as they go out; a test holds them to their descriptions."""

from __future__ import annotations

from typing import Any

from participation.rest.fields import moment
from participation.rest.views import Row, Rows
from volunteers.projects.models import Project

from ..models import Expense, Paper
from ..selectors.expenses import covered_of, removed_expenses_of, told_spending


def paper_data(row: Paper) -> Row:
    """See PaperOut."""
    return {
        "id": row.pk,
        "name": row.download_name,
        "kind": row.kind,
        "size": row.size,
        "at": moment(row.at),
        "url": f"/api/v1/papers/{row.pk}/",
    }


def expense_data(row: Expense, *, is_whole: bool) -> Row:
    """See ExpenseOut; ``is_whole`` for those who see suppliers and papers. The row is one of ``visible_expenses``."""
    papers: Any = getattr(row, "shown_papers", [])
    return {
        "id": row.pk,
        "project": row.project_id,
        "what": row.what,
        "cents": row.cents,
        "day": row.day.isoformat(),
        "line": {"id": row.line.pk, "what": row.line.what} if row.line else None,
        "payout": row.payout_id,
        "at": moment(row.at),
        "changed_at": moment(row.changed_at),
        "version": row.version,
        "supplier": row.supplier if is_whole else None,
        "papers": [paper_data(one) for one in papers] if is_whole else None,
    }


def spending_data(project: Project) -> Row:
    """See SpendingOut."""
    told = told_spending(project)
    covered = covered_of(project, told["spent_cents"])
    sums = {name: getattr(covered, name) for name in ("paid_out_cents", "others_cents", "left_cents")}
    return {**told, **sums, "removed": _removed(project)}


def _removed(project: Project) -> Rows:
    return [
        {
            "id": row.pk,
            "what": row.what,
            "cents": row.cents,
            "day": row.day.isoformat(),
            "removed_at": moment(row.removed_at),
            "reason": row.reason,
        }
        for row in removed_expenses_of(project)
    ]
