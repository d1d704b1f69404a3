"""A project asks for money; people pledge it; what was asked of payment providers."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from participation.organisations.models import Organisation
from volunteers.projects.models import Project

from ..amounts import LEAST, MOST

PERSON = settings.AUTH_USER_MODEL


class Campaign(models.Model):
    """A project asks for money until a moment. Personal data: the coordinator who opened it."""

    class Kind(models.TextChoices):
        ALL_OR_NOTHING = "all_or_nothing", _("all or nothing")
        KEEP = "keep", _("what comes together is used")

    class State(models.TextChoices):
        PLANNED = "planned", _("planned")
        OPEN = "open", _("collecting pledges")
        FUNDED = "funded", _("the minimum was reached")
        NOT_FUNDED = "not_funded", _("the minimum was not reached")
        SETTLED = "settled", _("collected")

    project = models.OneToOneField(Project, models.PROTECT, related_name="campaign")
    kind = models.CharField(max_length=14, choices=Kind.choices, default=Kind.ALL_OR_NOTHING)
    minimum_cents = models.PositiveBigIntegerField(default=0)  # 0 only where everything is kept
    optimum_cents = models.PositiveBigIntegerField(null=True, blank=True)
    closes_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.PLANNED)
    opened_by = models.ForeignKey(PERSON, models.SET_NULL, null=True, related_name="+")
    opened_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)  # whether it is funded; decided once
    decided_cents = models.PositiveBigIntegerField(null=True, blank=True)  # pledged and matched at that moment
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["state", "closes_at"], name="campaigns_by_state")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind="keep", minimum_cents=0)
                | models.Q(kind="all_or_nothing", minimum_cents__gte=LEAST),
                name="campaign_has_a_minimum",
            ),
            models.CheckConstraint(
                condition=models.Q(optimum_cents=None) | models.Q(optimum_cents__gte=models.F("minimum_cents")),
                name="campaign_optimum_above_minimum",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["planned", "open"], decided_at=None)
                | models.Q(state__in=["funded", "not_funded", "settled"], decided_at__isnull=False),
                name="campaign_is_decided_at_a_moment",
            ),
        ]

    def __str__(self) -> str:
        return f"campaign of project {self.project_id}"


class Pledge(models.Model):
    """Somebody gives, if the campaign is funded. Personal data: who, for whom, how much; public only where they say so."""

    class State(models.TextChoices):
        PLEDGED = "pledged", _("not yet confirmed by the payment service")
        AUTHORISED = "authorised", _("pledged")
        CAPTURED = "captured", _("given")
        CANCELLED = "cancelled", _("taken back")
        FAILED = "failed", _("the payment service refused it")
        REFUNDED = "refunded", _("given back")

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="pledges")
    person = models.ForeignKey(PERSON, models.SET_NULL, null=True, related_name="pledges")
    organisation = models.ForeignKey(Organisation, models.SET_NULL, null=True, blank=True, related_name="pledges")
    cents = models.PositiveBigIntegerField()
    refunded_cents = models.PositiveBigIntegerField(default=0)  # given back, or being given back
    is_anonymous = models.BooleanField(default=True)  # the public does not learn the name
    provider = models.CharField(max_length=20)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PLEDGED)
    revision = models.PositiveIntegerField(default=1)  # of the amount: each is authorised anew
    reference = models.CharField(max_length=120, blank=True)  # of the authorisation that stands, at the provider
    client_key = models.CharField(max_length=64)  # of the form: sent again, it is the same pledge
    sent = models.CharField(max_length=64)  # SHA-256 of what was sent under this key
    at = models.DateTimeField(default=timezone.now)  # its place in the line for matching
    captured_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["campaign", "state"], name="pledges_of_a_campaign"),
            models.Index(fields=["person", "-at"], name="pledges_of_a_person"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["person", "client_key"], name="one_pledge_per_key"),
            models.CheckConstraint(condition=models.Q(cents__gte=LEAST, cents__lte=MOST), name="pledge_in_bounds"),
            models.CheckConstraint(
                condition=models.Q(refunded_cents__lte=models.F("cents")), name="refunds_never_exceed_the_pledge"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["captured", "refunded"], captured_at__isnull=False)
                | (~models.Q(state__in=["captured", "refunded"]) & models.Q(captured_at=None, refunded_cents=0)),
                name="only_what_was_taken_is_given_back",
            ),
        ]

    def __str__(self) -> str:
        return f"pledge {self.pk}"


class Attempt(models.Model):
    """Something is asked of a provider, under one key however often. Personal data: the official who asked for a refund.

    The row is written before the provider is asked, and ``done_at`` in the transaction that books the answer.
    """

    class Kind(models.TextChoices):
        AUTHORISE = "authorise", _("reserve")
        CAPTURE = "capture", _("take")
        CANCEL = "cancel", _("let go")
        REFUND = "refund", _("give back")

    pledge = models.ForeignKey(Pledge, models.PROTECT, related_name="attempts")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    number = models.PositiveIntegerField(default=1)  # the revision of an authorisation, the how-manieth refund
    key = models.CharField(max_length=120, unique=True)  # the provider's idempotency key
    cents = models.PositiveBigIntegerField()
    reference = models.CharField(max_length=120, blank=True)  # the authorisation it is about, or that was given
    is_done = models.BooleanField(null=True)  # how it ended; null: not yet
    words = models.CharField(max_length=300, blank=True)  # why it failed; why money was given back
    by = models.ForeignKey(PERSON, models.SET_NULL, null=True, related_name="+")
    tries = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(
        default=timezone.now
    )  # a claim moves it on: a worker that died is followed by another
    at = models.DateTimeField(default=timezone.now)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["due_at"], condition=models.Q(done_at__isnull=True), name="attempts_due"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["pledge", "kind", "number"], name="one_attempt_of_a_kind"),
            models.CheckConstraint(
                condition=~models.Q(kind="capture") | models.Q(number=1), name="a_pledge_is_captured_once"
            ),
            models.CheckConstraint(
                condition=models.Q(done_at=None, is_done=None) | models.Q(done_at__isnull=False, is_done__isnull=False),
                name="attempt_ends_in_a_way",
            ),
        ]

    def __str__(self) -> str:
        return self.key
