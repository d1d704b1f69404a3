"""Reading streams: where they stand, what was said since, which of them moved."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from participation.database import rows
from participation.live.models import Event

REPLAY_LIMIT = 500  # events; whoever missed more fetches the page again
CONTROL = "live.control"  # what every hub must know; no rule lets a person listen to it


@dataclass(frozen=True)
class Head:
    """Where a stream stands. A stream on which nothing was ever said has no epoch and number 0."""

    name: str
    epoch: str = ""
    seq: int = 0


@dataclass(frozen=True)
class Entry:
    """One event as it was said."""

    seq: int
    kind: str
    ref: str
    data: Any


@dataclass(frozen=True)
class Gap:
    """What a listener missed; with `resync` it is not known and the page must be fetched again."""

    head: Head
    resync: bool = False
    entries: list[Entry] = field(default_factory=list)


def get_head(stream: str) -> Head:
    """Where the stream stands now."""
    row = rows("SELECT name, epoch, seq FROM live_stream WHERE name = %s", [stream])  # docs/decisions/hot-paths.md
    return Head(*row[0]) if row else Head(stream)


def entries_between(stream: str, after: int, upto: int | None = None, limit: int = REPLAY_LIMIT) -> list[Entry]:
    """The events numbered after+1 … upto, in order, at most `limit`."""
    said = Event.objects.filter(stream__name=stream, seq__gt=after)
    if upto is not None:
        said = said.filter(seq__lte=upto)
    return [Entry(*row) for row in said.order_by("seq").values_list("seq", "kind", "ref", "data")[:limit]]


def events_since(stream: str, *, epoch: str, seq: int | None, limit: int = REPLAY_LIMIT) -> Gap:
    """What was said after number `seq` of `epoch` (empty: not known); None asks only where the stream stands.

    Says `resync` when the epoch is another, the number lies ahead, more than `limit` events were missed,
    or some of them are kept no longer.
    """
    head = get_head(stream)
    if seq is None:
        return Gap(head)
    if (epoch and epoch != head.epoch) or seq > head.seq or head.seq - seq > limit:
        return Gap(head, resync=True)
    entries = entries_between(stream, seq, head.seq, limit)
    if len(entries) != head.seq - seq:
        return Gap(head, resync=True)
    return Gap(head, entries=entries)


def streams_that_moved(known: Mapping[str, Head]) -> list[Head]:
    """Those of the known streams that stand elsewhere by now. One query, one parameter, only what changed returns."""
    each = "jsonb_each_text(%s::jsonb)" if connection.vendor == "postgresql" else "json_each(%s)"
    places = json.dumps({name: f"{head.epoch}:{head.seq}" for name, head in known.items()})
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT s.name, s.epoch, s.seq FROM {each} AS known"  # noqa: S608  # one of the two functions above
            " JOIN live_stream AS s ON s.name = known.key WHERE s.epoch || ':' || s.seq <> known.value",
            [places],
        )
        return [Head(*row) for row in cursor.fetchall()]
