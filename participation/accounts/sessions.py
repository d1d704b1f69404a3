"""Who wants to know at once that a person's sessions ended: rooms above register, this room announces."""

from __future__ import annotations

from collections.abc import Callable

Listener = Callable[[int], None]
_listeners: list[Listener] = []


def on_end(listener: Listener) -> None:
    """Call ``listener(user_id)`` inside the transaction that ends all sessions of a person."""
    if listener not in _listeners:
        _listeners.append(listener)


def ended(user_id: int) -> None:
    """Every session of this person is over: signed out everywhere, suspended, switched off or erased."""
    for listener in _listeners:
        listener(user_id)
