"""Coming in: what the site knows of a person then, and where they land."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponseBase
from django.urls import reverse

from frontend.places.chosen import COOKIE, remember
from participation.accounts.adapter import AccountAdapter
from participation.places.selectors import get_residence


class SiteAdapter(AccountAdapter):
    """Whoever said where they live is not asked for their municipality again."""

    def post_login(self, request: Any, user: Any, **kwargs: Any) -> HttpResponseBase:
        """On a device that has chosen no municipality yet, the person's own stands at the top of every page."""
        response = super().post_login(request, user, **kwargs)
        if COOKIE not in request.COOKIES and (home := get_residence(user)) is not None and home.municipality.is_live:
            remember(response, home.municipality.code)
        return response

    def get_signup_redirect_url(self, request: Any) -> str:
        """A new person lands on the page of their municipality, if they named one that takes part."""
        home = get_residence(request.user) if request.user.is_authenticated else None
        if home is not None and home.municipality.is_live:
            return reverse("municipality", args=[home.municipality.code])
        return str(super().get_signup_redirect_url(request))
