"""How the rooms below the record say what happened: the record itself answers here once it is there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

_keeper: Callable[..., Any] | None = None


def keep(keeper: Callable[..., Any]) -> None:
    """The record's own ``record()``, given by that room when the program starts."""
    global _keeper  # one keeper for the process, set once at its start
    _keeper = keeper


def note(**act: Any) -> None:
    """Append an act, with the parameters of ``record.actions.record``. Call it inside the action's transaction."""
    if _keeper is None:
        raise RuntimeError("the record is not there: is participation.record among INSTALLED_APPS?")
    _keeper(**act)
