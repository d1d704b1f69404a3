"""Who may listen to a poll that stands alone. One that belongs to something is told on the stream of that."""

from __future__ import annotations

from participation.accounts.models import User
from participation.keys import as_id
from participation.live import policies

from .selectors.reading import visible_to


def may_listen(user_id: int | None, stream: str) -> bool:
    """Whoever may read the poll may listen to it."""
    number = as_id(stream.partition(".")[2])
    if number is None:
        return False
    user = User.objects.filter(pk=user_id, is_active=True).first() if user_id else None
    return visible_to(user).filter(pk=number, stream=stream).exists()


def join() -> None:
    """Register the rule for ``poll.<id>``."""
    policies.register("poll", may_listen)
