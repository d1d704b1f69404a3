"""The beginning of a poll: when its host opens it, or at its moment by itself; or never, where it is discarded."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from participation.accounts.models import User
from participation.database import db_now
from participation.refusals import BadInput, Stale
from participation.voting.models import Question

from ..models import Poll
from .common import has_opened, note, refuse_closed, take, take_as_host, tell
from .plans import closing

BATCH = 20


@transaction.atomic
def open_poll(*, host: object, poll_id: int) -> Poll:
    """What was prepared takes votes from now on, whatever moment it waited for; harmless if it does already.

    Raises SignInFirst, NotAllowed, Closed, BadInput where its closing has passed meanwhile.
    """
    poll, window = take_as_host(host, poll_id)
    now = db_now()
    refuse_closed(poll, window)
    if has_opened(window, now):
        return poll
    closing(window.closes_at)
    window.opens_at = now
    window.save(update_fields=["opens_at"])
    say_opened(poll, host if isinstance(host, User) else None, now)
    return poll


@transaction.atomic
def discard_poll(*, host: object, poll_id: int) -> None:
    """What was prepared and has not opened is gone with all that was written in it; the record keeps that it was.

    Raises SignInFirst, NotAllowed, BadInput, Stale once it has opened: then it can be closed.
    """
    poll, window = take_as_host(host, poll_id)
    now = db_now()
    if poll.opened_at is not None or has_opened(window, now):
        raise Stale(_("It has opened meanwhile. You can close it, and say why."))
    note(poll, "poll.discarded", host if isinstance(host, User) else None, at=now, public=False)
    poll.delete()
    Question.objects.filter(window=window).delete()
    window.delete()


def open_due() -> int:
    """Polls whose moment has come are recorded and told, once each; how many. Votes were taken from that moment on."""
    due = Poll.objects.filter(opened_at=None, window__opens_at__lte=db_now())
    return sum(_open(pk) for pk in list(due.order_by("id").values_list("pk", flat=True)[:BATCH]))


@transaction.atomic
def _open(poll_id: int) -> int:
    try:
        poll, window = take(poll_id)
    except BadInput:  # discarded just now
        return 0
    if poll.opened_at is not None or window.opens_at is None or not has_opened(window, db_now()):
        return 0
    say_opened(poll, None, window.opens_at)
    return 1


def say_opened(poll: Poll, host: User | None, at: datetime) -> None:
    """Record and tell that it takes votes since then. Called once, under the window's lock."""
    poll.opened_at = at
    poll.save(update_fields=["opened_at"])
    note(poll, "poll.opened", host, at=db_now())
    if poll.hidden_at is None:
        tell(poll, "poll.opened")
