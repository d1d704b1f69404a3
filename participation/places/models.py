"""Regions and municipalities, and who is what in them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from .colours import validate_accent


class Region(models.Model):
    """A district (област). No personal data."""

    code = models.CharField(max_length=8, unique=True)
    name_bg = models.CharField(max_length=80)
    name_en = models.CharField(max_length=80)

    class Meta:
        ordering = ["name_bg"]
        verbose_name = _("district")
        verbose_name_plural = _("districts")

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the reader's script."""
        return self.name_bg if get_language() == "bg" else self.name_en


class Municipality(models.Model):
    """A municipality: each is a tenant of its own. No personal data."""

    code = models.CharField(_("code"), max_length=8, unique=True)  # NSI code, e.g. VAR16
    region = models.ForeignKey(Region, models.PROTECT, related_name="municipalities")
    name_bg = models.CharField(max_length=80)
    name_en = models.CharField(max_length=80)
    latitude = models.DecimalField(max_digits=8, decimal_places=5, null=True, blank=True)
    longitude = models.DecimalField(max_digits=8, decimal_places=5, null=True, blank=True)
    timezone = models.CharField(max_length=40, default="Europe/Sofia")
    country = models.CharField(max_length=2, default="BG")
    accent = models.CharField(  # #rrggbb
        _("accent colour"), max_length=7, blank=True, validators=[validate_accent]
    )
    is_live = models.BooleanField(_("takes part"), default=False)
    minimum_days = models.PositiveSmallIntegerField(_("shortest term in days"), default=30)
    website = models.URLField(blank=True)
    contact_email = models.EmailField(blank=True)

    class Meta:
        ordering = ["name_bg"]
        verbose_name = _("municipality")
        verbose_name_plural = _("municipalities")
        indexes = [models.Index(fields=["is_live", "name_bg"], name="live_municipalities")]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the reader's script."""
        return self.name_bg if get_language() == "bg" else self.name_en


class Role(models.Model):
    """What a person may do for a municipality. Personal data: who works for it, in which post."""

    class Kind(models.TextChoices):
        OFFICIAL = "official", _("official")
        MODERATOR = "moderator", _("moderator")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, verbose_name=_("person"), related_name="roles")
    municipality = models.ForeignKey(Municipality, models.CASCADE, verbose_name=_("municipality"), related_name="roles")
    kind = models.CharField(_("role"), max_length=12, choices=Kind.choices)
    post = models.CharField(_("post"), max_length=120, blank=True)
    since = models.DateTimeField(_("since"), default=timezone.now)

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        constraints = [models.UniqueConstraint(fields=["user", "municipality", "kind"], name="one_role_of_a_kind")]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_kind_display()} · {self.municipality}"


class Residency(models.Model):
    """Where a person says they live. Personal data: place of living, whether it was verified and by whom."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="residency")
    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="residents")
    verified_at = models.DateTimeField(null=True, blank=True)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="residencies_verified"
    )

    def __str__(self) -> str:
        return f"{self.user} · {self.municipality}"


class Suspension(models.Model):
    """Somebody may not speak in a municipality for a time (voting and appealing go on). Personal data: who."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="suspensions")
    municipality = models.ForeignKey(
        Municipality, models.CASCADE, null=True, related_name="suspensions"
    )  # null: anywhere
    since = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["user", "until"], name="suspensions_of_a_person")]

    def __str__(self) -> str:
        return f"{self.user_id} until {self.until}"
