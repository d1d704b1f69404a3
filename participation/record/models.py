"""The append-only log of acts, and what must still follow from them."""

from __future__ import annotations

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone

from participation.organisations.models import Organisation
from participation.places.models import Municipality


class Act(models.Model):
    """Something that was done. Personal data: who did it (null for ballots and after erasure) and for whom."""

    scope = models.CharField(max_length=60)  # what the act belongs to: "consultation.12", "organisation.3"
    kind = models.CharField(max_length=60)  # noun.verb-ed: "comment.created"
    actor = models.ForeignKey(  # found by ``acts_of_a_person``, in which ballots take no place
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="acts", db_index=False
    )
    role = models.CharField(
        max_length=12, blank=True
    )  # citizen, ngo, business, institution, official, moderator, system
    organisation = models.ForeignKey(Organisation, models.SET_NULL, null=True, related_name="acts")
    municipality = models.ForeignKey(Municipality, models.SET_NULL, null=True, related_name="acts")
    ref = models.CharField(max_length=60, blank=True)  # the thing: "clause.5", "post.17"
    data = models.JSONField(default=dict, encoder=DjangoJSONEncoder)  # never personal data, never a ballot's choice
    is_public = models.BooleanField(default=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [
            models.Index(fields=["scope", "-id"], name="acts_of_a_scope"),
            models.Index(fields=["kind", "-at"], name="acts_of_a_kind"),
            models.Index(fields=["municipality", "-id"], name="acts_of_a_place"),
            models.Index(fields=["actor", "-id"], condition=models.Q(actor__isnull=False), name="acts_of_a_person"),
            models.Index(fields=["-id"], condition=models.Q(is_public=True), name="public_acts"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.scope}"


class Outbox(models.Model):
    """One durable reaction to one act, run by the worker until done. No personal data of its own."""

    act = models.ForeignKey(Act, models.CASCADE, related_name="reactions")
    subscriber = models.CharField(max_length=120)
    due_at = models.DateTimeField(default=timezone.now)
    attempts = models.PositiveSmallIntegerField(default=0)
    done_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["act", "subscriber"], name="one_reaction_per_act")]
        indexes = [
            models.Index(
                fields=["due_at"],
                condition=models.Q(done_at__isnull=True, failed_at__isnull=True),
                name="reactions_due",
            )
        ]

    def __str__(self) -> str:
        return f"{self.subscriber} ← {self.act_id}"


class Heartbeat(models.Model):
    """When a worker or its periodic work last ran. No personal data."""

    name = models.CharField(max_length=120, primary_key=True)
    beat_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
