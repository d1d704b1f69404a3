"""Who may decide about what."""

from __future__ import annotations

from participation.places.selectors import is_moderator

from .subjects import Described


def may_moderate(user: object, municipality_id: int | None) -> bool:
    """Moderators of the municipality, and nobody else: an official cannot hide criticism of a draft of their own."""
    return is_moderator(user, municipality_id)


def may_decide(user: object, subject: Described) -> bool:
    """Whether this person may decide about this thing: a moderator there, and not its author."""
    own = subject.author_id is not None and subject.author_id == getattr(user, "pk", None)
    return not own and may_moderate(user, subject.municipality_id)
