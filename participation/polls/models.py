"""Polls: a question to many, anywhere on the platform, with its options and its end."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from participation.places.models import Municipality
from participation.voting.models import Question, Window


class Poll(models.Model):
    """A question to many. It does not know what it belongs to: `about` is its owner's. Personal data: who asked it."""

    state: str  # "prepared", "open" or "closed", where a selector added it (selectors.with_state)

    class Kind(models.TextChoices):
        SINGLE = "single", _("one of the options")
        SEVERAL = "several", _("several of the options")
        POINTS = "points", _("points shared out over the options")
        YESNO = "yesno", _("yes, no or abstain")

    class By(models.TextChoices):
        PERSON = "person", _("people, each one vote")
        ORGANISATION = "organisation", _("organisations, each one vote")

    about = models.CharField(max_length=60, blank=True)  # "topic.3"; empty: it stands alone
    scope = models.CharField(
        max_length=60
    )  # record, following, moderation: "topic.3"; of one that stands alone "poll.5"
    stream = models.CharField(max_length=80)  # where it is told
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="polls")
    window = models.OneToOneField(Window, models.PROTECT, related_name="+")
    anchor = models.OneToOneField(Question, models.PROTECT, related_name="+")  # who voted: voting/actions/sheets.py
    title = models.CharField(_("question"), max_length=200)
    description = models.TextField(_("what it is about"), max_length=3000, blank=True)  # Markdown as typed
    description_html = models.TextField(blank=True)  # safe HTML made from it
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    limit = models.PositiveSmallIntegerField(default=1)  # options a vote may name; of "points" how many it shares out
    by = models.CharField(_("who votes"), max_length=12, choices=By.choices, default=By.PERSON)
    is_secret = models.BooleanField(
        _("secret until it closes"), default=False
    )  # until then everybody reads the turnout only
    quorum = models.PositiveIntegerField(_("least number of votes"), null=True, blank=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="polls")
    client_key = models.CharField(max_length=40, blank=True)  # makes a retried form harmless
    created_at = models.DateTimeField(default=timezone.now)
    opened_at = models.DateTimeField(null=True, blank=True)  # once its opening is recorded and told
    closed_at = models.DateTimeField(null=True, blank=True)  # once its closing is recorded and told
    reason = models.CharField(_("reason"), max_length=500, blank=True)  # why it was closed before its time
    hidden_at = models.DateTimeField(null=True, blank=True)  # by a moderator's decision
    told_at = models.DateTimeField(null=True, blank=True)  # when its tally was last told
    scopes_before = models.JSONField(default=list, blank=True)  # where it stood before: the record tells of it there

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["author", "client_key"], condition=~models.Q(client_key=""), name="poll_sent_once"
            ),
            models.CheckConstraint(condition=models.Q(limit__gte=1), name="poll_allows_something"),
        ]
        indexes = [
            models.Index(fields=["-id"], condition=models.Q(hidden_at__isnull=True), name="polls_newest_first"),
            models.Index(fields=["municipality", "-id"], name="polls_of_a_place"),
            models.Index(fields=["about"], condition=~models.Q(about=""), name="polls_about_a_thing"),
            models.Index(fields=["id"], condition=models.Q(closed_at__isnull=True), name="polls_to_close"),
            models.Index(fields=["id"], condition=models.Q(opened_at__isnull=True), name="polls_to_open"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Its page on the site."""
        return f"/polls/{self.pk}/"

    @property
    def ref(self) -> str:
        """Its name for record, moderation and live events."""
        return f"poll.{self.pk}"


class PollOption(models.Model):
    """One of the options of a poll. No personal data."""

    poll = models.ForeignKey(Poll, models.CASCADE, related_name="options")
    position = models.PositiveSmallIntegerField()  # 1, 2, 3 …; as text it is the choice on a ballot
    text = models.CharField(max_length=200)
    question = models.OneToOneField(  # where a vote may name several; otherwise the anchor's choices are the options
        Question, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["poll", "position"], name="one_option_in_a_place")]

    def __str__(self) -> str:
        return self.text
