"""Asking providers. Outside of any transaction of ours: what a provider has done is not undone by a rollback here.

The row stands before anything is asked, the key never changes, and a claim is one conditional update that moves ``due_at``
on. A worker that dies after the provider did it leaves the claim to run out; the next one finds by the key what was done and
books that. Booking takes the campaign's lock and looks whether it was booked, so two who come at once book once.
"""

from __future__ import annotations

from datetime import timedelta

from django.db.models import F

from participation.database import db_now

from ..models import Attempt
from ..policies import STANDING
from ..providers import get_provider
from ..providers.base import Answer, Provider, ProviderAway
from .booking import book, with_pledge

CLAIM = timedelta(minutes=5)  # longer than any provider's answer takes
FIRST_RETRY = timedelta(seconds=30)
LONGEST_RETRY = timedelta(hours=1)
BATCH = 100


def carry_out(*, attempt_id: int) -> bool:
    """Ask what was noted, if it is due and nobody else is asking, and book the answer; whether it is over now."""
    attempt = _claimed(attempt_id)
    if attempt is None:
        return False
    provider = get_provider(attempt.pledge.provider)
    if provider is None:
        return False
    try:
        answer = ask(provider, attempt)
    except ProviderAway:
        wait = min(FIRST_RETRY * 2 ** min(attempt.tries, 10), LONGEST_RETRY)
        Attempt.objects.filter(pk=attempt.pk, done_at=None).update(due_at=db_now() + wait)
        return False
    return book(attempt_id=attempt.pk, answer=answer)


def ask(provider: Provider, attempt: Attempt) -> Answer:
    """What the provider says: of what it did before under the key, or does now."""
    key = key_for(attempt)
    known = provider.find_by_key(key) if attempt.tries > 1 else None
    if known is not None:
        return known
    if attempt.kind == Attempt.Kind.AUTHORISE:
        if attempt.pledge.state not in STANDING:
            return Answer("failed", words="the pledge was over before")
        return provider.authorise(key=key, cents=attempt.cents)
    do = {
        Attempt.Kind.CAPTURE: provider.capture,
        Attempt.Kind.CANCEL: provider.cancel,
        Attempt.Kind.REFUND: provider.refund,
    }[Attempt.Kind(attempt.kind)]
    return do(key=key, reference=attempt.reference, cents=attempt.cents)


def key_for(attempt: Attempt) -> str:
    """Under which the provider is asked: always the same. This is the guard that the histories' control takes away."""
    return attempt.key


def carry_out_due(limit: int = BATCH) -> int:
    """Ask everything that is due; how much of it is over now."""
    due = Attempt.objects.filter(done_at=None, due_at__lte=db_now()).order_by("due_at", "pk")
    return sum(carry_out(attempt_id=pk) for pk in list(due.values_list("pk", flat=True)[:limit]))


def _claimed(attempt_id: int) -> Attempt | None:
    """The attempt, for this process alone for a while; None where it is done, not yet due, or another's."""
    now = db_now()
    mine = Attempt.objects.filter(pk=attempt_id, done_at=None, due_at__lte=now).update(
        due_at=now + CLAIM, tries=F("tries") + 1
    )
    return with_pledge.only(attempt_id) if mine else None
