"""Who may listen to which stream. Each room registers the rule for its own kind of stream."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

Rule = Callable[[int | None, str], bool]

NAME = re.compile(r"[a-z][a-z0-9_]{0,30}\.[A-Za-z0-9_.-]{1,80}")
_rules: dict[str, Rule] = {}


def register(prefix: str, rule: Rule) -> None:
    """Make `rule(user_id or None, stream)` decide for every stream named "<prefix>.…".

    What a rule allows to nobody in particular (None) it must allow to everybody: it is then asked only once.
    """
    _rules[prefix] = rule


def may_listen(user_id: int | None, stream: str) -> bool:
    """Whether this person (None: not signed in) may hear the stream now. A stream with no rule is heard by nobody."""
    if not NAME.fullmatch(stream):
        return False
    rule = _rules.get(stream.partition(".")[0])
    return rule is not None and bool(rule(user_id, stream))


def who_may_listen(stream: str, user_ids: Iterable[int | None]) -> set[int | None]:
    """Those of the given people who may hear the stream: one question where it is open to all."""
    people = set(user_ids)
    if may_listen(None, stream):
        return people
    return {user_id for user_id in people if user_id is not None and may_listen(user_id, stream)}


def _only_oneself(user_id: int | None, stream: str) -> bool:
    return user_id is not None and stream == f"user.{user_id}"


register("user", _only_oneself)
