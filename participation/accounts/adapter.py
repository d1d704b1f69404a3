"""What allauth asks us: how to make a person, and where they go next."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter


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
