"""The published text: versions, clauses that keep their identity, and suggested wordings."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forums.models import Thread
from participation.organisations.models import Organisation
from participation.voting.models import Group, Question

from .consultations import Consultation


class Version(models.Model):
    """A published state of the whole text. No personal data."""

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField(default=1)
    published_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["consultation", "number"], name="one_version_per_number")]

    def __str__(self) -> str:
        return f"{self.consultation_id} v{self.number}"


class Clause(models.Model):
    """A place in the text that keeps its identity, address, thread and question across versions. No personal data."""

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="clauses")
    thread = models.OneToOneField(Thread, models.PROTECT, null=True, blank=True, related_name="clause")
    question = models.OneToOneField(Question, models.PROTECT, null=True, blank=True, related_name="clause")
    suggestion_count = models.PositiveIntegerField(default=0)  # readable suggestions; kept in their transaction

    def __str__(self) -> str:
        return f"clause {self.pk}"

    @property
    def ref(self) -> str:
        """Its name in the record, in tallies and in streams."""
        return f"clause.{self.pk}"


class Passage(models.Model):
    """What a clause says in one version. Headings are passages of clauses without a question. No personal data."""

    class Kind(models.TextChoices):
        CHAPTER = "chapter", _("chapter")
        SECTION = "section", _("section")
        ARTICLE = "article", _("article")
        PARAGRAPH = "paragraph", _("paragraph")
        POINT = "point", _("point")
        LETTER = "letter", _("letter")
        TRANSITIONAL = "transitional", _("transitional provision")
        HEADING = "heading", _("heading")
        NUMBERED = "numbered", _("numbered paragraph")
        TEXT = "text", _("text")
        TABLE = "table", _("table")
        LIST = "list", _("list")

    version = models.ForeignKey(Version, models.CASCADE, related_name="passages")
    clause = models.ForeignKey(Clause, models.CASCADE, related_name="passages")
    position = models.PositiveIntegerField()  # reading order, from 0
    depth = models.PositiveSmallIntegerField(default=0)  # 0 = top level
    kind = models.CharField(max_length=12, choices=Kind.choices)
    label = models.CharField(max_length=40, blank=True)  # as printed: "Чл. 5.", "(2)", "1.2"
    heading = models.CharField(max_length=500, blank=True)
    body = models.TextField(blank=True)  # Markdown
    body_html = models.TextField(blank=True)  # safe HTML made from it

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["version", "position"], name="one_passage_per_position"),
            models.UniqueConstraint(fields=["version", "clause"], name="one_passage_per_clause"),
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.heading}".strip() or f"passage {self.pk}"


class Suggestion(models.Model):
    """Another wording for a clause, with its reason. Personal data: the author and their words."""

    class State(models.TextChoices):
        PENDING = "pending", _("waiting for an answer")
        WITHDRAWN = "withdrawn", _("withdrawn by its author")

    clause = models.ForeignKey(Clause, models.CASCADE, related_name="suggestions")
    passage = models.ForeignKey(Passage, models.PROTECT, related_name="suggestions")  # the text it changes
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="suggestions")
    organisation = models.ForeignKey(Organisation, models.SET_NULL, null=True, blank=True, related_name="suggestions")
    group = models.CharField(max_length=12, choices=Group.choices, default=Group.CITIZEN)
    text = models.TextField()  # the whole wording wanted, Markdown
    reason = models.TextField()  # Markdown as typed
    reason_html = models.TextField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.PENDING)
    question = models.OneToOneField(Question, models.PROTECT, related_name="+")  # who supports it
    thread = models.OneToOneField(Thread, models.PROTECT, related_name="suggestion")  # what is said about it
    client_key = models.CharField(max_length=40, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    hidden_at = models.DateTimeField(null=True, blank=True)
    masked_at = models.DateTimeField(null=True, blank=True)  # some of its words, by a moderator's decision

    class Meta:
        indexes = [models.Index(fields=["clause", "created_at"], name="suggestions_of_a_clause")]
        constraints = [
            models.UniqueConstraint(
                fields=["author", "client_key"], condition=~models.Q(client_key=""), name="suggestion_sent_once"
            )
        ]

    def __str__(self) -> str:
        return f"suggestion {self.pk}"

    @property
    def ref(self) -> str:
        """Its name in the record, in tallies and in streams."""
        return f"suggestion.{self.pk}"
