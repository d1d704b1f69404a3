"""Hiding by a moderator's decision, and restoring. The decision and its statement are the moderation room's."""

from __future__ import annotations

from django.db import transaction

from participation.database import db_now
from participation.live.actions import publish, scrub

from ..models import Poll
from .common import has_opened, take, tell


@transaction.atomic
def hide_poll(*, poll_id: int) -> Poll:
    """Nobody reads the poll or votes in it any more, on any screen, in any stream's past; harmless if it was hidden."""
    poll, _window = take(poll_id)
    if poll.hidden_at is not None:
        return poll
    poll.hidden_at = db_now()
    poll.save(update_fields=["hidden_at"])
    scrub(stream=poll.stream, ref=poll.ref, data={"id": poll.pk})
    publish(stream=poll.stream, kind="poll.hidden", data={"id": poll.pk, "about": poll.about}, ref=poll.ref)
    return poll


@transaction.atomic
def restore_poll(*, poll_id: int) -> Poll:
    """The poll is read again with its votes, and takes more of them if its closing has not come."""
    poll, window = take(poll_id)
    if poll.hidden_at is None:
        return poll
    poll.hidden_at = None
    poll.save(update_fields=["hidden_at"])
    if has_opened(window, db_now()):
        tell(poll, "poll.restored")
    return poll
