"""Reports, and decisions with their reasons: without a statement there is no restriction."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from participation.places.models import Municipality


class Report(models.Model):
    """Somebody says that something breaks the rules. Personal data: who reported, how to reach them."""

    class Reason(models.TextChoices):
        INSULT = "insult", _("insult or threat")
        HATE = "hate", _("hatred against a group")
        PERSONAL = "personal", _("someone's personal data")
        SPAM = "spam", _("advertising or spam")
        FALSE = "false", _("poses as someone else")
        OTHER = "other", _("something else")

    ref = models.CharField(max_length=60)  # "post.17", "suggestion.3"
    scope = models.CharField(max_length=60)
    municipality = models.ForeignKey(Municipality, models.CASCADE, null=True, related_name="reports")
    reporter = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="reports_made")
    reason = models.CharField(_("reason"), max_length=10, choices=Reason.choices)
    note = models.TextField(_("what is wrong"), max_length=2000, blank=True)
    receipt = models.CharField(max_length=16, unique=True)
    created_at = models.DateTimeField(default=timezone.now)
    decision = models.ForeignKey("Decision", models.SET_NULL, null=True, blank=True, related_name="reports")

    class Meta:
        indexes = [
            models.Index(
                fields=["municipality", "created_at"], condition=models.Q(decision__isnull=True), name="reports_waiting"
            ),
            models.Index(fields=["ref"], name="reports_of_a_thing"),
        ]

    def __str__(self) -> str:
        return f"{self.receipt} {self.ref}"


class Decision(models.Model):
    """What a moderator decided and why. Personal data: who decided, whose text it was."""

    class Outcome(models.TextChoices):
        KEEP = "keep", _("stays")
        HIDE = "hide", _("hidden")

    ref = models.CharField(max_length=60)
    scope = models.CharField(max_length=60)
    municipality = models.ForeignKey(Municipality, models.CASCADE, null=True, related_name="decisions")
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    rule = models.CharField(_("rule"), max_length=200)
    facts = models.TextField(_("facts"), max_length=2000)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="decisions_made")
    affected = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="decisions_about"
    )
    decided_at = models.DateTimeField(default=timezone.now)
    reversed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["municipality", "-decided_at"], name="decisions_of_a_place")]

    def __str__(self) -> str:
        return f"{self.outcome} {self.ref}"
