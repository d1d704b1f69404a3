"""Rows of the справка: what was proposed, and what was answered."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forums.models import Post

from .consultations import Consultation
from .text import Clause, Suggestion


class Proposal(models.Model):
    """A suggestion, or a comment marked as a proposal, with its answer. Personal data: who answered."""

    class Outcome(models.TextChoices):
        ACCEPTED = "accepted", _("accepted")
        PARTLY = "partly", _("accepted in part")
        REJECTED = "rejected", _("not accepted")

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="proposals")
    clause = models.ForeignKey(Clause, models.CASCADE, related_name="proposals")
    suggestion = models.OneToOneField(Suggestion, models.CASCADE, null=True, blank=True, related_name="proposal")
    post = models.OneToOneField(Post, models.CASCADE, null=True, blank=True, related_name="proposal")
    number = models.PositiveIntegerField(null=True, blank=True)  # given when the report is published
    outcome = models.CharField(_("answer"), max_length=10, choices=Outcome.choices, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    resulting_text = models.TextField(_("resulting text"), blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)  # when the answer was drafted; public with the report
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(suggestion__isnull=False, post__isnull=True)
                | models.Q(suggestion__isnull=True, post__isnull=False),
                name="proposal_is_one_thing",
            ),
            models.UniqueConstraint(
                fields=["consultation", "number"], condition=models.Q(number__isnull=False), name="proposal_number_once"
            ),
        ]
        indexes = [models.Index(fields=["consultation", "outcome"], name="proposals_to_answer")]

    def __str__(self) -> str:
        return f"proposal {self.number or self.pk}"
