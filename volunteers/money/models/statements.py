"""Statements of a municipality's account as they were uploaded, and what became of each line."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from participation.places.models import Municipality

from .campaigns import Attempt, Pledge
from .payouts import Payout

PERSON = settings.AUTH_USER_MODEL


class Statement(models.Model):
    """A bank statement that an official uploaded. Personal data: who did; the file itself is not kept.

    While it is only read, its lines say who paid, for whoever looks at it; a week later it goes whole.
    """

    class Format(models.TextChoices):
        CAMT = "camt", _("CAMT.053 (XML)")
        CSV = "csv", _("table (CSV)")

    class State(models.TextChoices):
        READ = "read", _("read, nothing is booked yet")
        BOOKED = "booked", _("booked")

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="statements")
    iban = models.CharField(max_length=34)  # the municipality's account when it was uploaded
    format = models.CharField(max_length=4, choices=Format.choices)
    name = models.CharField(max_length=120)  # of the file
    digest = models.CharField(max_length=64)  # SHA-256 of the file
    number = models.CharField(max_length=35, blank=True)  # the bank's
    begins = models.DateField()
    ends = models.DateField()
    opening_cents = models.BigIntegerField(null=True)  # none where the format has no balances
    closing_cents = models.BigIntegerField(null=True)
    pending = models.PositiveIntegerField(default=0)  # lines that the bank had not booked itself: left out
    state = models.CharField(max_length=6, choices=State.choices, default=State.READ)
    by = models.ForeignKey(PERSON, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    booked_by = models.ForeignKey(PERSON, models.SET_NULL, null=True, related_name="+")
    booked_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["municipality", "-at"], name="statements_of_a_place"),
            models.Index(fields=["state", "at"], name="statements_by_state"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "digest"], name="a_file_is_one_statement"),
            models.CheckConstraint(
                condition=models.Q(state="read", booked_at=None) | models.Q(state="booked", booked_at__isnull=False),
                name="statement_is_booked_at_a_moment",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.begins} – {self.ends}"


class StatementLine(models.Model):
    """A booking of the bank. Personal data: who paid, their account and their words, as the bank gave them; who settled it.

    These three are there only until the line is booked or settled, of what goes out never but the account, and of what
    stays unclear for 90 days. Afterwards a line is a day, a sum and a pledge.
    """

    class State(models.TextChoices):
        READ = "read", _("nothing is booked yet")
        BOOKED = "booked", _("booked")
        REPEATED = "repeated", _("booked before")
        UNCLEAR = "unclear", _("to be settled by hand")
        LISTED = "listed", _("nothing to do")
        NOT_OURS = "not_ours", _("not ours")

    class Verdict(models.TextChoices):
        PLEDGE = "pledge", _("reference and sum are those of a pledge")
        BY_HAND = "by_hand", _("the pledge was confirmed by hand before: this is its money")
        REPEATED = "repeated", _("this line stood in another statement")
        NO_REFERENCE = "no_reference", _("there is no reference")
        MISTYPED = "mistyped", _("the reference is mistyped: its check digits are not right")
        UNKNOWN = "unknown", _("no pledge here has this reference")
        SEVERAL = "several", _("several pledges are named")
        SUM = "sum", _("another sum was pledged")
        CURRENCY = "currency", _("it is in another currency")
        LATE = "late", _("the pledge is over: the money has to be sent back")
        AGAIN = "again", _("the pledge was paid before")
        OWN = "own", _("you have a part in this project: a colleague has to settle it")
        REVERSED = "reversed", _("the bank has taken it back")
        BOUNCED = "bounced", _("a payment of yours came back")
        OUT = "out", _("a payment of yours")
        PAYOUT = "payout", _("a payout to a project")
        REFUND = "refund", _("money that was sent back")

    statement = models.ForeignKey(Statement, models.CASCADE, related_name="lines")
    number = models.PositiveIntegerField()  # its place in the file
    iban = models.CharField(max_length=34)  # the statement's
    key = models.CharField(max_length=64)  # the same in every statement it stands in
    on = models.DateField()
    cents = models.BigIntegerField()  # came (+), went (−)
    currency = models.CharField(max_length=3)
    is_reversal = models.BooleanField(default=False)
    reference = models.CharField(max_length=40, blank=True)  # as it was understood
    text = models.CharField(max_length=500, blank=True)
    payer = models.CharField(max_length=140, blank=True)
    payer_iban = models.CharField(max_length=34, blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.READ)
    verdict = models.CharField(max_length=12, choices=Verdict.choices, blank=True)
    pledge = models.ForeignKey(Pledge, models.PROTECT, null=True, related_name="statement_lines")
    payout = models.ForeignKey(Payout, models.PROTECT, null=True, related_name="statement_lines")
    attempt = models.ForeignKey(Attempt, models.PROTECT, null=True, related_name="statement_lines")
    words = models.CharField(max_length=300, blank=True)  # why it is not ours
    settled_by = models.ForeignKey(PERSON, models.SET_NULL, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["statement", "number"], name="one_line_of_a_number"),
            models.UniqueConstraint(
                fields=["iban", "key"],
                condition=models.Q(state__in=["booked", "unclear", "listed", "not_ours"]),
                name="a_line_counts_once",
            ),
            models.UniqueConstraint(
                fields=["pledge"],
                condition=models.Q(state="booked", cents__gt=0),
                name="a_pledge_is_paid_by_one_line",
            ),
            models.CheckConstraint(condition=~models.Q(cents=0), name="line_moves_something"),
            models.CheckConstraint(
                condition=models.Q(state__in=["read", "unclear"]) | models.Q(text="", payer="", payer_iban=""),
                name="who_paid_is_kept_while_needed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.on}: {self.cents}"
