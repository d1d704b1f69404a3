"""The demonstration's provider: IT MOVES NO MONEY. Its books are a table of ours; in tests it can be told to misbehave."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, get_args

from django.conf import settings
from django.db import transaction
from django.utils.crypto import salted_hmac

from ..models import DummyOperation
from ..signatures import HEADER, is_genuine
from .base import Answer, NotGenuine, Outcome, ProviderAway, Told

WORDS = "the demonstration refuses it"


class Died(BaseException):
    """The process ended at the worst moment: what the provider did is done, and nobody here knows."""


@dataclass
class Mischief:
    """What it does wrong, in tests alone. Kinds of operations in each set."""

    dies_after: set[str] = field(default_factory=set)  # it does it, and the process dies before the answer
    drops: set[str] = field(default_factory=set)  # it does it, and the answer is lost
    away: set[str] = field(default_factory=set)  # it does nothing and answers nothing
    refuses: set[str] = field(default_factory=set)
    pending: set[str] = field(default_factory=set)  # it answers later, by webhook


class Dummy:
    """A provider that does at once what it is asked, once per key."""

    code = "dummy"
    pays_first = False

    def __init__(self) -> None:
        self.mischief = Mischief()

    def authorise(self, *, key: str, cents: int) -> Answer:
        """Reserved at once."""
        return self._do("authorise", key, cents, f"dummy-{key}")

    def capture(self, *, key: str, reference: str, cents: int) -> Answer:
        """Taken at once."""
        return self._do("capture", key, cents, reference)

    def cancel(self, *, key: str, reference: str, cents: int) -> Answer:
        """Let go at once."""
        return self._do("cancel", key, cents, reference)

    def refund(self, *, key: str, reference: str, cents: int) -> Answer:
        """Given back at once."""
        return self._do("refund", key, cents, reference)

    def find_by_key(self, key: str) -> Answer | None:
        """What its books say."""
        row = DummyOperation.objects.filter(key=key).first()
        return _answer(row) if row else None

    def parse_webhook(self, *, body: bytes, headers: Mapping[str, str], now: datetime) -> Told:
        """See Provider; signed with a secret that only this site knows."""
        if not is_genuine(body, headers.get(HEADER, ""), secret=secret(), now=now):
            raise NotGenuine
        return self.read(body)

    def read(self, body: bytes) -> Told:
        """See Provider."""
        said: Any = json.loads(body)
        try:
            outcome: Outcome = said["outcome"]
            answer = Answer(outcome, reference=str(said["reference"]), cents=int(said["cents"]))
            told = Told(event=str(said["event"])[:120], key=str(said["key"]), answer=answer)
        except (KeyError, TypeError) as error:
            raise ValueError("a field is missing") from error
        if outcome not in get_args(Outcome) or not told.event:
            raise ValueError("an unknown outcome, or no event")
        return told

    def webhook(self, key: str, *, event: str = "") -> bytes:
        """The body it would send about what was done under the key: what is pending here is done by then."""
        row = DummyOperation.objects.get(key=key)
        if row.state == "pending":
            DummyOperation.objects.filter(pk=row.pk).update(state="done")
            row.state = "done"
        said = {"event": event or f"evt-{key}", "key": key, "outcome": row.state}
        return json.dumps({**said, "reference": row.reference, "cents": row.cents}).encode()

    def _do(self, kind: str, key: str, cents: int, reference: str) -> Answer:
        if kind in self.mischief.away:
            raise ProviderAway
        state = "failed" if kind in self.mischief.refuses else "pending" if kind in self.mischief.pending else "done"
        with transaction.atomic():
            row, _new = DummyOperation.objects.get_or_create(
                key=key, defaults={"kind": kind, "cents": cents, "reference": reference, "state": state}
            )
        if kind in self.mischief.dies_after:
            raise Died
        if kind in self.mischief.drops:
            raise ProviderAway
        return _answer(row)


def secret() -> str:
    """With which its webhooks are signed."""
    return salted_hmac("money.dummy", "webhook", secret=settings.SECRET_KEY, algorithm="sha256").hexdigest()


def _answer(row: DummyOperation) -> Answer:
    outcome: Outcome = "done" if row.state == "done" else "pending" if row.state == "pending" else "failed"
    return Answer(outcome, reference=row.reference, cents=row.cents, words=WORDS if outcome == "failed" else "")


dummy = Dummy()
