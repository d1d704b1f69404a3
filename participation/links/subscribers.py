"""The worker forgets cards that nobody shows any more."""

from __future__ import annotations

from participation.links.actions import forget_cards
from participation.record.subscribers import every


@every(hours=12)
def forget_unused_cards() -> None:
    """Cards of posts that are gone do not stay."""
    forget_cards()
