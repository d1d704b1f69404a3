"""Who may arrange and host a session, and when something may be done in it."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from participation.accounts.models import User
from participation.places.models import Role
from participation.places.selectors import can_act, has_role, is_official
from participation.refusals import Closed, NotYetOpen, Refused

from .models import Session

State = Session.State
HOSTED = (State.ANNOUNCED, State.LIVE)
OVER = _("The session has ended. Nothing more can be said or asked in it.")
NOT_BEGUN = _("The session has not begun yet.")
CANCELLED = _("The session was cancelled.")
EARLIEST = timedelta(minutes=60)  # before its time: whoever was told of it can still come
TOO_EARLY = _("It can be begun from an hour before its time. To begin earlier, change its time first: people are told.")


def may_arrange(user: object, municipality_id: int) -> bool:
    """Whether the person announces, changes and cancels sessions there and publishes their minutes: its officials."""
    return is_official(user, municipality_id)


def may_host(user: object, session: Session) -> bool:
    """Whether the person leads this session: officials and moderators of its municipality, and whom they named for it."""
    if not isinstance(user, User):
        return False
    return may_name_hosts(user, session) or (
        session.named_hosts.filter(user=user).exists() and can_act(user, session.municipality_id)
    )


def may_name_hosts(user: object, session: Session) -> bool:
    """Whether the person says who else hosts this session: officials and moderators of its municipality."""
    return has_role(user, session.municipality_id, Role.Kind.OFFICIAL, Role.Kind.MODERATOR)


def can_begin(session: Session, now: datetime) -> bool:
    """Whether it is announced and its time is near or has come."""
    return session.state == State.ANNOUNCED and now >= session.starts_at - EARLIEST


def refusal_to_speak(session: Session) -> Refused | None:
    """Why nobody raises a hand or speaks now; None while it is live."""
    if session.state == State.ANNOUNCED:
        return NotYetOpen(NOT_BEGUN)
    return None if session.state == State.LIVE else _over(session)


def refusal_to_ask(session: Session) -> Refused | None:
    """Why nothing is asked or supported now; None from the announcement to the end."""
    return None if session.state in HOSTED else _over(session)


def _over(session: Session) -> Refused:
    return Closed(CANCELLED if session.state == State.CANCELLED else OVER)
