"""Saying something on a stream, taking it back, and telling sockets that rights have changed."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from functools import partial
from typing import Any

from django.db import connection, transaction

from participation.database import insert
from participation.live import hints
from participation.live.models import Event, Stream
from participation.live.selectors import CONTROL, Head

GONE = "gone"  # the kind left behind by an event that was taken back
SUPERSEDED = "superseded"  # by one whose thing is there, in other words, which a later event tells
REFS_AT_ONCE = 500  # in one query

NEXT_NUMBER = (
    "INSERT INTO live_stream (name, epoch, seq) VALUES (%s, %s, 1)"
    " ON CONFLICT (name) DO UPDATE SET seq = live_stream.seq + 1 RETURNING id, epoch, seq"
)


def publish(*, stream: str, kind: str, data: Mapping[str, Any], ref: str = "") -> int:
    """Say `kind` with `data` on the stream, inside the caller's transaction; returns the event's number.

    The stream's row stays locked until the caller commits: that makes the numbers gapless and in the order of the
    commits. So publish last in an action, and several streams in the order of their names. Screens are told after
    the commit, and nothing that can go wrong there reaches the caller. `data` holds nothing that only some of the
    listeners may know.
    """
    with transaction.atomic(savepoint=False):
        with connection.cursor() as cursor:
            cursor.execute(NEXT_NUMBER, [stream, secrets.token_hex(4)])
            stream_id, epoch, seq = cursor.fetchone()
        insert(Event(stream_id=stream_id, seq=seq, kind=kind, ref=ref, data=dict(data)))
        transaction.on_commit(partial(hints.announce, Head(stream, epoch, seq)), robust=True)
    return int(seq)


def scrub(*, stream: str, ref: str, data: Mapping[str, Any] | None = None, kind: str = GONE) -> int:
    """Take back every past event about `ref`: replay shows `kind` (GONE or SUPERSEDED) with `data`; returns how many.

    Numbers stay, so nobody sees a gap. It changes only the past: publish the event that tells open screens to
    remove the thing afterwards, in the same transaction.
    """
    with transaction.atomic(savepoint=False):
        left = {"ref": ref, **(data or {})}
        count = Event.objects.filter(stream__name=stream, ref=ref).update(kind=kind, data=left)
        publish(stream=CONTROL, kind="scrub", data={"stream": stream, "ref": ref, "left": left, "kind": kind})
    return count


def rewrite(*, stream: str, refs: Iterable[str], change: Callable[[dict[str, Any]], dict[str, Any]]) -> int:
    """Past events about these things hold what `change` makes of their data, in every replay; returns how many changed.

    Numbers and kinds stay. It changes only the past, and costs the hubs one event however many things there are:
    publish the event that tells open screens afterwards, in the same transaction.
    """
    wanted, changed = list(refs), []
    with transaction.atomic(savepoint=False):
        for start in range(0, len(wanted), REFS_AT_ONCE):
            for event in Event.objects.filter(stream__name=stream, ref__in=wanted[start : start + REFS_AT_ONCE]):
                data = change(event.data)
                if data != event.data:
                    event.data = data
                    changed.append(event)
        Event.objects.bulk_update(changed, ["data"], batch_size=200)
        if changed:
            publish(stream=CONTROL, kind="rewrite", data={"stream": stream})
    return len(changed)


def revoke(*, user_id: int | None = None, stream: str | None = None, session: str | None = None) -> None:
    """Rights may have changed: sockets of this person, stream or session key are asked again within a second.

    What they may no longer hear is cut; a session's sockets are closed. Call it in the transaction of the change.
    """
    digest = session_digest(session) if session else ""
    publish(stream=CONTROL, kind="revoke", data={"user": user_id, "stream": stream, "session": digest})


def session_digest(session_key: str) -> str:
    """What stands for a session in memory and in events, so that its key is written nowhere."""
    return hashlib.sha256(session_key.encode()).hexdigest()[:32]


def renew_epoch() -> int:
    """After a restored backup: every stream gets a new epoch, so every listener fetches its page again."""
    with transaction.atomic():
        streams = list(Stream.objects.select_for_update().order_by("name"))
        for row in streams:
            row.epoch = secrets.token_hex(4)
        Stream.objects.bulk_update(streams, ["epoch"], batch_size=200)
        for row in streams:
            transaction.on_commit(partial(hints.announce, Head(row.name, row.epoch, row.seq)), robust=True)
    return len(streams)


def prune(*, before: datetime) -> int:
    """Forget events said before the moment; a listener who missed one of them is told to fetch the page again."""
    return Event.objects.filter(at__lt=before).delete()[0]


def forget_stream(*, stream: str) -> None:
    """The stream and all that was said on it are gone, as when a person is erased. Said again, it begins anew."""
    Stream.objects.filter(name=stream).delete()
