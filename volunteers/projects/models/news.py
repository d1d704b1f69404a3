"""What a project tells: its news, and its report."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from participation.organisations.models import Organisation
from participation.voting.models import Group

from .project import Project

PERSON = settings.AUTH_USER_MODEL


class Update(models.Model):
    """News of a project. Personal data: who wrote it, their words and pictures."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="updates")
    author = models.ForeignKey(PERSON, models.SET_NULL, null=True, related_name="+")
    organisation = models.ForeignKey(Organisation, models.SET_NULL, null=True, blank=True, related_name="+")
    group = models.CharField(max_length=12, choices=Group.choices, default=Group.CITIZEN)
    title = models.CharField(max_length=120)
    text = models.TextField(max_length=10_000)  # Markdown as typed
    html = models.TextField()  # safe HTML made from it
    pictures = models.JSONField(default=list, blank=True)  # as they are told; their rows are the room `pictures`'s
    at = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(null=True, blank=True)
    hidden_at = models.DateTimeField(null=True, blank=True)  # by a moderator's decision
    removed_at = models.DateTimeField(null=True, blank=True)  # by the coordinators; its words are gone
    client_key = models.CharField(max_length=40, blank=True)  # makes a retried form harmless

    class Meta:
        indexes = [models.Index(fields=["project", "-at"], name="news_of_a_project")]
        constraints = [
            models.UniqueConstraint(
                fields=["author", "client_key"], condition=~models.Q(client_key=""), name="update_sent_once"
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def ref(self) -> str:
        """Its name in the record, among pictures and reports to moderators."""
        return f"update.{self.pk}"

    @property
    def is_readable(self) -> bool:
        """Neither hidden by a moderator nor removed by the coordinators."""
        return self.hidden_at is None and self.removed_at is None


class Report(models.Model):
    """What became of a project, and whom it thanks. Personal data: who wrote it, and the names it thanks."""

    project = models.OneToOneField(Project, models.CASCADE, related_name="report")
    author = models.ForeignKey(PERSON, models.SET_NULL, null=True, related_name="+")
    text = models.TextField(max_length=10_000)  # Markdown as typed
    html = models.TextField()  # safe HTML made from it
    thanks = models.TextField(max_length=3000, blank=True)
    thanks_html = models.TextField(blank=True)
    pictures = models.JSONField(default=list, blank=True)
    at = models.DateTimeField(default=timezone.now)  # when it was published
    corrected_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"report on {self.project_id}"

    @property
    def ref(self) -> str:
        """Its name among pictures."""
        return f"project_report.{self.pk}"
