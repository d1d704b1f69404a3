"""What the acts on polls share: finding, locking, recording."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from participation.accounts.models import User
from participation.database import db_now
from participation.live.actions import publish
from participation.places.models import Role
from participation.places.selectors import has_role
from participation.record.actions import record
from participation.refusals import BadInput, Closed, NotAllowed, NotYetOpen, SignInFirst
from participation.voting.locks import Locked, lock_window
from participation.voting.models import Window

from ..grounds import standing
from ..models import Poll
from ..policies import may_run
from ..selectors.reading import with_state
from ..selectors.results import view_of
from ..telling import poll_data

GONE = _("This poll is not there any more.")
CLOSED = _("The poll has closed. Votes can no longer be cast, changed or taken back.")
NOT_YET = _("The poll has not opened yet.")


def share(poll_id: int) -> tuple[Poll, Locked]:
    """The poll with its window shared until commit, so that it neither closes nor changes before.

    Raises Closed or NotYetOpen by the database's clock, BadInput for no such poll or a hidden one.
    """
    window_id = Poll.objects.filter(pk=poll_id).values_list("window_id", flat=True).first()
    if window_id is None:
        raise BadInput(GONE)
    try:
        locked = lock_window(window_id)
    except Closed as refusal:
        raise Closed(CLOSED) from refusal
    except NotYetOpen as refusal:
        raise NotYetOpen(NOT_YET) from refusal
    shown = standing(Poll.objects.filter(pk=poll_id, hidden_at=None))
    poll = shown.select_related("anchor").prefetch_related("options").first()
    if poll is None:
        raise BadInput(GONE)
    return poll, Locked(locked.window, locked.now, poll.anchor)


def take(poll_id: int) -> tuple[Poll, Window]:
    """The poll and its window, alone until commit: votes under way are waited for. Raises BadInput for none."""
    window_id = Poll.objects.filter(pk=poll_id).values_list("window_id", flat=True).first()
    if window_id is None:
        raise BadInput(GONE)
    window = Window.objects.select_for_update().filter(pk=window_id).first()
    poll = Poll.objects.select_for_update(of=("self",)).select_related("anchor").filter(pk=poll_id).first()
    if window is None or poll is None:  # discarded while this waited
        raise BadInput(GONE)
    return poll, window


def take_as_host(host: object, poll_id: int) -> tuple[Poll, Window]:
    """The same for whoever may run it. Raises SignInFirst, NotAllowed, BadInput."""
    if not isinstance(host, User):
        raise SignInFirst
    poll, window = take(poll_id)
    if poll.hidden_at is not None or not stands(poll):
        raise BadInput(GONE)
    if not may_run(host, poll):
        raise NotAllowed(_("Whoever holds this poll does that."))
    return poll, window


def stands(poll: Poll) -> bool:
    """Whether what the poll belongs to is read by everybody; it may stand alone as well."""
    return not poll.about or standing(Poll.objects.filter(pk=poll.pk)).exists()


def has_opened(window: Window, now: datetime) -> bool:
    """Whether the window takes, or took, votes."""
    return window.opens_at is not None and window.opens_at <= now


def refuse_closed(poll: Poll, window: Window) -> None:
    """Raises Closed where nothing about it can be changed any more."""
    ended = window.stopped_at or window.sealed_at or poll.closed_at
    now = db_now()
    if ended or (has_opened(window, now) and window.closes_at and window.closes_at <= now):
        raise Closed(CLOSED)


def role_of(user: User, municipality_id: int) -> str:
    """As what the host acted."""
    for kind in (Role.Kind.OFFICIAL, Role.Kind.MODERATOR):
        if has_role(user, municipality_id, kind):
            return str(kind)
    return "citizen"


def note(
    poll: Poll, kind: str, host: User | None, *, data: dict[str, Any] | None = None, at: datetime, public: bool = True
) -> None:
    """Record the act on the poll."""
    record(
        kind=kind,
        scope=poll.scope,
        actor=host,
        role=role_of(host, poll.municipality_id) if host else "system",
        municipality_id=poll.municipality_id,
        ref=poll.ref,
        data={**({"about": poll.about} if poll.about else {}), **(data or {})},
        is_public=public,
        at=at,
    )


def tell(poll: Poll, kind: str) -> None:
    """Say on the poll's stream how it stands now; of one on something that nobody reads nothing is said."""
    fresh = with_state(standing(Poll.objects.filter(pk=poll.pk))).first()
    if fresh is not None:
        publish(stream=fresh.stream, kind=kind, data=poll_data(view_of(fresh)), ref=fresh.ref)
