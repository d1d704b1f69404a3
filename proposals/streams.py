"""Who may listen to a consultation."""

from __future__ import annotations

from participation.accounts.models import User
from participation.keys import as_id
from participation.live import policies

from .selectors.states import visible_to


def may_listen(user_id: int | None, stream: str) -> bool:
    """Whoever may read the consultation may listen to it."""
    number = as_id(stream.partition(".")[2])
    if number is None:
        return False
    user = User.objects.filter(pk=user_id, is_active=True).first() if user_id else None
    return visible_to(user).filter(pk=number).exists()


def join() -> None:
    """Register the rule for ``consultation.<id>``. No names: counts of votes move there while people watch them."""
    policies.register("consultation", may_listen, presence=policies.Presence.COUNTS)
