"""What goes out and what comes in, described for the schema. Every sum is in euro cents."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from participation.rest.fields import IdField, OrganisationShort, PlaceShort

from ..amounts import LEAST, MOST
from ..models import Campaign, Pledge

PROVIDERS = [("dummy", "dummy"), ("transfer", "transfer"), ("stripe", "stripe")]


class FundedProject(serializers.Serializer[Any]):
    """A project in passing."""

    id = serializers.IntegerField()
    title = serializers.CharField()
    url = serializers.CharField(help_text="path of its page on this site")


class CampaignOut(serializers.Serializer[Any]):
    """A campaign with its public numbers."""

    id = serializers.IntegerField()
    project = FundedProject()
    municipality = PlaceShort()
    kind = serializers.ChoiceField(choices=Campaign.Kind.choices)
    state = serializers.ChoiceField(choices=Campaign.State.choices)
    minimum_cents = serializers.IntegerField(help_text="0: what comes together is used")
    optimum_cents = serializers.IntegerField(allow_null=True)
    closes_at = serializers.DateTimeField(help_text="by the database's clock")
    opened_at = serializers.DateTimeField(allow_null=True)
    decided_at = serializers.DateTimeField(allow_null=True, help_text="when it was decided whether it is funded")
    decided_cents = serializers.IntegerField(allow_null=True, help_text="what was pledged and matched then")
    settled_at = serializers.DateTimeField(allow_null=True, help_text="when everything was collected")
    pledged_cents = serializers.IntegerField(help_text="pledged, or given and not given back")
    donors = serializers.IntegerField(help_text="pledges that stand")
    stream = serializers.CharField(help_text="its live stream")


class CampaignDetail(CampaignOut):
    """A campaign with those who let themselves be named, and how one can pay."""

    matched_cents = serializers.IntegerField(help_text="added by pools")
    collected_cents = serializers.IntegerField(help_text="there for the project: taken, and what pools added to that")
    goal_cents = serializers.IntegerField(help_text="the minimum; without one the optimum, else what it would cost")
    named_donors = serializers.ListField(
        child=serializers.CharField(), help_text="by name, without sums; those who want it"
    )
    providers = serializers.ListField(child=serializers.ChoiceField(choices=PROVIDERS), help_text="how one can pay")


class MovementOut(serializers.Serializer[Any]):
    """A sum of what came (+) and went (−)."""

    kind = serializers.ChoiceField(choices=["capture", "match", "refund", "unmatch", "payout"])
    cents = serializers.IntegerField()


class PaidOut(serializers.Serializer[Any]):
    """Something that was paid for the project."""

    cents = serializers.IntegerField()
    purpose = serializers.CharField()
    decided_at = serializers.DateTimeField()


class MovementsOut(serializers.Serializer[Any]):
    """Where the money came from and where it went: sums, and nobody's name."""

    movements = MovementOut(many=True)
    held_cents = serializers.IntegerField(help_text="held for the project now: the sum of the movements")
    payouts = PaidOut(many=True)


class ExampleOut(serializers.Serializer[Any]):
    """What a pool would add to one more pledge of yours."""

    cents = serializers.IntegerField(help_text="if you gave so much")
    added_cents = serializers.IntegerField()
    why = serializers.CharField(help_text="why so much, in words")


class PoolOut(serializers.Serializer[Any]):
    """A pool that adds to pledges."""

    id = serializers.IntegerField()
    title = serializers.CharField()
    organisation = OrganisationShort(allow_null=True, help_text="whose money it is; null: the municipality's")
    total_cents = serializers.IntegerField()
    left_cents = serializers.IntegerField()
    numerator = serializers.IntegerField(help_text="of the ratio: 1/2 adds 50 cents to each euro")
    denominator = serializers.IntegerField()
    donor_cap_cents = serializers.IntegerField(allow_null=True)
    campaign_cap_cents = serializers.IntegerField(allow_null=True)
    added_cents = serializers.IntegerField(help_text="to this campaign; known once it is decided")
    expected_cents = serializers.IntegerField(allow_null=True, help_text="if it were decided now; null once it is")
    example = ExampleOut(allow_null=True, help_text="as things stand; null once it is decided")
    terms = serializers.ListField(child=serializers.CharField(), help_text="in words")


class PledgeOut(serializers.Serializer[Any]):
    """One of your pledges."""

    id = serializers.IntegerField()
    campaign = serializers.IntegerField()
    project = FundedProject()
    cents = serializers.IntegerField(help_text="what is reserved, or was taken")
    asked_cents = serializers.IntegerField(help_text="asked for last: it is `cents` once it is reserved")
    refunded_cents = serializers.IntegerField()
    organisation = OrganisationShort(allow_null=True, help_text="whom it is given for; null: yourself")
    is_anonymous = serializers.BooleanField(help_text="the public does not learn the name")
    provider = serializers.ChoiceField(choices=PROVIDERS)
    state = serializers.ChoiceField(choices=Pledge.State.choices)
    at = serializers.DateTimeField(help_text="its place in the line for matching")
    captured_at = serializers.DateTimeField(allow_null=True)
    receipt = serializers.CharField(allow_null=True, help_text="its number, once it was taken")


class TransferOut(serializers.Serializer[Any]):
    """How to send the money."""

    holder = serializers.CharField()
    iban = serializers.CharField()
    bic = serializers.CharField(allow_blank=True)
    reference = serializers.CharField(
        help_text="structured, with check digits (ISO 11649); without it nobody knows whose"
    )
    cents = serializers.IntegerField()
    code = serializers.CharField(help_text="what the QR code says (EPC069-12)")
    svg = serializers.CharField(help_text="the QR code as a picture")


class AddedOut(serializers.Serializer[Any]):
    """What a pool added to the pledge."""

    pool = serializers.CharField()
    cents = serializers.IntegerField()
    why = serializers.CharField(help_text="in words")


class PledgeDetail(PledgeOut):
    """One of your pledges, with how to send it and what was added to it."""

    transfer = TransferOut(allow_null=True, help_text="null where nothing is to be sent")
    added = AddedOut(many=True)
    expected = AddedOut(many=True, help_text="until it is decided: what pools would add as things stand")


class SharedOut(serializers.Serializer[Any]):
    """What a pool added, on a receipt."""

    pool = serializers.CharField()
    cents = serializers.IntegerField()


class ReceiptOut(serializers.Serializer[Any]):
    """What the receipt of a pledge says."""

    number = serializers.CharField(help_text="municipality, year, and a number without gaps")
    at = serializers.DateTimeField()
    donor = serializers.CharField(allow_blank=True, help_text="the person, or the organisation it was given for")
    project = FundedProject()
    municipality = serializers.CharField()
    cents = serializers.IntegerField()
    refunded_cents = serializers.IntegerField()
    provider = serializers.ChoiceField(choices=PROVIDERS)
    is_demonstration = serializers.BooleanField(help_text="no money was moved")
    added = SharedOut(many=True, help_text="by pools")


class PledgeIn(serializers.Serializer[Any]):
    """A new pledge."""

    campaign = IdField()
    cents = serializers.IntegerField(min_value=LEAST, max_value=MOST)
    provider = serializers.ChoiceField(choices=PROVIDERS)
    client_key = serializers.CharField(
        max_length=64, help_text="a key of yours: sent again with the same body, it is the same pledge"
    )
    organisation = IdField(required=False, allow_null=True, help_text="give for this organisation")
    is_anonymous = serializers.BooleanField(required=False, default=True)


class PledgeChange(serializers.Serializer[Any]):
    """Another sum, or whether the name is shown."""

    cents = serializers.IntegerField(required=False, min_value=LEAST, max_value=MOST)
    is_anonymous = serializers.BooleanField(required=False)


class BankCardIn(serializers.Serializer[Any]):
    """A card, by the number that Stripe gave it; never the card itself."""

    payment_method = serializers.RegexField(
        r"^pm_[A-Za-z0-9_]{1,200}$",
        required=False,
        help_text="what `stripe.createPaymentMethod` answered in your program; left out, only what Stripe knows is looked at",
    )


class BankCardOut(serializers.Serializer[Any]):
    """How a card is entered, and whether one is saved."""

    state = serializers.ChoiceField(
        choices=Pledge.State.choices, help_text="of the pledge: `authorised` once a card is saved"
    )
    client_secret = serializers.CharField(
        allow_null=True, help_text="for `stripe.confirmCardSetup`; null where a card is saved"
    )
    public_key = serializers.CharField(help_text="for `Stripe(…)`")
