"""Who may listen to which stream, and whether it tells who is here. Each room registers its own kind of stream."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import IntEnum

Rule = Callable[[int | None, str], bool]


class Presence(IntEnum):
    """What listeners of a stream are told of each other, in passing."""

    NONE = 0
    COUNTS = 1  # how many people are here
    NAMES = 2  # the same, and who of them let others see it


@dataclass(frozen=True)
class Kind:
    """Streams named "<prefix>.…". Where nobody writes, nobody is told to be writing."""

    may_listen: Rule
    presence: Presence = Presence.NONE
    may_write: Rule | None = None


NAME = re.compile(r"[a-z][a-z0-9_]{0,30}\.(?!0[0-9]+\Z)[A-Za-z0-9_.-]{1,80}")  # a number has no leading zeros
_rules: dict[str, Kind] = {}


def register(prefix: str, rule: Rule, *, presence: Presence = Presence.NONE, may_write: Rule | None = None) -> None:
    """Make `rule(user_id or None, stream)` decide for every stream named "<prefix>.…".

    What a rule allows to nobody in particular (None) it must allow to everybody: it is then asked only once.
    With Presence.NAMES, `may_write` decides who is told to be writing there.
    """
    _rules[prefix] = Kind(rule, presence, may_write)


def _kind(stream: str) -> Kind | None:
    return _rules.get(stream.partition(".")[0]) if NAME.fullmatch(stream) else None


def may_listen(user_id: int | None, stream: str) -> bool:
    """Whether this person (None: not signed in) may hear the stream now. A stream with no rule is heard by nobody."""
    kind = _kind(stream)
    return kind is not None and bool(kind.may_listen(user_id, stream))


def may_write(user_id: int, stream: str) -> bool:
    """Whether this person may write now where the stream tells of it."""
    kind = _kind(stream)
    return kind is not None and kind.may_write is not None and bool(kind.may_write(user_id, stream))


def presence_on(stream: str) -> Presence:
    """What is told there of those who listen."""
    kind = _kind(stream)
    return kind.presence if kind is not None else Presence.NONE


def who_may_listen(stream: str, user_ids: Iterable[int | None]) -> set[int | None]:
    """Those of the given people who may hear the stream: one question where it is open to all."""
    people = set(user_ids)
    if may_listen(None, stream):
        return people
    return {user_id for user_id in people if user_id is not None and may_listen(user_id, stream)}


def _only_oneself(user_id: int | None, stream: str) -> bool:
    return user_id is not None and stream == f"user.{user_id}"


register("user", _only_oneself)
