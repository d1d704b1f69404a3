"""Every vote on the platform: windows of time, questions, ballots and tallies."""

from __future__ import annotations

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from participation.organisations.models import Organisation
from participation.places.models import Municipality


class Group(models.TextChoices):
    """The kind of participant a ballot counts under."""

    CITIZEN = "citizen", _("citizens")
    NGO = "ngo", _("NGOs")
    BUSINESS = "business", _("businesses")
    INSTITUTION = "institution", _("institutions")
    OFFICIAL = "official", _("officials")


class Window(models.Model):
    """The time in which ballots and contributions are accepted, by the database's clock. No personal data."""

    scope = models.CharField(max_length=60, blank=True)  # what it belongs to: "consultation.12"
    municipality = models.ForeignKey(Municipality, models.PROTECT, null=True, related_name="windows")
    opens_at = models.DateTimeField(null=True, blank=True)
    closes_at = models.DateTimeField(null=True, blank=True)
    stopped_at = models.DateTimeField(null=True, blank=True)  # withdrawn before its end
    sealed_at = models.DateTimeField(null=True, blank=True)
    digest = models.CharField(max_length=64, blank=True)  # SHA-256 over the sealed tallies as published

    class Meta:
        indexes = [
            models.Index(fields=["closes_at"], condition=models.Q(sealed_at__isnull=True), name="windows_to_seal"),
        ]

    def __str__(self) -> str:
        return self.scope or f"window {self.pk}"


class Question(models.Model):
    """Something to vote on. It does not know what it is about: `ref` is its owner's. No personal data."""

    class Kind(models.TextChoices):
        STANCE = "stance", _("stance")
        SUPPORT = "support", _("support")
        REACTION = "reaction", _("reaction")
        POLL = "poll", _("poll")  # who voted in it; where there is one choice to make, that choice too
        OPTION = "option", _("option of a poll")  # one of several that a vote may name

    window = models.ForeignKey(Window, models.CASCADE, related_name="questions")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    choices = models.JSONField(default=list)  # the allowed choices, in order
    stream = models.CharField(max_length=80, blank=True)  # where its tally is told
    ref = models.CharField(max_length=60, blank=True)  # "clause.5", "post.17", "suggestion.3"
    is_open = models.BooleanField(default=True)  # false: what it is about was withdrawn or hidden
    tally_sent_at = models.DateTimeField(null=True, blank=True)
    sealed = models.JSONField(null=True, blank=True, encoder=DjangoJSONEncoder)  # as published: see folding.py

    class Meta:
        indexes = [models.Index(fields=["ref"], name="question_by_ref")]

    def __str__(self) -> str:
        return f"{self.kind} {self.ref}"


class Ballot(models.Model):
    """One person's ballot on one question. Personal data: who holds which opinion; never shown, never logged."""

    is_first = False  # true where this very act cast it, false where it was replaced or read
    question = models.ForeignKey(Question, models.CASCADE, related_name="ballots")
    voter = models.ForeignKey(  # None: erased their account after the closing, or represents the organisation no longer
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="ballots"
    )
    organisation = models.ForeignKey(Organisation, models.CASCADE, null=True, blank=True, related_name="ballots")
    choice = models.CharField(max_length=20)
    group = models.CharField(max_length=12, choices=Group.choices, default=Group.CITIZEN)
    cast_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["question", "voter"], name="one_ballot_per_person"),
            models.UniqueConstraint(
                fields=["question", "organisation"],
                condition=models.Q(organisation__isnull=False),
                name="one_ballot_per_organisation",
            ),
        ]

    def __str__(self) -> str:
        return f"ballot {self.pk}"


class TallyRow(models.Model):
    """How many ballots of one group chose one choice: changed in the ballot's own transaction. No personal data."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="tally_rows")
    group = models.CharField(max_length=12, choices=Group.choices)
    choice = models.CharField(max_length=20)
    n = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["question", "group", "choice"], name="one_row_per_group_and_choice"),
        ]

    def __str__(self) -> str:
        return f"{self.question_id} {self.group} {self.choice}: {self.n}"
