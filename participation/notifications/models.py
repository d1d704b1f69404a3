"""Who follows what, and what each person was told."""

from __future__ import annotations

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone


class Follow(models.Model):
    """Personal data: what a person takes an interest in."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="follows")
    scope = models.CharField(max_length=60)
    since = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "scope"], name="follow_once")]
        indexes = [models.Index(fields=["scope"], name="followers_of_a_scope")]

    def __str__(self) -> str:
        return f"{self.user_id} → {self.scope}"


class Notification(models.Model):
    """Something a person was told, in the bell and perhaps by mail. Personal data: what concerns whom."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notifications")
    kind = models.CharField(max_length=60)
    data = models.JSONField(default=dict, encoder=DjangoJSONEncoder)  # values for the sentence of this kind
    url = models.CharField(max_length=300, blank=True)  # path on this site
    key = models.CharField(max_length=120)  # makes telling idempotent: the act and what it is about
    created_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True, blank=True)
    mailed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="told_once")]
        indexes = [
            models.Index(fields=["user", "-id"], name="notifications_of_a_person"),
            models.Index(fields=["user"], condition=models.Q(read_at__isnull=True), name="unread_of_a_person"),
            models.Index(fields=["key"], name="told_under_a_key"),
            models.Index(fields=["created_at"], condition=models.Q(mailed_at__isnull=True), name="mails_waiting"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} → {self.user_id}"
