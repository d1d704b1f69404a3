"""Talking to Stripe: one client, and what each of its errors means to us."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from django.conf import settings

from .base import ProviderAway

Row = dict[str, Any]
log = logging.getLogger(__name__)
SECONDS = 10  # for one call; a claim of ours lasts minutes (actions/asking.py)
LONGEST_WORDS = 300


class Denied(Exception):
    """Stripe has understood what was asked, and does not do it. ``words`` are Stripe's."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


def api() -> Any:
    """Stripe's resources, as the settings reach them."""
    return _client(settings.CARDS.secret_key, settings.CARDS.api).v1


def read(call: Callable[[], Any]) -> Row:
    """What Stripe knows. Raises ProviderAway for every error: what cannot be read says nothing about what was done."""
    try:
        return write(call)
    except Denied as error:
        log.warning("Stripe does not let us read")  # its words may name things of people
        raise ProviderAway from error


def write(call: Callable[[], Any]) -> Row:
    """What Stripe answers. Raises Denied where it refuses (a card, a request), ProviderAway where nobody knows whether it
    was done: no connection, a fault of theirs, too many requests, a key that is not ours any more.
    """
    import stripe  # half a second, which only those who pay by card need

    try:
        said: Row = call().to_dict()
        return said
    except (stripe.CardError, stripe.InvalidRequestError) as error:
        raise Denied((error.user_message or str(error))[:LONGEST_WORDS]) from error
    except stripe.StripeError as error:
        log.warning("Stripe: %s", type(error).__name__)
        raise ProviderAway from error


@lru_cache(maxsize=4)
def _client(secret_key: str, address: str) -> Any:
    import stripe

    return stripe.StripeClient(
        secret_key,
        base_addresses={"api": address},
        http_client=stripe.RequestsClient(timeout=SECONDS),
        max_network_retries=0,  # we ask again ourselves, under the same key
    )
