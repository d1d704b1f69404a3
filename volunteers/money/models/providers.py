"""What providers tell us, as they told it, and the books of the demonstration's own provider."""

from __future__ import annotations

from django.db import models
from django.utils import timezone


class Notice(models.Model):
    """A webhook as it came, processed once. Personal data: whatever a provider writes into it; the body goes after a year."""

    provider = models.CharField(max_length=20)
    event = models.CharField(max_length=120)  # the provider's own number of the event
    body = models.BinaryField()
    at = models.DateTimeField(default=timezone.now)
    tries = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(default=timezone.now)
    done_at = models.DateTimeField(null=True, blank=True)
    words = models.CharField(max_length=300, blank=True)  # why nothing followed from it

    class Meta:
        indexes = [models.Index(fields=["due_at"], condition=models.Q(done_at__isnull=True), name="notices_due")]
        constraints = [models.UniqueConstraint(fields=["provider", "event"], name="one_notice_per_event")]

    def __str__(self) -> str:
        return f"{self.provider} {self.event}"


class DummyOperation(models.Model):
    """The books of the demonstration's provider, which moves no money. No personal data."""

    key = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=10)
    cents = models.PositiveBigIntegerField()
    reference = models.CharField(max_length=120, db_index=True)
    state = models.CharField(max_length=8)
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.key
