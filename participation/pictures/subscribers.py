"""The worker clears away what was chosen and never sent."""

from __future__ import annotations

from participation.pictures.actions import clear_unsent
from participation.record.subscribers import every


@every(minutes=15)
def clear_pictures() -> None:
    """Pictures of forms that nobody sent are gone after a day."""
    clear_unsent()
