"""The working clause tree of a draft that is still being prepared, with every step so that it can be undone."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from .consultations import Consultation


class DraftTree(models.Model):
    """The clause tree as it stands. No personal data."""

    consultation = models.OneToOneField(Consultation, models.CASCADE, related_name="draft")
    tree = models.JSONField(default=list)  # nested nodes: {key, kind, label, heading, body, children}
    step = models.PositiveIntegerField(default=0)  # the number of the step it shows; undo goes back, redo forth
    revision = models.PositiveIntegerField(default=0)  # rises with every change, undo too; a stale form is refused
    import_job = models.PositiveBigIntegerField(null=True, blank=True)  # the import it came from

    def __str__(self) -> str:
        return f"draft of {self.consultation_id}"


class DraftStep(models.Model):
    """One state of the tree. Personal data: which official made the step."""

    draft = models.ForeignKey(DraftTree, models.CASCADE, related_name="steps")
    number = models.PositiveIntegerField()
    operation = models.CharField(max_length=40)  # split, merge, retype, relabel, move, edit, import…
    tree = models.JSONField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["draft", "number"], name="one_step_per_number")]
        ordering = ["number"]

    def __str__(self) -> str:
        return f"{self.number}. {self.operation}"
