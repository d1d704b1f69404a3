"""Campaigns as they are planned, payouts, pools and what officials do with money, described for the schema."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from participation.rest.fields import IdField, PlaceShort

from ..amounts import HIGHEST_GOAL, LEAST, MOST
from ..models import Campaign, Payout
from .fields import FundedProject, PoolOut

KEY = "a key of yours: sent again with the same, it is asked once"
CODE = "code, such as DOB17"
MOST_RATIO = 1000
ATTEMPTS = ["waiting", "done", "failed"]


class CampaignChange(serializers.Serializer[Any]):
    """What is to be changed; what is left out stays."""

    kind = serializers.ChoiceField(choices=Campaign.Kind.choices, required=False)
    minimum_cents = serializers.IntegerField(
        required=False, min_value=0, max_value=HIGHEST_GOAL, help_text="0 where what comes together is used"
    )
    optimum_cents = serializers.IntegerField(
        required=False, allow_null=True, min_value=LEAST, max_value=HIGHEST_GOAL, help_text="not less than the minimum"
    )
    closes_at = serializers.DateTimeField(required=False, help_text="before the project begins")


class CampaignIn(CampaignChange):
    """A campaign to be planned. It is opened by itself: `POST campaigns/{id}/open/`."""

    project = IdField()
    closes_at = serializers.DateTimeField(help_text="before the project begins")


class PayoutOut(serializers.Serializer[Any]):
    """A payout as those see it who lead the project, and the officials of its municipality."""

    id = serializers.IntegerField()
    campaign = serializers.IntegerField()
    project = FundedProject()
    cents = serializers.IntegerField()
    purpose = serializers.CharField(help_text="public once it is paid")
    document = serializers.CharField(help_text="the invoice or contract in words")
    holder = serializers.CharField()
    iban = serializers.CharField(help_text="in full for those who lead the project and who decide; else its last four")
    state = serializers.ChoiceField(choices=Payout.State.choices)
    reason = serializers.CharField(allow_blank=True, help_text="why it was refused")
    is_other_account = serializers.BooleanField(help_text="than the last one paid to: two officials look at it")
    approved = serializers.IntegerField(help_text="officials who have approved it")
    approvals_needed = serializers.IntegerField()
    asked_by = serializers.CharField(allow_blank=True)
    at = serializers.DateTimeField()
    decided_at = serializers.DateTimeField(allow_null=True)


class PayoutIn(serializers.Serializer[Any]):
    """Money that is asked for."""

    campaign = IdField()
    cents = serializers.IntegerField(min_value=1, max_value=HIGHEST_GOAL)
    purpose = serializers.CharField(max_length=200)
    document = serializers.CharField(max_length=5000, help_text="the invoice or contract in words")
    holder = serializers.CharField(max_length=70)
    iban = serializers.CharField(max_length=60, help_text="with or without blanks")
    client_key = serializers.CharField(max_length=64, default="", allow_blank=True, help_text=KEY)


class PayoutRefusalIn(serializers.Serializer[Any]):
    """Why nothing is paid."""

    reason = serializers.CharField(max_length=2000, help_text="the coordinators read it")


class PoolDetail(PoolOut):
    """A pool, whatever it adds to."""

    added_cents = serializers.IntegerField(help_text="in all campaigns that were decided")
    municipality = PlaceShort()
    at = serializers.DateTimeField(help_text="when it was set up")
    ended_at = serializers.DateTimeField(allow_null=True, help_text="adds to nothing that is decided since")


class PoolIn(serializers.Serializer[Any]):
    """A pool that is set up. Its terms do not change any more."""

    municipality = serializers.CharField(max_length=8, help_text=CODE)
    organisation = IdField(required=False, allow_null=True, help_text="a business for which you speak")
    title = serializers.CharField(max_length=120)
    total_cents = serializers.IntegerField(min_value=LEAST, max_value=HIGHEST_GOAL)
    numerator = serializers.IntegerField(
        default=1, min_value=1, max_value=MOST_RATIO, help_text="of the ratio: 1/2 adds 50 cents to each euro"
    )
    denominator = serializers.IntegerField(default=1, min_value=1, max_value=MOST_RATIO)
    donor_cap_cents = serializers.IntegerField(
        required=False,
        allow_null=True,
        min_value=LEAST,
        max_value=HIGHEST_GOAL,
        help_text="for one donor of a campaign",
    )
    campaign_cap_cents = serializers.IntegerField(
        required=False, allow_null=True, min_value=LEAST, max_value=HIGHEST_GOAL
    )


class TreasuryOut(serializers.Serializer[Any]):
    """The account to which people transfer what they give in a municipality."""

    municipality = PlaceShort()
    holder = serializers.CharField()
    iban = serializers.CharField()
    bic = serializers.CharField(allow_blank=True)
    at = serializers.DateTimeField(help_text="since when")


class TreasuryIn(serializers.Serializer[Any]):
    """The account from now on."""

    municipality = serializers.CharField(max_length=8, help_text=CODE)
    holder = serializers.CharField(max_length=70)
    iban = serializers.CharField(max_length=60, help_text="with or without blanks")
    bic = serializers.CharField(max_length=20, default="", allow_blank=True)


class ArrivalOut(serializers.Serializer[Any]):
    """A transfer that is expected, or was confirmed. Nobody's name."""

    pledge = serializers.IntegerField()
    reference = serializers.CharField(help_text="with check digits (ISO 11649)")
    cents = serializers.IntegerField()
    project = FundedProject()
    at = serializers.DateTimeField(help_text="when it was pledged")
    is_confirmed = serializers.BooleanField()


class ArrivalIn(serializers.Serializer[Any]):
    """Money that is on the municipality's account."""

    reference = serializers.CharField(max_length=60, help_text="as the bank shows it")
    cents = serializers.IntegerField(min_value=1, max_value=HIGHEST_GOAL)


class SentBackOut(serializers.Serializer[Any]):
    """Money to be transferred to the account it came from. Nobody's name."""

    pledge = serializers.IntegerField()
    reference = serializers.CharField(help_text="with which it came (ISO 11649); write it into the transfer")
    cents = serializers.IntegerField()
    project = FundedProject()
    at = serializers.DateTimeField(help_text="since when it is to go back")


class RefundOut(serializers.Serializer[Any]):
    """Something that was given back."""

    number = serializers.IntegerField()
    cents = serializers.IntegerField()
    reason = serializers.CharField(allow_blank=True)
    state = serializers.ChoiceField(choices=ATTEMPTS)
    at = serializers.DateTimeField()


class GiftOut(serializers.Serializer[Any]):
    """A pledge as officials see it who give money back. Nobody's name."""

    pledge = serializers.IntegerField()
    project = FundedProject()
    reference = serializers.CharField(allow_blank=True, help_text="of the transfer; empty for other ways to pay")
    receipt = serializers.CharField(allow_null=True, help_text="its number; null before it was taken")
    provider = serializers.CharField()
    is_taken = serializers.BooleanField(help_text="only what was taken can be given back")
    cents = serializers.IntegerField()
    refunded_cents = serializers.IntegerField()
    left_cents = serializers.IntegerField(help_text="what can be given back now: neither given back nor paid out")
    next_number = serializers.IntegerField(help_text="what the next refund sends as `number`")
    refunds = RefundOut(many=True)


class RefundIn(serializers.Serializer[Any]):
    """So much is given back."""

    cents = serializers.IntegerField(min_value=1, max_value=MOST)
    reason = serializers.CharField(max_length=300)
    number = serializers.IntegerField(
        min_value=1, max_value=10_000, help_text="`next_number`: sent twice, it is given back once"
    )


class ComparedOut(serializers.Serializer[Any]):
    """What was compared."""

    what = serializers.CharField()
    rows = serializers.IntegerField(help_text="cents by what people did")
    ledger = serializers.IntegerField(help_text="cents by the ledger")
    difference = serializers.IntegerField()


class ReconciliationOut(serializers.Serializer[Any]):
    """The daily comparison of every cent."""

    at = serializers.DateTimeField()
    difference = serializers.IntegerField(help_text="0: every cent is where it belongs")
    lines = ComparedOut(many=True)
