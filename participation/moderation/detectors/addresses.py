"""Accounts whose mail address anybody has for some minutes. They may write; a moderator sees where they come from."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from ..flagging import Finding, Said
from ..models import ThrowawayDomain

NOTE = _("The account signed up with a throw-away mail address. That alone breaks no rule.")


def is_throwaway(email: str) -> bool:
    """Whether the address's domain, or one it belongs to, is on the list. One query."""
    parts = email.rpartition("@")[2].lower().rstrip(".").split(".")
    domains = [".".join(parts[at:]) for at in range(len(parts) - 1)]
    return ThrowawayDomain.objects.filter(domain__in=domains[-5:], is_on=True).exists()


def find(said: Said) -> Finding | None:
    """What such an account writes. The address itself is not told."""
    return Finding("other", NOTE) if said.author is not None and is_throwaway(said.author.email) else None
