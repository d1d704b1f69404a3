"""The published report on the proposals (справка), as rows and as CSV."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ..models import Consultation
from .names import clause_names
from .standing import Progress, ProposalView, progress_of, standing_proposals, views_of

__all__ = ["REPORTED", "Progress", "ReportRow", "progress_of", "report_csv", "report_rows"]
REPORTED = (Consultation.Stage.ANSWERED, Consultation.Stage.ADOPTED)
FORMULAS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class ReportRow:
    """A row of the published report (справка)."""

    number: int
    proposal_id: int
    clause_id: int
    clause: str
    proposer: str
    group: str
    is_wording: bool
    original: str
    proposal: str
    why: str
    support: int
    outcome: str
    outcome_label: str
    reason: str
    resulting_text: str


def report_rows(consultation: Consultation) -> list[ReportRow]:
    """The published report in the order of its numbers; empty before it is published. Three queries."""
    if consultation.stage not in REPORTED:
        return []
    found = standing_proposals(consultation).filter(number__isnull=False).order_by("number")
    return [_report_row(view) for view in views_of(found, clause_names(consultation))]


def _report_row(view: ProposalView) -> ReportRow:
    proposal = view.proposal
    return ReportRow(
        number=proposal.number or 0,
        proposal_id=proposal.pk,
        clause_id=proposal.clause_id,
        clause=view.clause,
        proposer=view.proposer,
        group=view.said.group,
        is_wording=view.is_wording,
        original=view.original,
        proposal=view.text,
        why=view.why,
        support=view.support,
        outcome=proposal.outcome,
        outcome_label=str(proposal.get_outcome_display()),
        reason=proposal.reason,
        resulting_text=proposal.resulting_text,
    )


def report_csv(consultation: Consultation) -> str:
    """The report as CSV with a byte order mark (for spreadsheets), formulas made harmless."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(
        [_("number"), _("proposer"), _("clause"), _("proposal"), _("answer"), _("reason"), _("resulting text")]
    )
    for row in report_rows(consultation):
        cells = [row.proposer, row.clause, row.proposal, row.outcome_label, row.reason, row.resulting_text]
        writer.writerow([row.number, *map(_harmless, cells)])
    return "\ufeff" + out.getvalue()


def _harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.lstrip(" ").startswith(FORMULAS) or cell.startswith(FORMULAS) else cell
