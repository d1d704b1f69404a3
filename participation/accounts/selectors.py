"""Every read of people's own accounts."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress

from .models import ApiToken, User
from .tokens import list_tokens

__all__ = ["export_account", "find_by_address", "list_tokens"]


def find_by_address(email: str) -> User | None:
    """The active person with this confirmed address; None otherwise. Never let a page show which of the two it was."""
    return User.objects.filter(
        is_active=True, emailaddress__email__iexact=email.strip(), emailaddress__verified=True
    ).first()


def export_account(user: User) -> dict[str, Any]:
    """What this room keeps about the person. Digests of keys and passwords are nobody's to read."""
    return {
        "email": user.email,
        "addresses": list(EmailAddress.objects.filter(user=user).order_by("pk").values("email", "verified", "primary")),
        "display_name": user.display_name,
        "language": user.language,
        "joined_at": user.joined_at,
        "last_login": user.last_login,
        "suspended_until": user.suspended_until,
        "mail_answers": user.mail_answers,
        "api_tokens": list(
            ApiToken.objects.filter(user=user)
            .order_by("pk")
            .values("name", "prefix", "may_write", "created_at", "last_used_at", "expires_at", "revoked_at")
        ),
    }
