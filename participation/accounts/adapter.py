"""What allauth asks us: how to make a person, in which language to write to them, what a new session gets."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpResponseBase
from django.utils import translation

from .models import User


class AccountAdapter(DefaultAccountAdapter):
    """Our own choices over allauth's defaults."""

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

    def post_login(self, request: Any, user: Any, **kwargs: Any) -> HttpResponseBase:
        """On a device that has no language yet, the site speaks the person's."""
        response: HttpResponseBase = super().post_login(request, user, **kwargs)
        if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES and user.language in dict(settings.LANGUAGES):
            set_language(response, user.language)
        return response

    def get_password_change_redirect_url(self, request: Any) -> str:
        """Back to where the change began."""
        return "/profile/"


def set_language(response: HttpResponseBase, language: str) -> None:
    """The site speaks this language on this device from now on."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=settings.LANGUAGE_COOKIE_AGE or 31_536_000,
        path=settings.LANGUAGE_COOKIE_PATH,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite=settings.LANGUAGE_COOKIE_SAMESITE,
    )
