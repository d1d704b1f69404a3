"""Threads and posts: every conversation on the platform."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from participation.links.models import LONGEST_URL
from participation.organisations.models import Organisation
from participation.places.models import Municipality
from participation.voting.models import Group, Question, Window


class Thread(models.Model):
    """A conversation. It does not know what it is about: `ref` is its owner's. No personal data."""

    window = models.ForeignKey(Window, models.PROTECT, null=True, blank=True, related_name="threads")
    scope = models.CharField(max_length=60)  # "consultation.12": record, following, moderation
    stream = models.CharField(max_length=80)  # where its posts are told
    ref = models.CharField(max_length=60)  # "clause.5", "suggestion.3"
    post_count = models.PositiveIntegerField(default=0)  # readable posts; kept in the post's own transaction
    locked_at = models.DateTimeField(null=True, blank=True)  # by a moderator's decision: takes no new posts
    last_number = models.PositiveIntegerField(default=0)  # given to the newest post, under this row's lock

    class Meta:
        indexes = [
            models.Index(fields=["ref"], name="thread_by_ref"),
            models.Index(fields=["scope"], name="threads_of_a_scope"),
        ]

    def __str__(self) -> str:
        return self.ref


class Post(models.Model):
    """What somebody said. Personal data: the author, their words and their pictures."""

    class Argument(models.TextChoices):
        FOR = "for", _("for")
        AGAINST = "against", _("against")
        QUESTION = "question", _("question")

    thread = models.ForeignKey(Thread, models.CASCADE, related_name="posts")
    number = models.PositiveIntegerField()  # 1, 2, 3 … in its thread
    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="answers")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="posts")
    organisation = models.ForeignKey(Organisation, models.SET_NULL, null=True, blank=True, related_name="posts")
    group = models.CharField(max_length=12, choices=Group.choices, default=Group.CITIZEN)
    argument = models.CharField(max_length=10, choices=Argument.choices, blank=True)
    quote = models.CharField(max_length=500, blank=True)  # selected words of the clause
    body = models.TextField()  # Markdown as typed
    body_html = models.TextField()  # safe HTML made from it
    pictures = models.JSONField(default=list, blank=True)  # as they are told; their rows are the room `pictures`'s
    link = models.CharField(max_length=LONGEST_URL, blank=True)  # in the words; its card is wanted
    card = models.JSONField(null=True, blank=True)  # of the link, as it is told, once there is one
    question = models.OneToOneField(Question, models.PROTECT, related_name="+")  # who supports it
    is_proposal = models.BooleanField(default=False)  # the official marked it as one to be answered
    client_key = models.CharField(max_length=40, blank=True)  # makes a retried form harmless
    created_at = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(null=True, blank=True)
    hidden_at = models.DateTimeField(null=True, blank=True)  # by a moderator's decision
    masked_at = models.DateTimeField(null=True, blank=True)  # some of its words, by a moderator's decision
    deleted_at = models.DateTimeField(null=True, blank=True)  # by its author

    class Meta:
        indexes = [
            models.Index(fields=["thread", "created_at"], name="posts_of_a_thread"),
            models.Index(fields=["author", "-created_at"], name="posts_of_a_person"),
            models.Index(fields=["link"], condition=~models.Q(link=""), name="posts_with_a_link"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["thread", "number"], name="one_number_per_post"),
            models.UniqueConstraint(
                fields=["author", "client_key"], condition=~models.Q(client_key=""), name="post_sent_once"
            ),
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


class Forum(models.Model):
    """A place for topics. It does not know whose it is: `scope` is its owner's ("municipality.3"). No personal data."""

    class Starting(models.TextChoices):
        EVERYONE = "everyone", _("everyone")
        HOSTS = "hosts", _("the hosts alone")

    scope = models.CharField(max_length=60, unique=True)
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="forums")
    title = models.CharField(_("title"), max_length=300)
    starting = models.CharField(_("who starts topics"), max_length=10, choices=Starting.choices, default="everyone")
    window = models.OneToOneField(Window, models.PROTECT, related_name="+")  # opens at once, never closes
    hidden_at = models.DateTimeField(null=True, blank=True)  # what it belongs to is not public any more
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["municipality", "id"], name="forums_of_a_place")]

    def __str__(self) -> str:
        return self.title

    @property
    def stream(self) -> str:
        """Where it is told that something moved in its lists."""
        return f"forum.{self.pk}"


class Category(models.Model):
    """A part of a forum. No personal data."""

    forum = models.ForeignKey(Forum, models.CASCADE, related_name="categories")
    title = models.CharField(_("title"), max_length=120)
    description = models.CharField(_("what it is for"), max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name_plural = "categories"
        indexes = [models.Index(fields=["forum", "position", "id"], name="categories_of_a_forum")]

    def __str__(self) -> str:
        return self.title


class Topic(models.Model):
    """A conversation in a forum. Personal data: who started it."""

    forum = models.ForeignKey(Forum, models.PROTECT, related_name="topics")
    category = models.ForeignKey(Category, models.PROTECT, related_name="topics")
    title = models.CharField(_("title"), max_length=200)
    thread = models.OneToOneField(Thread, models.PROTECT, related_name="topic")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="topics")
    organisation = models.ForeignKey(Organisation, models.SET_NULL, null=True, blank=True, related_name="topics")
    group = models.CharField(max_length=12, choices=Group.choices, default=Group.CITIZEN)
    is_pinned = models.BooleanField(default=False)
    locked_at = models.DateTimeField(null=True, blank=True)  # by its hosts; by a moderator's decision: its thread's
    hidden_at = models.DateTimeField(null=True, blank=True)  # by a moderator's decision, with all its posts
    deleted_at = models.DateTimeField(null=True, blank=True)  # by who began it, while nobody else had answered
    merged_into = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="merged")
    split_from = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="split_off")
    last_post = models.ForeignKey(Post, models.SET_NULL, null=True, related_name="+")  # the newest that can be read
    last_post_at = models.DateTimeField(default=timezone.now)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [
            models.Index(fields=["forum", "-is_pinned", "-last_post_at", "-id"], name="topics_of_a_forum"),
            models.Index(fields=["category", "-is_pinned", "-last_post_at", "-id"], name="topics_of_a_category"),
            models.Index(fields=["-last_post_at", "-id"], name="topics_by_last_post"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def scope(self) -> str:
        """Its name for the record, following and the live stream."""
        return f"topic.{self.pk}"

    @property
    def is_locked(self) -> bool:
        """Whether nobody adds to it: its hosts have locked it, or a moderator its conversation, or both."""
        return self.locked_at is not None or self.thread.locked_at is not None


class ReadMark(models.Model):
    """How far a person has read a topic, and whether they want to hear of it. Personal data: what somebody reads."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="read_marks")
    topic = models.ForeignKey(Topic, models.CASCADE, related_name="read_marks")
    number = models.PositiveIntegerField(default=0)  # of the last post that was read
    is_ignored = models.BooleanField(default=False)
    was_followed = models.BooleanField(default=False, db_default=False)  # when it was ignored: to follow it again then
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "topic"], name="one_mark_per_topic")]

    def __str__(self) -> str:
        return f"{self.user_id} read {self.topic_id} to {self.number}"


class Mention(models.Model):
    """A post names a person as ``@name``; resolved when it was written. Personal data: who was named."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="mentions")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="mentions")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post", "user"], name="mentioned_once")]

    def __str__(self) -> str:
        return f"{self.user_id} in post {self.post_id}"
