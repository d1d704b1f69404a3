"""Bank statements as they go out and come in."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from participation.rest.fields import PlaceShort, moment, place_short
from participation.rest.views import Row

from ..models import Statement, StatementLine
from ..selectors.statements import Near, Seen
from ..statements.headings import COLUMNS

NTH: dict[str, Any] = {"min_value": 1, "max_value": 200, "required": False}
WHAT = {
    "on": "the day", "amount": "the sum, below zero for what went out", "credit": "what came", "debit": "what went out",
    "direction": "whether the sum came or went out", "text": "the words of whoever paid",
    "structured": "the structured reference", "name": "who paid", "iban": "the payer's account",
    "number": "the bank's number of the line", "currency": "the currency", "account": "the account the table is of",
}  # fmt: skip


class StatementOut(serializers.Serializer[Any]):
    """A statement that was uploaded."""

    id = serializers.IntegerField()
    municipality = PlaceShort()
    iban = serializers.CharField(help_text="the municipality's account")
    format = serializers.ChoiceField(choices=Statement.Format.choices)
    name = serializers.CharField(help_text="of the file")
    number = serializers.CharField(allow_blank=True, help_text="the bank's")
    begins = serializers.DateField(help_text="day of the first line")
    ends = serializers.DateField(help_text="day of the last line")
    opening_cents = serializers.IntegerField(allow_null=True, help_text="null: the format has no balances")
    closing_cents = serializers.IntegerField(allow_null=True)
    pending = serializers.IntegerField(help_text="lines that the bank had not booked itself: left out")
    state = serializers.ChoiceField(choices=Statement.State.choices)
    at = serializers.DateTimeField()
    booked_at = serializers.DateTimeField(allow_null=True)
    lines = serializers.IntegerField()
    booked = serializers.IntegerField(help_text="lines that are booked to a pledge")
    unclear = serializers.IntegerField(help_text="lines to be settled by hand")


class StatementLineOut(serializers.Serializer[Any]):
    """A line: what became of it, or what will where the statement is not booked yet."""

    id = serializers.IntegerField()
    number = serializers.IntegerField(help_text="its place in the file")
    on = serializers.DateField()
    cents = serializers.IntegerField(help_text="of its currency: came (+), went out (−)")
    currency = serializers.CharField()
    is_reversal = serializers.BooleanField(help_text="the bank takes back what it booked before")
    reference = serializers.CharField(allow_blank=True, help_text="as it was understood")
    text = serializers.CharField(allow_blank=True, help_text="kept while the line is to be settled")
    payer = serializers.CharField(allow_blank=True, help_text="the same")
    payer_iban = serializers.CharField(allow_blank=True, help_text="the same")
    state = serializers.ChoiceField(choices=StatementLine.State.choices)
    verdict = serializers.ChoiceField(choices=StatementLine.Verdict.choices, help_text="what it was found to be")
    why = serializers.CharField(help_text="the same in words")
    pledge = serializers.IntegerField(allow_null=True)
    payout = serializers.IntegerField(allow_null=True)
    words = serializers.CharField(allow_blank=True, help_text="what an official said it is")
    settled_at = serializers.DateTimeField(allow_null=True)


class StatementDetail(StatementOut):
    """A statement with its lines."""

    lines = StatementLineOut(many=True)  # type: ignore[assignment]  # the whole of what the list counts


class NearPledge(serializers.Serializer[Any]):
    """A pledge that a line may have meant."""

    pledge = serializers.IntegerField()
    project = serializers.CharField()
    cents = serializers.IntegerField()
    reference = serializers.CharField()
    is_same_sum = serializers.BooleanField()
    is_like = serializers.BooleanField(help_text="its reference differs by a slip or two")


class StatementLineDetail(StatementLineOut):
    """A line with what it may have meant."""

    near = NearPledge(many=True)


class StatementIn(serializers.Serializer[Any]):
    """A file of the bank. Columns are said only where the headings of a table do not tell them: the first is 1."""

    municipality = serializers.CharField(max_length=8, help_text="code of the municipality whose account it is")
    file = serializers.FileField(max_length=200, allow_empty_file=True)

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        """One more for each column that can be said."""
        columns = {f"column_{name}": serializers.IntegerField(**NTH, help_text=WHAT[name]) for name in COLUMNS}
        return {**super().get_fields(), **columns}


class SettleIn(serializers.Serializer[Any]):
    """Whose money the line is."""

    reference = serializers.CharField(max_length=60, help_text="of the pledge")


class SetAsideIn(serializers.Serializer[Any]):
    """What the line is instead."""

    words = serializers.CharField(max_length=300)


def statement_data(row: Statement) -> Row:
    """See StatementOut; the row is one of ``statements_of``."""
    return {
        "id": row.pk,
        "municipality": place_short(row.municipality),
        "iban": row.iban,
        "format": row.format,
        "name": row.name,
        "number": row.number,
        "begins": row.begins.isoformat(),
        "ends": row.ends.isoformat(),
        "opening_cents": row.opening_cents,
        "closing_cents": row.closing_cents,
        "pending": row.pending,
        "state": row.state,
        "at": moment(row.at),
        "booked_at": moment(row.booked_at),
        "lines": row.line_count,  # type: ignore[attr-defined]  # annotated by statements_of
        "booked": row.booked_count,  # type: ignore[attr-defined]  # annotated by statements_of
        "unclear": row.unclear_count,  # type: ignore[attr-defined]  # annotated by statements_of
    }


def line_data(one: Seen) -> Row:
    """See StatementLineOut."""
    line = one.line
    return {
        "id": line.pk,
        "number": line.number,
        "on": line.on.isoformat(),
        "cents": line.cents,
        "currency": line.currency,
        "is_reversal": line.is_reversal,
        "reference": one.reference,
        "text": line.text,
        "payer": line.payer,
        "payer_iban": line.payer_iban,
        "state": one.state,
        "verdict": one.verdict,
        "why": one.meaning,
        "pledge": one.pledge_id,
        "payout": line.payout_id,
        "words": line.words,
        "settled_at": moment(line.settled_at),
    }


def near_data(one: Near) -> Row:
    """See NearPledge."""
    return {
        "pledge": one.pledge.pk,
        "project": one.pledge.campaign.project.title,
        "cents": one.pledge.cents,
        "reference": one.reference,
        "is_same_sum": one.is_same_sum,
        "is_like": one.is_like,
    }
