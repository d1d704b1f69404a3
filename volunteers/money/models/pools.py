"""Pools that add to what people give, and what each pledge got of them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from participation.organisations.models import Organisation
from participation.places.models import Municipality

from .campaigns import Campaign, Pledge


class Pool(models.Model):
    """Money of a municipality or a business that is added to pledges there. Personal data: who set it up."""

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="pools")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="pools")
    title = models.CharField(max_length=120)
    total_cents = models.PositiveBigIntegerField()
    numerator = models.PositiveSmallIntegerField(default=1)  # of the ratio: 1/2 adds 50 cents to each euro
    denominator = models.PositiveSmallIntegerField(default=1)
    donor_cap_cents = models.PositiveBigIntegerField(null=True, blank=True)  # for one donor in one campaign
    campaign_cap_cents = models.PositiveBigIntegerField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)  # adds to nothing more since

    class Meta:
        indexes = [models.Index(fields=["municipality", "ended_at"], name="pools_of_a_place")]
        constraints = [
            models.CheckConstraint(condition=models.Q(total_cents__gt=0), name="pool_holds_something"),
            models.CheckConstraint(
                condition=models.Q(numerator__gt=0, denominator__gt=0), name="pool_ratio_is_a_fraction"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Share(models.Model):
    """What a pool adds to a pledge, as it was computed when the campaign was decided. No personal data."""

    pool = models.ForeignKey(Pool, models.PROTECT, related_name="shares")
    pledge = models.ForeignKey(Pledge, models.PROTECT, related_name="shares")
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="shares")
    cents = models.PositiveBigIntegerField()
    returned_cents = models.PositiveBigIntegerField(default=0)  # back in the pool: the pledge failed or was given back
    reason = models.CharField(max_length=12)  # matching.Reason

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["pool", "pledge"], name="one_share_of_a_pool"),
            models.CheckConstraint(
                condition=models.Q(returned_cents__lte=models.F("cents")), name="no_more_returned_than_shared"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pool_id} → {self.pledge_id}: {self.cents}"
