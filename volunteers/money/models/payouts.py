"""Money that leaves for a project, receipts, a municipality's own account, and the daily comparison."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from participation.places.models import Municipality

from .campaigns import Campaign, Pledge

PERSON = settings.AUTH_USER_MODEL


class Treasury(models.Model):
    """The account to which people transfer what they give in a municipality. Personal data: who set it."""

    municipality = models.OneToOneField(Municipality, models.PROTECT, related_name="treasury")
    holder = models.CharField(max_length=70)
    iban = models.CharField(max_length=34)
    bic = models.CharField(max_length=11, blank=True)
    by = models.ForeignKey(PERSON, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.holder


class Payout(models.Model):
    """A coordinator asks for money of the campaign. Personal data: who asked, and the account it goes to.

    The account is seen by whoever asked, the coordinators and the officials who decide.
    """

    class State(models.TextChoices):
        ASKED = "asked", _("waiting for the municipality")
        APPROVED = "approved", _("paid out")
        REFUSED = "refused", _("refused")
        WITHDRAWN = "withdrawn", _("taken back")

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="payouts")
    cents = models.PositiveBigIntegerField()
    purpose = models.CharField(max_length=200)
    document = models.TextField(max_length=5000)  # the invoice or contract in words
    holder = models.CharField(max_length=70)
    iban = models.CharField(max_length=34)
    state = models.CharField(max_length=10, choices=State.choices, default=State.ASKED)
    reason = models.TextField(max_length=2000, blank=True)  # why it was refused
    is_other_account = models.BooleanField(default=False)  # than the last one paid to: two officials look at it
    by = models.ForeignKey(PERSON, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    client_key = models.CharField(max_length=64, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["campaign", "state"], name="payouts_of_a_campaign")]
        constraints = [
            models.CheckConstraint(condition=models.Q(cents__gt=0), name="payout_pays_something"),
            models.UniqueConstraint(
                fields=["campaign", "client_key"], condition=~models.Q(client_key=""), name="one_payout_per_key"
            ),
        ]

    def __str__(self) -> str:
        return f"payout {self.pk}"


class Approval(models.Model):
    """An official approves a payout. Personal data: who."""

    payout = models.ForeignKey(Payout, models.PROTECT, related_name="approvals")
    official = models.ForeignKey(PERSON, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["payout", "official"], name="an_official_approves_once")]

    def __str__(self) -> str:
        return f"{self.official_id} approves {self.payout_id}"


class ReceiptCounter(models.Model):
    """The last number given in a municipality and year; its lock makes the numbers have no gaps. No personal data."""

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality", "year"], name="one_counter_per_year")]

    def __str__(self) -> str:
        return f"{self.municipality_id} {self.year}: {self.last}"


class Receipt(models.Model):
    """A donor's proof. No personal data of its own: the name is the pledge's, as long as there is one."""

    pledge = models.OneToOneField(Pledge, models.PROTECT, related_name="receipt")
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    cents = models.PositiveBigIntegerField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "year", "number"], name="one_receipt_per_number")
        ]

    def __str__(self) -> str:
        return f"{self.year}/{self.number}"


class Reconciliation(models.Model):
    """What was compared with the ledger, and by how much it differed. No personal data."""

    at = models.DateTimeField(default=timezone.now)
    lines = models.JSONField(default=list)  # [{"what", "rows", "ledger", "difference"}], in cents
    difference = models.BigIntegerField()  # the sum of the lines' differences, each without its sign

    class Meta:
        indexes = [models.Index(fields=["-at"], name="newest_reconciliations")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d}: {self.difference}"
