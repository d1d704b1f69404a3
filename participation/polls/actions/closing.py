"""The end of a poll: at its moment by itself, or earlier by its host with a reason; counted and sealed either way."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from participation.accounts.models import User
from participation.database import db_now
from participation.refusals import BadInput, Closed, NotYetOpen
from participation.unseen import one_line
from participation.voting.actions import seal_window
from participation.voting.folding import FEWEST_SHOWN
from participation.voting.models import Window

from ..models import Poll
from ..selectors.reading import with_state
from ..selectors.results import view_of
from .common import CLOSED, NOT_YET, has_opened, note, take, take_as_host, tell
from .opening import say_opened

BATCH = 20
LONGEST_REASON = 500


@transaction.atomic
def close_poll(*, host: object, poll_id: int, reason: str) -> Poll:
    """No more votes from now on; counted and sealed in the same transaction. The reason is published; one that was to be
    open until its host closes it needs none.

    Raises SignInFirst, NotAllowed, Closed, NotYetOpen, BadInput.
    """
    poll, window = take_as_host(host, poll_id)
    reason, now = one_line(reason), db_now()
    if not has_opened(window, now):
        raise NotYetOpen(NOT_YET)
    if window.stopped_at or window.sealed_at or (window.closes_at and window.closes_at <= now):
        raise Closed(CLOSED)
    if not reason and window.closes_at is not None:
        raise BadInput(_("Say why it closes early: everybody will read it."), field="reason")
    if len(reason) > LONGEST_REASON:
        raise BadInput(_("This is too long: at most %(most)d characters.") % {"most": LONGEST_REASON}, field="reason")
    window.stopped_at, poll.reason = now, reason
    window.save(update_fields=["stopped_at"])
    poll.save(update_fields=["reason"])
    _finish(poll, window, host if isinstance(host, User) else None, now)
    return poll


@transaction.atomic
def close_open_ended(*, host: User, about: str) -> int:
    """What this belongs to has ended: its polls without a moment of closing end with it; how many. For rooms above."""
    waiting = Poll.objects.filter(about=about, closed_at=None, window__opens_at__isnull=False, window__closes_at=None)
    now, closed = db_now(), 0
    for pk in list(waiting.order_by("id").values_list("pk", flat=True)):
        poll, window = take(pk)
        if window.stopped_at is None and poll.closed_at is None:
            window.stopped_at = now
            window.save(update_fields=["stopped_at"])
            closed += _finish(poll, window, host, now)
    return closed


def close_due() -> int:
    """Polls whose moment has passed are counted, sealed, recorded and told, once each; how many."""
    due = Poll.objects.filter(closed_at=None, window__opens_at__isnull=False, window__closes_at__lte=db_now())
    return sum(_close(pk) for pk in list(due.order_by("id").values_list("pk", flat=True)[:BATCH]))


@transaction.atomic
def _close(poll_id: int) -> int:
    poll, window = take(poll_id)
    if poll.closed_at is not None or window.closes_at is None or window.closes_at > db_now():
        return 0
    return _finish(poll, window, None, window.closes_at)


def _finish(poll: Poll, window: Window, host: User | None, at: datetime) -> int:
    """Seal, and say so once; before that, where nobody has yet, that it had opened. The window is locked alone."""
    if poll.opened_at is None and window.opens_at is not None:
        say_opened(poll, None, window.opens_at)
    seal_window(window.pk, ref=poll.ref, fewest=FEWEST_SHOWN if poll.is_secret else 0)
    poll.closed_at = at
    poll.save(update_fields=["closed_at"])
    view = view_of(with_state(Poll.objects.filter(pk=poll.pk)).get())
    data = {"turnout": view.turnout, "quorum": poll.quorum, "quorum_reached": view.quorum_reached}
    if view.is_withheld:
        data["is_withheld"] = True
    note(poll, "poll.closed", host, data={**data, **({"reason": poll.reason} if host else {})}, at=db_now())
    if poll.hidden_at is None:
        tell(poll, "poll.closed")
    return 1
