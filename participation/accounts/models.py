"""People and their tokens."""

from __future__ import annotations

import hashlib
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _


class UserManager(BaseUserManager["User"]):
    """Makes people with a normalised e-mail address and a hashed password."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        return self.create_user(email, password, **{"is_staff": True, "is_superuser": True, **fields})

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email__iexact=username)


class User(AbstractBaseUser, PermissionsMixin):
    """A person. Personal data: e-mail address, chosen name, language, times of joining and last sign-in, what they allow."""

    email = models.EmailField(_("e-mail address"), unique=True)
    display_name = models.CharField(_("name shown to others"), max_length=80)
    language = models.CharField(_("language"), max_length=5, default="bg")
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(_("administrator"), default=False)
    joined_at = models.DateTimeField(default=timezone.now)
    suspended_until = models.DateTimeField(null=True, blank=True)
    mail_answers = models.BooleanField(_("mail me when something of mine is answered"), default=True)
    is_seen = models.BooleanField(
        _("let others see when I am reading or writing"), default=False
    )  # their own choice alone
    session_mark = models.CharField(max_length=16, blank=True)  # a new one ends every session there is

    objects = UserManager()
    USERNAME_FIELD = EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["display_name"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [models.UniqueConstraint(Lower("email"), name="one_account_per_address")]

    def __str__(self) -> str:
        return self.display_name or str(_("a participant"))

    def _get_session_auth_hash(self, secret: Any = None) -> str:
        """What a session must match: changes with the password and with ``session_mark``."""
        salt = "participation.accounts.models.User.session"
        return salted_hmac(salt, self.password + self.session_mark, secret=secret, algorithm="sha256").hexdigest()

    def get_full_name(self) -> str:
        return self.display_name

    def get_short_name(self) -> str:
        return self.display_name


class ApiToken(models.Model):
    """A key to the API, shown once and kept only as a digest. Personal data: whose it is, when last used."""

    user = models.ForeignKey(User, models.CASCADE, related_name="api_tokens")
    name = models.CharField(_("what it is for"), max_length=80)
    prefix = models.CharField(max_length=12)
    digest = models.CharField(max_length=64, unique=True)
    may_write = models.BooleanField(_("may also write"), default=True)
    created_at = models.DateTimeField(default=timezone.now)
    last_used_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["user", "-created_at"], name="tokens_of_a_person")]

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix}…)"


def digest_of(token: str) -> str:
    """What is kept of a key: its SHA-256. Keys are 256 random bits, so no salt is needed."""
    return hashlib.sha256(token.encode()).hexdigest()
