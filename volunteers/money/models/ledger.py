"""The ledger: double entry, append-only, held by the database itself (docs/decisions/ledger.md). No names stand in it."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

EUR = "EUR"


class Account(models.Model):
    """Where money lies or whose it is, by a code such as ``project.12.held``. No personal data: a code names no person."""

    code = models.CharField(max_length=80, unique=True)
    currency = models.CharField(max_length=3, default=EUR)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(currency=EUR), name="account_in_euro")]

    def __str__(self) -> str:
        return self.code


class Seal(models.Model):
    """A transfer is complete and sums to zero: no transaction commits without it, and nothing is added after it."""

    key = models.CharField(max_length=120, primary_key=True)

    def __str__(self) -> str:
        return self.key


class Transfer(models.Model):
    """Money moves, once for each key. No personal data.

    ``seal`` points to a row that is written last: the foreign key is looked at when the transaction commits, so a transfer
    without a seal never is.
    """

    kind = models.CharField(max_length=20)
    seal = models.OneToOneField(Seal, models.PROTECT, db_column="key", related_name="transfer")
    reverses = models.OneToOneField("self", models.PROTECT, null=True, related_name="reversed_by")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["kind", "at"], name="transfers_of_a_kind")]

    def __str__(self) -> str:
        return self.key

    @property
    def key(self) -> str:
        """What it stands for, such as ``pledge.5.capture``."""
        return str(self.seal_id)


class Posting(models.Model):
    """What a transfer does to one account, in cents: more of what lies there (+), or more of what is owed (−)."""

    transfer = models.ForeignKey(Transfer, models.PROTECT, related_name="postings")
    account = models.ForeignKey(Account, models.PROTECT, related_name="postings")
    cents = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["transfer", "account"], name="one_posting_per_account"),
            models.CheckConstraint(condition=~models.Q(cents=0), name="posting_moves_something"),
        ]

    def __str__(self) -> str:
        return f"{self.account_id}: {self.cents}"
