"""Streams and their numbered events: the truth behind every live screen."""

from __future__ import annotations

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone


class Stream(models.Model):
    """One sequence of events, such as "consultation.12". No personal data, except a person's number in "user.5"."""

    name = models.CharField(max_length=120, unique=True)
    epoch = models.CharField(max_length=16)  # changes when the past may have changed: a restored backup
    seq = models.BigIntegerField(default=0)  # number of the last event

    def __str__(self) -> str:
        return f"{self.name} at {self.seq}"


class Event(models.Model):
    """What happened on a stream. Personal data: what the public saw, under the name its author chose to show."""

    stream = models.ForeignKey(Stream, models.CASCADE, related_name="events")
    seq = models.BigIntegerField()  # 1, 2, 3 … without a gap, in the order of the commits
    kind = models.CharField(max_length=60)
    ref = models.CharField(max_length=80, blank=True)  # what it is about: "post.17"; the handle for erasing it
    data = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["stream", "seq"], name="one_event_per_number")]
        indexes = [
            models.Index(fields=["stream", "ref"], condition=~models.Q(ref=""), name="events_about_a_thing"),
            models.Index(fields=["at"], name="events_by_age"),
        ]

    def __str__(self) -> str:
        return f"{self.stream_id}#{self.seq} {self.kind}"
