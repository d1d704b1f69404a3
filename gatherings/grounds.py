"""Sessions as places for instant polls."""

from __future__ import annotations

from participation.polls import grounds
from participation.polls.grounds import Ground

from .policies import HOSTED, may_host
from .selectors.hosts import led_scopes
from .selectors.sessions import get_session


def find(number: int, person: object) -> Ground | None:
    """Where a poll of this session stands. Every session is public; polls are begun in it until it ends, by its hosts."""
    session = get_session(number)
    if session is None:
        return None
    return Ground(
        scope=session.scope,
        stream=session.scope,
        municipality_id=session.municipality_id,
        url=session.get_absolute_url(),
        title=session.title,
        is_led=may_host(person, session),
        is_over=session.state not in HOSTED,
    )


def join() -> None:
    """Polls may be held in sessions."""
    grounds.register("session", find, led=led_scopes)
