"""Projects (каузи): what many people do together, and who leads them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forums.models import Thread
from participation.organisations.models import Organisation
from participation.places.models import Municipality
from proposals.models import Clause, Consultation

PERSON = settings.AUTH_USER_MODEL
BEFORE = ("draft", "submitted", "returned", "refused")  # only its team and the officials know of it


class Project(models.Model):
    """Something people want to do for their place. Personal data: who proposed it, for which organisation."""

    class State(models.TextChoices):
        DRAFT = "draft", _("being written")
        SUBMITTED = "submitted", _("being checked")
        RETURNED = "returned", _("returned to be mended")
        REFUSED = "refused", _("not accepted")
        OPEN = "open", _("looking for people and things")
        UNDER_WAY = "under_way", _("under way")
        FINISHED = "finished", _("finished")
        ENDED = "ended", _("ended before its goals")

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="projects")
    proposer = models.ForeignKey(PERSON, models.SET_NULL, null=True, related_name="projects_proposed")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="projects")
    by_municipality = models.BooleanField(default=False)  # an official proposed it for the municipality itself
    title = models.CharField(_("title"), max_length=120)
    summary = models.CharField(_("in a sentence or two"), max_length=300, blank=True)
    description = models.TextField(_("what will be done, and why"), max_length=10_000, blank=True)  # Markdown as typed
    description_html = models.TextField(blank=True)  # safe HTML made from it
    language = models.CharField(_("language of the text"), max_length=5, default="bg")
    consultation = models.ForeignKey(Consultation, models.SET_NULL, null=True, blank=True, related_name="projects")
    clause = models.ForeignKey(Clause, models.SET_NULL, null=True, blank=True, related_name="projects")
    where = models.CharField(_("where"), max_length=240, blank=True)
    is_remote = models.BooleanField(_("one can also help from home"), default=False)
    starts_on = models.DateField(_("begins on"), null=True, blank=True)
    ends_on = models.DateField(_("ends on"), null=True, blank=True)
    hours_goal = models.PositiveIntegerField(_("hours of work needed"), default=0)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    reason = models.TextField(max_length=2000, blank=True)  # why it was returned, not accepted or ended
    thread = models.OneToOneField(Thread, models.PROTECT, related_name="+")  # questions and answers
    version = models.PositiveIntegerField(default=1)  # rises with every change of its words: a form says what it saw
    client_key = models.CharField(max_length=40, blank=True)  # makes a retried form harmless
    created_at = models.DateTimeField(default=timezone.now)
    submitted_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)  # public from this moment on
    began_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    hidden_at = models.DateTimeField(null=True, blank=True)  # by a moderator's decision

    class Meta:
        indexes = [
            models.Index(fields=["state", "-opened_at"], name="projects_by_state"),
            models.Index(fields=["municipality", "state", "-opened_at"], name="projects_of_a_place"),
            models.Index(fields=["proposer", "-created_at"], name="projects_of_a_person"),
            models.Index(fields=["consultation"], name="projects_serving"),
            models.Index(
                fields=["-opened_at", "-id"],
                condition=models.Q(opened_at__isnull=False, hidden_at__isnull=True),
                name="projects_newest",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["proposer", "client_key"], condition=~models.Q(client_key=""), name="project_sent_once"
            ),
            models.CheckConstraint(
                condition=models.Q(starts_on=None)
                | models.Q(ends_on=None)
                | models.Q(ends_on__gte=models.F("starts_on")),
                name="project_ends_after_start",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=BEFORE, opened_at__isnull=True)
                | (~models.Q(state__in=BEFORE) & models.Q(opened_at__isnull=False)),
                name="project_open_has_a_moment",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"/projects/{self.pk}/"

    @property
    def scope(self) -> str:
        """Its name in the record, in streams and in follows."""
        return f"project.{self.pk}"

    @property
    def is_public(self) -> bool:
        """Whether everybody may know of it."""
        return self.state not in BEFORE and self.hidden_at is None


class Coordinator(models.Model):
    """Somebody who leads a project. Personal data: who, and who named them; their chosen name is public."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="coordinators")
    user = models.ForeignKey(PERSON, models.CASCADE, related_name="coordinates")
    named_by = models.ForeignKey(PERSON, models.SET_NULL, null=True, related_name="+")
    since = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["project", "user"], name="one_coordinator_once")]

    def __str__(self) -> str:
        return f"{self.user_id} leads {self.project_id}"
