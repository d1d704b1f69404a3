"""Who may listen to a session: everybody, from its announcement on; and who may write there."""

from __future__ import annotations

from participation.accounts.models import User
from participation.keys import as_id
from participation.live import policies
from participation.places.selectors import can_act

from .models import Session
from .policies import refusal_to_ask
from .selectors.sessions import session_exists


def may_listen(user_id: int | None, stream: str) -> bool:
    """A session is public as soon as it is there."""
    number = as_id(stream.partition(".")[2])
    return number is not None and session_exists(number)


def may_write(user_id: int | None, stream: str) -> bool:
    """Whether the person may ask a question there now."""
    number = as_id(stream.partition(".")[2])
    session = Session.objects.filter(pk=number).first() if number is not None else None
    person = User.objects.filter(pk=user_id).first() if user_id else None
    return session is not None and refusal_to_ask(session) is None and can_act(person, session.municipality_id)


def join() -> None:
    """Register the rule for ``session.<id>``."""
    policies.register("session", may_listen, presence=policies.Presence.NAMES, may_write=may_write)
