"""Bank transfer: people send the money themselves, with a reference by which it is known when it arrives.

Nothing is asked of anybody here. An authorisation is pending until a person at the municipality, or a bank statement, says
that the money has arrived; taking it is a line in our books, and sending it back is a payment that the municipality makes.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from .base import Answer, NotGenuine, Told


class Transfer:
    """Money that is sent with a structured reference (``references.py``)."""

    code = "transfer"
    pays_first = True

    def authorise(self, *, key: str, cents: int) -> Answer:
        """Pending: it is on its way, or will be."""
        return Answer("pending", cents=cents)

    def capture(self, *, key: str, reference: str, cents: int) -> Answer:
        """It is here already."""
        return Answer("done", reference=reference, cents=cents)

    def cancel(self, *, key: str, reference: str, cents: int) -> Answer:
        """The municipality sends it back."""
        return Answer("done", reference=reference, cents=cents)

    def refund(self, *, key: str, reference: str, cents: int) -> Answer:
        """The same."""
        return Answer("done", reference=reference, cents=cents)

    def find_by_key(self, key: str) -> Answer | None:
        """There is nobody to ask."""
        return None

    def parse_webhook(self, *, body: bytes, headers: Mapping[str, str], now: datetime) -> Told:
        """Banks send none."""
        raise NotGenuine

    def read(self, body: bytes) -> Told:
        """Banks send none."""
        raise ValueError("no webhooks")


transfer = Transfer()
