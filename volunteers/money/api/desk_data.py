"""Dictionaries of payouts, pools and the officials' desk; a test holds them to their descriptions."""

from __future__ import annotations

from participation.rest.fields import moment, place_short
from participation.rest.views import Row

from ..models import Attempt, Payout, Pledge, Pool, Reconciliation, Treasury
from ..policies import approvals_needed
from ..references import reference_of
from ..selectors.desk import refunds_of
from ..selectors.payouts import available, hidden_iban
from ..selectors.pledges import receipt_number
from .data import pool_data, project_short


def payout_data(row: Payout, *, in_full: bool) -> Row:
    """See PayoutOut; the row is one of ``seen_payouts``."""
    return {
        "id": row.pk,
        "campaign": row.campaign_id,
        "project": project_short(row.campaign),
        "cents": row.cents,
        "purpose": row.purpose,
        "document": row.document,
        "holder": row.holder,
        "iban": row.iban if in_full else hidden_iban(row.iban),
        "state": row.state,
        "reason": row.reason,
        "is_other_account": row.is_other_account,
        "approved": row.approved,  # type: ignore[attr-defined]  # annotated by the selectors
        "approvals_needed": approvals_needed(row),
        "asked_by": row.by.display_name if row.by else "",
        "at": moment(row.at),
        "decided_at": moment(row.decided_at),
    }


def pool_detail(row: Pool) -> Row:
    """See PoolDetail; the row is one of ``with_left``."""
    return {
        **pool_data(row, row.used_cents),  # type: ignore[attr-defined]  # annotated by with_left
        "municipality": place_short(row.municipality),
        "at": moment(row.at),
        "ended_at": moment(row.ended_at),
    }


def treasury_data(row: Treasury) -> Row:
    """See TreasuryOut."""
    return {
        "municipality": place_short(row.municipality),
        "holder": row.holder,
        "iban": row.iban,
        "bic": row.bic,
        "at": moment(row.at),
    }


def arrival_data(row: Pledge, cents: int, *, is_confirmed: bool) -> Row:
    """See ArrivalOut."""
    return {
        "pledge": row.pk,
        "reference": reference_of(row.pk),
        "cents": cents,
        "project": project_short(row.campaign),
        "at": moment(row.at),
        "is_confirmed": is_confirmed,
    }


def sent_back_data(row: Attempt) -> Row:
    """See SentBackOut; the row is one of ``to_send_back``."""
    return {
        "pledge": row.pledge_id,
        "reference": reference_of(row.pledge_id),
        "cents": row.cents,
        "project": project_short(row.pledge.campaign),
        "at": moment(row.done_at),
    }


def refund_data(row: Attempt) -> Row:
    """See RefundOut."""
    state = "waiting" if row.is_done is None else "done" if row.is_done else "failed"
    return {"number": row.number, "cents": row.cents, "reason": row.words, "state": state, "at": moment(row.at)}


def given_data(row: Pledge) -> Row:
    """See GiftOut."""
    receipt, refunds = getattr(row, "receipt", None), list(refunds_of(row))
    is_taken = row.state in (Pledge.State.CAPTURED, Pledge.State.REFUNDED)
    left = min(row.cents - row.refunded_cents, available(row.campaign_id, row.campaign.project_id)) if is_taken else 0
    return {
        "pledge": row.pk,
        "project": project_short(row.campaign),
        "reference": reference_of(row.pk) if row.provider == "transfer" else "",
        "receipt": receipt_number(receipt) if receipt else None,
        "provider": row.provider,
        "is_taken": is_taken,
        "cents": row.cents,
        "refunded_cents": row.refunded_cents,
        "left_cents": max(left, 0),
        "next_number": len(refunds) + 1,
        "refunds": [refund_data(one) for one in refunds],
    }


def reconciliation_data(row: Reconciliation) -> Row:
    """See ReconciliationOut."""
    return {"at": moment(row.at), "difference": row.difference, "lines": row.lines}
