"""Threads and posts: every conversation on the platform."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from participation.organisations.models import Organisation
from participation.voting.models import Group, Question, Window


class Thread(models.Model):
    """A conversation. It does not know what it is about: `ref` is its owner's. No personal data."""

    window = models.ForeignKey(Window, models.PROTECT, null=True, blank=True, related_name="threads")
    scope = models.CharField(max_length=60)  # "consultation.12": record, following, moderation
    stream = models.CharField(max_length=80)  # where its posts are told
    ref = models.CharField(max_length=60)  # "clause.5", "suggestion.3"
    post_count = models.PositiveIntegerField(default=0)  # readable posts; kept in the post's own transaction

    class Meta:
        indexes = [
            models.Index(fields=["ref"], name="thread_by_ref"),
            models.Index(fields=["scope"], name="threads_of_a_scope"),
        ]

    def __str__(self) -> str:
        return self.ref


class Post(models.Model):
    """What somebody said. Personal data: the author and their words."""

    class Argument(models.TextChoices):
        FOR = "for", _("for")
        AGAINST = "against", _("against")
        QUESTION = "question", _("question")

    thread = models.ForeignKey(Thread, models.CASCADE, related_name="posts")
    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="answers")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="posts")
    organisation = models.ForeignKey(Organisation, models.SET_NULL, null=True, blank=True, related_name="posts")
    group = models.CharField(max_length=12, choices=Group.choices, default=Group.CITIZEN)
    argument = models.CharField(max_length=10, choices=Argument.choices, blank=True)
    quote = models.CharField(max_length=500, blank=True)  # selected words of the clause
    body = models.TextField()  # Markdown as typed
    body_html = models.TextField()  # safe HTML made from it
    question = models.OneToOneField(Question, models.PROTECT, related_name="+")  # who supports it
    is_proposal = models.BooleanField(default=False)  # the official marked it as one to be answered
    client_key = models.CharField(max_length=40, blank=True)  # makes a retried form harmless
    created_at = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(null=True, blank=True)
    hidden_at = models.DateTimeField(null=True, blank=True)  # by a moderator's decision
    deleted_at = models.DateTimeField(null=True, blank=True)  # by its author

    class Meta:
        indexes = [
            models.Index(fields=["thread", "created_at"], name="posts_of_a_thread"),
            models.Index(fields=["author", "-created_at"], name="posts_of_a_person"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["author", "client_key"], condition=~models.Q(client_key=""), name="post_sent_once"
            )
        ]

    def __str__(self) -> str:
        return f"post {self.pk}"

    @property
    def is_readable(self) -> bool:
        """Neither hidden by a moderator nor deleted by its author."""
        return self.hidden_at is None and self.deleted_at is None


class PostEdit(models.Model):
    """An earlier wording of a post, so that editing leaves a trace. Personal data: the author's words."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="edits")
    body = models.TextField()
    replaced_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"edit of {self.post_id}"
