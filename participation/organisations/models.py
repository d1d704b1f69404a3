"""Organisations and who speaks for them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from participation.places.models import Municipality


class Organisation(models.Model):
    """An NGO, business, library, school… Personal data: who registered it and who vouched."""

    class Kind(models.TextChoices):
        NGO = "ngo", _("non-governmental organisation")
        BUSINESS = "business", _("business")
        LIBRARY = "library", _("library")
        SCHOOL = "school", _("school")
        CULTURE = "culture", _("community centre or museum")
        INSTITUTION = "institution", _("public institution")

    class State(models.TextChoices):
        PENDING = "pending", _("waiting to be vouched for")
        VOUCHED = "vouched", _("vouched for")
        REFUSED = "refused", _("refused")

    name = models.CharField(_("name"), max_length=160)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="organisations")
    registration_number = models.CharField(_("registration number"), max_length=20, blank=True)
    website = models.URLField(_("website"), blank=True)
    about = models.TextField(_("what it does"), max_length=2000, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PENDING)
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="organisations_registered"
    )
    registered_at = models.DateTimeField(default=timezone.now)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="organisations_decided"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    decision_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        constraints = [
            models.UniqueConstraint(
                fields=["registration_number"],
                condition=~models.Q(registration_number="") & ~models.Q(state="refused"),
                name="one_organisation_per_number",
            )
        ]
        indexes = [models.Index(fields=["municipality", "state", "name"], name="organisations_of_a_place")]

    def __str__(self) -> str:
        return self.name

    @property
    def group(self) -> str:
        """The kind of participant this organisation counts as in results: ngo, business or institution."""
        return self.kind if self.kind in (self.Kind.NGO, self.Kind.BUSINESS) else "institution"


class Representative(models.Model):
    """Who may speak for an organisation. Personal data: the person's tie to it and their post."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="representatives")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="represents")
    post = models.CharField(_("post"), max_length=120, blank=True)
    since = models.DateTimeField(default=timezone.now)
    accepted_at = models.DateTimeField(default=timezone.now, blank=True)

    class Meta:
        verbose_name = _("representative")
        verbose_name_plural = _("representatives")
        constraints = [models.UniqueConstraint(fields=["organisation", "user"], name="one_tie_per_representative")]

    def __str__(self) -> str:
        return f"{self.user} · {self.organisation}"


class Invitation(models.Model):
    """Somebody asked by address to speak for an organisation. Personal data: the address as typed, and who typed it.

    It knows no account: whether there is one with this address is told to nobody until it accepts.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="invitations")
    email = models.EmailField()  # in small letters
    post = models.CharField(max_length=120, blank=True)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="invited")
    invited_at = models.DateTimeField(default=timezone.now)
    declined_at = models.DateTimeField(null=True, blank=True)  # who invited is not told: that would tell of an account

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "email"], name="one_invitation_per_address"),
        ]
        indexes = [models.Index(fields=["email"], name="invitations_of_an_address")]

    def __str__(self) -> str:
        return f"invitation {self.pk}"
