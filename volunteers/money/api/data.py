"""Dictionaries as they go out; a test holds them to their descriptions."""

from __future__ import annotations

from participation.rest.fields import moment, place_short
from participation.rest.views import Row

from ..models import Campaign, Pledge, Pool
from ..selectors.adding import EXAMPLE, Addition, expected_for
from ..selectors.pledges import Instructions, asked_cents, instructions_for, receipt_number
from ..selectors.pools import WHY, pools_for, reason_in_words, terms_in_words
from ..selectors.receipts import Proof
from ..telling import euro
from ..ways import way_of


def campaign_data(row: Campaign) -> Row:
    """See CampaignOut; the row is one of ``with_numbers``."""
    return {
        "id": row.pk,
        "project": project_short(row),
        "municipality": place_short(row.project.municipality),
        "kind": row.kind,
        "state": row.state,
        "minimum_cents": row.minimum_cents,
        "optimum_cents": row.optimum_cents,
        "closes_at": moment(row.closes_at),
        "opened_at": moment(row.opened_at),
        "decided_at": moment(row.decided_at),
        "decided_cents": row.decided_cents,
        "settled_at": moment(row.settled_at),
        "pledged_cents": row.pledged_cents,  # type: ignore[attr-defined]  # annotated by with_numbers
        "donors": row.donors,  # type: ignore[attr-defined]  # annotated by with_numbers
        "stream": row.project.scope,
    }


def project_short(row: Campaign) -> Row:
    """See FundedProject."""
    return {"id": row.project_id, "title": row.project.title, "url": row.project.get_absolute_url()}


def pool_data(row: Pool, added: int, expected: int | None = None, example: Addition | None = None) -> Row:
    """See PoolOut; the row is one of ``with_left``."""
    body = row.organisation
    return {
        "id": row.pk,
        "title": row.title,
        "organisation": {"id": body.pk, "name": body.name} if body else None,
        "total_cents": row.total_cents,
        "left_cents": row.total_cents - row.used_cents,  # type: ignore[attr-defined]  # annotated by with_left
        "numerator": row.numerator,
        "denominator": row.denominator,
        "donor_cap_cents": row.donor_cap_cents,
        "campaign_cap_cents": row.campaign_cap_cents,
        "added_cents": added,
        "expected_cents": expected,
        "example": {"cents": EXAMPLE, "added_cents": example.cents, "why": str(WHY[example.reason])}
        if example
        else None,
        "terms": terms_in_words(row, euro),
    }


def pledge_data(row: Pledge) -> Row:
    """See PledgeOut; no query for a row of ``own_pledges``."""
    receipt, body = getattr(row, "receipt", None), row.organisation
    return {
        "id": row.pk,
        "campaign": row.campaign_id,
        "project": project_short(row.campaign),
        "cents": row.cents,
        "asked_cents": asked_cents(row),
        "refunded_cents": row.refunded_cents,
        "organisation": {"id": body.pk, "name": body.name} if body else None,
        "is_anonymous": row.is_anonymous,
        "provider": row.provider,
        "state": row.state,
        "at": moment(row.at),
        "captured_at": moment(row.captured_at),
        "receipt": receipt_number(receipt) if receipt else None,
    }


def pledge_detail(row: Pledge) -> Row:
    """See PledgeDetail."""
    said = instructions_for(row)
    return {
        **pledge_data(row),
        "transfer": transfer_data(said) if said else None,
        "added": [
            {"pool": one.pool.title, "cents": one.cents - one.returned_cents, "why": reason_in_words(one)}
            for one in row.shares.select_related("pool").order_by("pool_id")
        ],
        "expected": expected_data(row),
    }


def expected_data(row: Pledge) -> list[Row]:
    """What pools would add to a pledge that stands; nothing once it is decided what they do."""
    if row.campaign.decided_at is not None or row.state != Pledge.State.AUTHORISED:
        return []
    found = expected_for(row, pools_for(row.campaign))
    return [{"pool": one.pool.title, "cents": one.cents, "why": str(WHY[one.reason])} for one in found]


def receipt_data(proof: Proof) -> Row:
    """See ReceiptOut."""
    return {
        "number": proof.number,
        "at": moment(proof.at),
        "donor": proof.donor,
        "project": {"id": proof.project_id, "title": proof.project, "url": f"/projects/{proof.project_id}/"},
        "municipality": proof.municipality,
        "cents": proof.cents,
        "refunded_cents": proof.refunded_cents,
        "provider": proof.provider,
        "is_demonstration": not way_of(proof.provider).moves_money,
        "added": [{"pool": pool, "cents": cents} for pool, cents in proof.added],
    }


def transfer_data(said: Instructions) -> Row:
    """See TransferOut."""
    return {
        "holder": said.holder,
        "iban": said.iban,
        "bic": said.bic,
        "reference": said.reference,
        "cents": said.cents,
        "code": said.text,
        "svg": said.svg,
    }
