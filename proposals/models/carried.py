"""Where a comment came from that was first said in a public forum session."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from forums.models import Post
from gatherings.models import Session, Turn

from .consultations import Consultation


class Carried(models.Model):
    """Something said in a session stands in a consultation as a comment. Personal data: who carried it, through the
    source who said it; the speaker's name stands on the comment only after they said so (``named_at``).
    """

    session = models.ForeignKey(Session, models.CASCADE, related_name="carried")
    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="carried")
    question = models.OneToOneField(Post, models.CASCADE, null=True, blank=True, related_name="carried_from")
    turn = models.OneToOneField(Turn, models.CASCADE, null=True, blank=True, related_name="carried")
    comment = models.OneToOneField(Post, models.CASCADE, related_name="carried")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    named_at = models.DateTimeField(null=True, blank=True)  # the speaker put their name to it

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(question__isnull=False, turn__isnull=True)
                | models.Q(question__isnull=True, turn__isnull=False),
                name="carried_is_one_thing",
            )
        ]

    def __str__(self) -> str:
        return f"session {self.session_id} → post {self.comment_id}"
