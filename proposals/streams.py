"""Who may listen to a consultation."""

from __future__ import annotations

from participation.accounts.models import User
from participation.live import policies

from .selectors.states import visible_to


def may_listen(user_id: int | None, stream: str) -> bool:
    """Whoever may read the consultation may listen to it."""
    number = stream.partition(".")[2]
    if not number.isdigit() or len(number) > 18:
        return False
    user = User.objects.filter(pk=user_id, is_active=True).first() if user_id else None
    return visible_to(user).filter(pk=int(number)).exists()


def join() -> None:
    """Register the rule for ``consultation.<id>``."""
    policies.register("consultation", may_listen)
