"""What a project wants to reach, what it costs, what it needs, and who brings that."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from participation.organisations.models import Organisation

from .project import Project

PERSON = settings.AUTH_USER_MODEL


class Goal(models.Model):
    """What is to be reached, in a number that can be checked. No personal data."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="goals")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=200)
    unit = models.CharField(max_length=40, blank=True)  # "people", "trees"
    target = models.DecimalField(max_digits=12, decimal_places=2)
    actual = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)  # told by the report

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["project", "position"], name="one_goal_per_place")]

    def __str__(self) -> str:
        return self.text


class BudgetLine(models.Model):
    """What something of the project would cost. No personal data."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="budget")
    position = models.PositiveSmallIntegerField()
    what = models.CharField(max_length=160)
    cents = models.PositiveBigIntegerField()  # euro cents

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["project", "position"], name="one_line_per_place"),
            models.CheckConstraint(condition=models.Q(cents__gt=0), name="budget_line_costs"),
        ]

    def __str__(self) -> str:
        return self.what


class Need(models.Model):
    """A thing the project needs. No personal data."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="needs")
    position = models.PositiveSmallIntegerField()
    what = models.CharField(max_length=120)
    quantity = models.PositiveIntegerField()
    unit = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["project", "position"], name="one_need_per_place"),
            models.CheckConstraint(condition=models.Q(quantity__gt=0), name="something_is_needed"),
        ]

    def __str__(self) -> str:
        return self.what


class Offer(models.Model):
    """Somebody brings a thing that is needed. Personal data: who, and their words; seen by them and the coordinators."""

    class State(models.TextChoices):
        OFFERED = "offered", _("offered")
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("declined with thanks")
        BROUGHT = "brought", _("brought")
        WITHDRAWN = "withdrawn", _("withdrawn")

    need = models.ForeignKey(Need, models.PROTECT, related_name="offers")
    user = models.ForeignKey(PERSON, models.SET_NULL, null=True, related_name="things_offered")
    organisation = models.ForeignKey(Organisation, models.SET_NULL, null=True, blank=True, related_name="+")
    quantity = models.PositiveIntegerField()
    words = models.CharField(max_length=500, blank=True)
    answer = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OFFERED)
    at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["user", "-at"], name="offers_of_a_person")]
        constraints = [
            models.UniqueConstraint(
                fields=["need", "user"],
                condition=models.Q(state__in=["offered", "accepted"]),
                name="one_standing_offer_per_person",
            ),
            models.CheckConstraint(condition=models.Q(quantity__gt=0), name="something_is_offered"),
        ]

    def __str__(self) -> str:
        return f"offer {self.pk}"
