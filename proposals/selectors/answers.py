"""The published report on the proposals (справка), as rows and as CSV."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from ..models import Consultation
from .names import clause_names
from .standing import Progress, ProposalView, progress_of, standing_proposals, views_of

__all__ = ["REPORTED", "Progress", "ReportRow", "progress_of", "report_csv", "report_rows"]
REPORTED = (Consultation.Stage.ANSWERED, Consultation.Stage.ADOPTED)
SEMICOLON = "semicolon"
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
    group_label: str
    received_at: datetime
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
        group_label=str(view.group),
        received_at=view.said.created_at,
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


def report_csv(consultation: Consultation, separator: str = "") -> str:
    """The report as CSV with a byte order mark (for spreadsheets), formulas made harmless.

    ``separator`` "semicolon" is for Excel where the decimal sign is a comma, as in Bulgarian; anything else is a comma.
    """
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";" if separator == SEMICOLON else ",")
    writer.writerow(
        [
            _("number"), _("received on"), _("proposer"), _("kind of participant"), _("clause"), _("proposal"),
            _("people who support it"), _("answer"), _("reason"), _("resulting text"), _("answered on"),
        ]
    )  # fmt: skip
    zone = ZoneInfo(consultation.municipality.timezone)
    answered = f"{consultation.answered_at.astimezone(zone):%Y-%m-%d}" if consultation.answered_at else ""
    for row in report_rows(consultation):
        words = [row.proposer, row.group_label, row.clause, row.proposal]
        answer = [row.outcome_label, row.reason, row.resulting_text]
        writer.writerow(
            [
                row.number,
                f"{row.received_at.astimezone(zone):%Y-%m-%d}",
                *map(_harmless, words),
                row.support,
                *map(_harmless, answer),
                answered,
            ]
        )
    return "\ufeff" + out.getvalue()


def _harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.lstrip(" ").startswith(FORMULAS) or cell.startswith(FORMULAS) else cell
