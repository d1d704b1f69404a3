"""What goes out and what comes in of expenses and papers, described for the schema. Every sum is in euro cents."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from participation.rest.fields import IdField
from volunteers.projects.actions.parts import MOST_CENTS

from ..models.expenses import CONTENT_TYPES

KINDS = [(kind, kind) for kind in CONTENT_TYPES]
PRIVATE = "null but for coordinators and the officials of the municipality"


class PaperOut(serializers.Serializer[Any]):
    """A receipt, an invoice, a contract."""

    id = serializers.IntegerField()
    name = serializers.CharField(help_text="with the ending of what it is")
    kind = serializers.ChoiceField(choices=KINDS, help_text="by content; pictures are drawn anew")
    size = serializers.IntegerField(help_text="bytes")
    at = serializers.DateTimeField()
    url = serializers.CharField(help_text="path of the file in this API")


class BudgetLineShort(serializers.Serializer[Any]):
    """A line of a budget in passing."""

    id = serializers.IntegerField()
    what = serializers.CharField()


class ExpenseOut(serializers.Serializer[Any]):
    """Something that was paid for a project."""

    id = serializers.IntegerField()
    project = serializers.IntegerField()
    what = serializers.CharField()
    cents = serializers.IntegerField()
    day = serializers.DateField()
    line = BudgetLineShort(allow_null=True, help_text="of the project's budget; null: for none of it")
    payout = serializers.IntegerField(allow_null=True, help_text="the payout it was paid from")
    at = serializers.DateTimeField(help_text="when it was entered")
    changed_at = serializers.DateTimeField(allow_null=True)
    version = serializers.IntegerField(help_text="send it as `seen` with a change")
    supplier = serializers.CharField(allow_null=True, allow_blank=True, help_text=PRIVATE)
    papers = PaperOut(many=True, allow_null=True, help_text=PRIVATE)


class ExpenseIn(serializers.Serializer[Any]):
    """A new expense."""

    project = IdField()
    what = serializers.CharField(max_length=160)
    cents = serializers.IntegerField(min_value=1, max_value=MOST_CENTS)
    day = serializers.DateField(help_text="on which it was paid: not to come")
    line = IdField(required=False, allow_null=True, default=None)
    payout = IdField(required=False, allow_null=True, default=None, help_text="one that was paid out")
    supplier = serializers.CharField(max_length=200, required=False, allow_blank=True, default="")
    client_key = serializers.CharField(
        max_length=40,
        required=False,
        allow_blank=True,
        default="",
        help_text="sent again, it is the same expense; other contents under it are refused",
    )


class ExpenseChange(serializers.Serializer[Any]):
    """What is given is changed."""

    what = serializers.CharField(max_length=160, required=False)
    cents = serializers.IntegerField(min_value=1, max_value=MOST_CENTS, required=False)
    day = serializers.DateField(required=False)
    line = IdField(required=False, allow_null=True)
    payout = IdField(required=False, allow_null=True)
    supplier = serializers.CharField(max_length=200, required=False, allow_blank=True)
    seen = serializers.IntegerField(
        required=False, min_value=1, max_value=2**31 - 1, help_text="the `version` you saw: refused as `stale` after it"
    )


class ExpenseRemove(serializers.Serializer[Any]):
    """Why an expense is taken out."""

    reason = serializers.CharField(max_length=300, help_text="everybody reads it")


class LineSpendingOut(BudgetLineShort):
    """A line of the budget with what was spent for it."""

    planned_cents = serializers.IntegerField()
    spent_cents = serializers.IntegerField()


class RemovedOut(serializers.Serializer[Any]):
    """Something that was taken out again."""

    id = serializers.IntegerField()
    what = serializers.CharField()
    cents = serializers.IntegerField()
    day = serializers.DateField()
    removed_at = serializers.DateTimeField()
    reason = serializers.CharField()


class SpendingOut(serializers.Serializer[Any]):
    """What a project planned and spent."""

    project = serializers.IntegerField()
    language = serializers.CharField(help_text="of the words of the budget")
    lines = LineSpendingOut(many=True)
    other_cents = serializers.IntegerField(help_text="spent for no line of the budget")
    planned_cents = serializers.IntegerField()
    spent_cents = serializers.IntegerField()
    paid_out_cents = serializers.IntegerField(help_text="paid out to the project by its campaign")
    others_cents = serializers.IntegerField(
        help_text="spent from no payout, or beyond what was paid out: paid by others"
    )
    left_cents = serializers.IntegerField(help_text="paid out, less the expenses that name a payout")
    removed = RemovedOut(many=True, help_text="taken out again, the newest first")


class FileIn(serializers.Serializer[Any]):
    """A paper for an expense."""

    file = serializers.FileField(
        max_length=200,
        help_text="PDF, JPEG, PNG, WebP or GIF by its content, at most 10 MB; no scripts, no other files",
    )


class PayoutFileIn(FileIn):
    """A paper for a payout that was asked for."""

    payout = IdField()
