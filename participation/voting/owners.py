"""Whose thing it is that one can support: the rooms above say it, so that this room need not know them."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from participation.keys import as_ref


class Owner(NamedTuple):
    """The person who said it, and the organisation they said it for; None where there is none."""

    person_id: int | None
    organisation_id: int | None


_owners: dict[str, Callable[[int], Owner | None]] = {}


def register(kind: str, owner: Callable[[int], Owner | None]) -> None:
    """Things of this kind ("post") have an owner, who does not support them."""
    _owners[kind] = owner


def owner_of(ref: str) -> Owner | None:
    """Whose the thing is; None for things that are nobody's, such as clauses."""
    named = as_ref(ref)
    if named is None or named[0] not in _owners:
        return None
    return _owners[named[0]](named[1])
