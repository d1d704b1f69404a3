"""What a project spent, and the papers that show it."""

from __future__ import annotations

import secrets
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone

from volunteers.projects.models import BudgetLine, Project

from .payouts import Payout

PERSON = settings.AUTH_USER_MODEL
PDF, PICTURE = "pdf", "webp"
CONTENT_TYPES = {PDF: "application/pdf", PICTURE: "image/webp"}


def private_path(instance: Any, filename: str) -> str:
    """A place nobody can guess; what the sender called the file plays no part in it."""
    return f"papers/{timezone.now():%Y/%m}/{secrets.token_hex(20)}"


class Expense(models.Model):
    """Something that was paid for a project. Everybody reads what, how much, when and for which line of the budget.

    Personal data: who entered it, and the supplier, who may be a person; seen by the coordinators and the officials.
    """

    project = models.ForeignKey(Project, models.CASCADE, related_name="expenses")
    line = models.ForeignKey(BudgetLine, models.SET_NULL, null=True, blank=True, related_name="expenses")
    payout = models.ForeignKey(Payout, models.SET_NULL, null=True, blank=True, related_name="expenses")
    what = models.CharField(max_length=160)
    cents = models.PositiveBigIntegerField()  # euro cents
    day = models.DateField()  # on which it was paid
    supplier = models.CharField(max_length=200, blank=True)  # in words; nobody but coordinators and officials
    by = models.ForeignKey(PERSON, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)  # rises with every change: a form says what it saw
    removed_at = models.DateTimeField(null=True, blank=True)  # it does not count, and everybody reads why
    reason = models.CharField(max_length=300, blank=True)  # why it was taken out
    client_key = models.CharField(max_length=40, blank=True)  # makes a retried form harmless

    class Meta:
        indexes = [
            models.Index(fields=["project", "-day", "-id"], name="expenses_of_a_project"),
            models.Index(fields=["-day", "-id"], name="expenses_newest"),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(cents__gt=0), name="expense_costs_something"),
            models.CheckConstraint(
                condition=models.Q(removed_at=None) | ~models.Q(reason=""), name="expense_taken_out_says_why"
            ),
            models.UniqueConstraint(
                fields=["by", "client_key"], condition=~models.Q(client_key=""), name="expense_sent_once"
            ),
        ]

    def __str__(self) -> str:
        return self.what

    @property
    def ref(self) -> str:
        """Its name in the record."""
        return f"expense.{self.pk}"


class Paper(models.Model):
    """A receipt, an invoice, a contract, beside an expense or a payout; never public.

    Personal data: who added it, what the sender called it, and what it says.
    """

    expense = models.ForeignKey(Expense, models.CASCADE, null=True, blank=True, related_name="papers")
    payout = models.ForeignKey(Payout, models.CASCADE, null=True, blank=True, related_name="papers")
    name = models.CharField(max_length=150)  # what the sender called it, made harmless
    file = models.FileField(upload_to=private_path, max_length=200)
    kind = models.CharField(max_length=4, choices=[(PDF, "PDF"), (PICTURE, "WebP")])  # by content
    size = models.PositiveIntegerField()  # bytes
    sha256 = models.CharField(max_length=64)  # of what is kept
    by = models.ForeignKey(PERSON, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    removed_at = models.DateTimeField(null=True, blank=True)  # nobody sees it any more; the worker deletes the file

    class Meta:
        indexes = [
            models.Index(fields=["removed_at"], condition=models.Q(removed_at__isnull=False), name="papers_to_delete")
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(expense__isnull=False, payout=None) | models.Q(expense=None, payout__isnull=False),
                name="paper_belongs_to_one",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def content_type(self) -> str:
        """What it really is."""
        return CONTENT_TYPES[self.kind]

    @property
    def download_name(self) -> str:
        """The sender's name with the ending of what it really is."""
        stem = self.name.rsplit(".", 1)[0] if "." in self.name else self.name
        return f"{stem}.{self.kind}"
