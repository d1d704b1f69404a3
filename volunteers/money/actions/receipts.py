"""Receipts, numbered without gaps in each municipality and year."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from participation.database import db_now

from ..models import Campaign, Pledge, Receipt, ReceiptCounter


def give_receipt(campaign: Campaign, pledge: Pledge) -> Receipt:
    """The donor's receipt, with the next number; inside the transaction that books the gift, so no number is lost.

    The counter's row is locked until the commit: whoever comes second gets the next number, and a rollback gives it back.
    """
    place, now = campaign.project.municipality, db_now()
    year = now.astimezone(ZoneInfo(place.timezone)).year
    ReceiptCounter.objects.bulk_create([ReceiptCounter(municipality=place, year=year)], ignore_conflicts=True)
    counter = ReceiptCounter.objects.select_for_update(of=("self",)).get(municipality=place, year=year)
    counter.last += 1
    counter.save(update_fields=["last"])
    return Receipt.objects.create(
        pledge=pledge, municipality=place, year=year, number=counter.last, cents=pledge.cents, at=now
    )
