"""What allauth asks us: how to make a person, in which language to write to them, what a new session gets."""

from __future__ import annotations

import time
from typing import Any, ClassVar

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpResponseBase
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from participation.limits import refuse

from .models import User

SIGN_IN_WAIT = 300  # seconds: the longest of allauth's limits on failed attempts


class AccountAdapter(DefaultAccountAdapter):
    """Our own choices over allauth's defaults."""

    error_messages: ClassVar[dict[str, str | Promise]] = {  # in the words that the site uses everywhere
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account is switched off"),
        "email_password_mismatch": _("The e-mail address or the password is not right."),
        "email_taken": _("There is an account with this e-mail address already."),
        "incorrect_code": _("This is not the code. Look at it again, or ask for another one."),
        "incorrect_password": _("The password is not right."),
        "rate_limited": _("That was a lot in a short time. Please wait a moment."),
        "too_many_login_attempts": _("Too many attempts to sign in. Please try again later."),
        "unknown_email": _("There is no account with this address"),
    }

    def save_user(self, request: Any, user: Any, form: Any, commit: bool = True) -> Any:
        """A new person keeps the chosen name and the language they signed up in."""
        user = super().save_user(request, user, form, commit=False)
        user.display_name = form.cleaned_data.get("display_name", "").strip()
        user.language = getattr(request, "LANGUAGE_CODE", "bg")[:5]
        if commit:
            user.save()
        return user

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """In the person's own language; where the address is nobody's, in the language of the page."""
        known = User.objects.filter(email__iexact=email).values_list("language", flat=True).first()
        with translation.override(known or translation.get_language()):
            super().send_mail(template_prefix, email, {**context, "site_name": settings.SITE_NAME})

    def pre_authenticate(self, request: Any, **credentials: Any) -> None:
        """One more attempt, counted for its address and for the account that is tried, wherever it is tried from.

        Raises ValidationError beyond the limits of allauth (five in five minutes for one account), and then the answer
        says when to come back.
        """
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            refuse(SIGN_IN_WAIT)
            raise

    def post_login(self, request: Any, user: Any, **kwargs: Any) -> HttpResponseBase:
        """On a device that has no language yet, the site speaks the person's."""
        response: HttpResponseBase = super().post_login(request, user, **kwargs)
        if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES and user.language in dict(settings.LANGUAGES):
            set_language(response, user.language)
        return response

    def is_safe_url(self, url: str | None) -> bool:
        """Whether one may be sent back there; an address that cannot even be read is none."""
        try:
            return bool(super().is_safe_url(url))
        except ValueError:
            return False

    def get_password_change_redirect_url(self, request: Any) -> str:
        """Back to where the change began."""
        return "/profile/"


def signed_in_lately(request: Any) -> bool:
    """Whether the password was typed in this very session within ACCOUNT_REAUTHENTICATION_TIMEOUT."""
    records = get_authentication_records(request, request.user)
    newest = max((float(record["at"]) for record in records), default=0.0)
    return time.time() - newest < float(app_settings.REAUTHENTICATION_TIMEOUT)


def set_language(response: HttpResponseBase, language: str) -> None:
    """The site speaks this language on this device from now on."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=settings.LANGUAGE_COOKIE_AGE or 31_536_000,
        path=settings.LANGUAGE_COOKIE_PATH,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite="Lax",
    )
