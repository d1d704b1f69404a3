"""How a municipality checks projects."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from participation.places.models import Municipality

from .project import Project

PERSON = settings.AUTH_USER_MODEL


class Criterion(models.Model):
    """What a municipality looks at when it checks a project; public. No personal data."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="project_criteria")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=300)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["municipality", "position"], name="one_criterion_per_place")]

    def __str__(self) -> str:
        return self.text


class Check(models.Model):
    """What the municipality decided on a project, criterion by criterion. Personal data: the official who decided."""

    class Outcome(models.TextChoices):
        OPENED = "opened", _("opened")
        RETURNED = "returned", _("returned to be mended")
        REFUSED = "refused", _("not accepted")

    project = models.ForeignKey(Project, models.CASCADE, related_name="checks")
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    reason = models.TextField(max_length=2000, blank=True)
    items = models.JSONField(default=list)  # [{"text", "met": bool, "note"}], the criteria as they were worded that day
    by = models.ForeignKey(PERSON, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["project", "-at"], name="checks_of_a_project")]

    def __str__(self) -> str:
        return f"{self.project_id} {self.outcome}"
