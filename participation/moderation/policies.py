"""Who may decide about what."""

from __future__ import annotations

from participation.accounts.models import User
from participation.places.selectors import can_act, is_moderator

from .selectors import places_of
from .subjects import Described


def moderates_somewhere(user: object) -> bool:
    """Whether there is a queue for this person at all."""
    return isinstance(user, User) and can_act(user) and bool(places_of(user))


def may_moderate(user: object, municipality_id: int | None) -> bool:
    """Moderators of the municipality, and nobody else: an official cannot hide criticism of a draft of their own."""
    return is_moderator(user, municipality_id)


def may_decide(user: object, subject: Described) -> bool:
    """Whether this person may decide about this thing: a moderator there, and not its author."""
    own = subject.author_id is not None and subject.author_id == getattr(user, "pk", None)
    return not own and may_moderate(user, subject.municipality_id)
