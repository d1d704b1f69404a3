"""The port to payment providers: what each of them can do. Every call carries a key under which it is done once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

Outcome = Literal["done", "pending", "failed"]


@dataclass(frozen=True)
class Answer:
    """What a provider says about what was asked under a key."""

    outcome: Outcome
    reference: str = ""  # of the authorisation, at the provider
    cents: int = 0
    words: str = ""  # why it failed
    redirect: str = ""  # where the person goes on, if they must


@dataclass(frozen=True)
class Told:
    """A webhook: the provider's own number of the event, and what it says about a key of ours."""

    event: str
    key: str
    answer: Answer


class ProviderAway(Exception):
    """Nobody knows whether it was done. It is asked again, under the same key."""


class NotGenuine(Exception):
    """A webhook without a valid signature, or one that is too old."""


class Provider(Protocol):
    """A payment provider. Each method raises ProviderAway where the answer is not known."""

    code: str
    pays_first: bool  # the money is with us before the campaign is decided

    def authorise(self, *, key: str, cents: int) -> Answer:
        """The sum is reserved for us; nothing is taken."""
        ...

    def capture(self, *, key: str, reference: str, cents: int) -> Answer:
        """The reserved sum is taken."""
        ...

    def cancel(self, *, key: str, reference: str, cents: int) -> Answer:
        """The reservation is let go (or what had been paid first is sent back)."""
        ...

    def refund(self, *, key: str, reference: str, cents: int) -> Answer:
        """A part of what was taken, or all of it, is given back."""
        ...

    def find_by_key(self, key: str) -> Answer | None:
        """What was done under the key; None if nothing was."""
        ...

    def parse_webhook(self, *, body: bytes, headers: Mapping[str, str], now: datetime) -> Told:
        """What a webhook says. Raises NotGenuine, ValueError for one that cannot be read."""
        ...

    def read(self, body: bytes) -> Told:
        """The same of a body whose signature was looked at before. Raises ValueError."""
        ...
