"""Payment providers, by their code."""

from __future__ import annotations

from django.conf import settings

from .base import Provider
from .dummy import dummy
from .stripe_cards import stripe_cards
from .transfer import transfer

_providers: dict[str, Provider] = {one.code: one for one in (dummy, transfer, stripe_cards)}


def register(provider: Provider) -> None:
    """Make a provider known."""
    _providers[provider.code] = provider


def get_provider(code: str) -> Provider | None:
    """The provider, whether or not it is offered for new pledges: what was begun with it is ended with it."""
    return _providers.get(code)


def offered() -> list[str]:
    """Codes of the providers with which one can pledge here (``settings.PAYMENT_PROVIDERS``)."""
    return [code for code in settings.PAYMENT_PROVIDERS if code in _providers]
