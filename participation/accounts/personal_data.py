"""Which rooms hold something about a person: each registers how it is exported and how it is erased.

This is the lowest room, so it knows none of the others. They register when their app is ready, from the lowest room
to the highest, and erasing goes the same way: votes take the locks of their windows before conversations and
suggestions take those of their streams, as every other act does, so that nobody waits for each other. The person's
own row goes last.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from .models import User


@dataclass(frozen=True)
class Holder:
    """A room that holds personal data. ``erase`` runs inside the transaction that deletes the person afterwards."""

    name: str
    export: Callable[[User], Any]
    erase: Callable[[User], None]


_holders: dict[str, Holder] = {}


def nothing_to_erase(user: User) -> None:
    """For rooms whose rows about a person go (or let go of the person) with the person's own row."""


def register(name: str, export: Callable[[User], Any], erase: Callable[[User], None] = nothing_to_erase) -> None:
    """Make the room's data part of every export (under ``name``) and of every erasing."""
    _holders[name] = Holder(name, export, erase)


def export_all(user: User) -> dict[str, Any]:
    """Everything that is kept about the person, room by room, ready for JSON."""
    return {holder.name: holder.export(user) for holder in _holders.values()}


def erase_all(user: User) -> None:
    """Every room lets go of the person, the lowest first. The caller holds the transaction."""
    for holder in _holders.values():
        holder.erase(user)


def holder_names() -> list[str]:
    """The registered rooms, lowest first."""
    return list(_holders)
